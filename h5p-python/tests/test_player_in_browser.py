"""The core player, in a real browser, plays what the library gives it and reports to what the library reads."""

import json
from decimal import Decimal

import pytest

from h5p import LibraryName
from h5p.attempts import Accepted, Kept, Why
from h5p.installing import install_libraries
from h5p.reading import read
from h5p.refusals import Reason, Refused
from h5p.score import Score
from h5p.store.memory import MemoryStore
from h5p.userdata import Place, UserData, after_change
from tests.building import PNG, SUB_CONTENT, choice, opened, words
from tests.serving import SmallSite, core_folder, serving

CORE = core_folder()
pytestmark = pytest.mark.browser

WORDS_SCRIPT = """
window.Test = window.Test || {};
Test.Words = function (params) {
  H5P.EventDispatcher.call(this);
  this.attach = function ($container) { $container.get(0).textContent = params.word; };
  this.answer = function () {
    var event = this.createXAPIEventTemplate("answered");
    event.setScoredResult(3, 3, this, true, true);
    event.data.statement.result.response = "0";
    this.trigger(event);
  };
};
Test.Words.prototype = Object.create(H5P.EventDispatcher.prototype);
"""
CHOICE_SCRIPT = """
window.Test = window.Test || {};
Test.Choice = function (params, id, extras) {
  var self = this;
  H5P.EventDispatcher.call(self);
  self.clicks = (extras.previousState && extras.previousState.clicks) || 0;
  self.attach = function ($container) {
    var root = $container.get(0);
    root.innerHTML = '<p class="said"></p><img alt="dot"><div class="more"></div>' +
      '<button class="click">0</button><button class="part">part</button><button class="done">done</button>';
    root.querySelector(".said").innerHTML = params.question;
    root.querySelector("img").src = H5P.getPath(params.picture.path, id);
    var child = H5P.newRunnable(params.more, id, H5P.jQuery(root.querySelector(".more")), false, {parent: self});
    var click = root.querySelector(".click");
    click.textContent = self.clicks;
    click.onclick = function () { self.clicks += 1; click.textContent = self.clicks; };
    root.querySelector(".part").onclick = function () { child.answer(); };
    root.querySelector(".done").onclick = function () {
      var event = self.createXAPIEventTemplate("completed");
      event.setScoredResult(1, 2, self, true, false);
      self.trigger(event);
    };
  };
  self.getCurrentState = function () { return {clicks: self.clicks}; };
};
Test.Choice.prototype = Object.create(H5P.EventDispatcher.prototype);
"""
LIBRARIES = [
    choice(files={"scripts/main.js": CHOICE_SCRIPT, "styles/main.css": ".said { color: rgb(1, 2, 3) }"}),
    words(files={"scripts/main.js": WORDS_SCRIPT}),
]
MAIN = LibraryName("Test.Choice", 1, 2)
ONE_OF_TWO = Score(Decimal(1), Decimal(2))


@pytest.fixture
def site():
    store = MemoryStore()
    with read(opened(libraries=LIBRARIES)) as package:
        install_libraries(package, store)
        params = package.params
    media = {"images/dot.png": PNG}
    with serving(SmallSite(CORE, store, MAIN, params, media, known_max=Decimal(2))) as running:
        yield running


@pytest.fixture
def page(browser, site):
    context = browser.new_context()
    page = context.new_page()
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    yield page
    context.close()
    assert page.faults == []


def content(page, site, embed):
    """The page is opened; where the content is drawn."""
    page.goto(f"{site.origin}/{embed}")
    inside = page if embed == "div" else page.frame_locator("iframe.h5p-iframe")
    inside.locator(".said").wait_for()
    return inside


def until(page, is_so):
    """Wait up to ten seconds until something is so."""
    for _ in range(100):
        if is_so():
            return
        page.wait_for_timeout(100)
    assert is_so()


@pytest.mark.parametrize("embed", ["div", "iframe"])
def test_the_content_is_drawn_with_its_parts_pictures_and_styles(page, site, embed):
    inside = content(page, site, embed)
    assert inside.locator(".said").inner_html() == "Which <strong>one</strong>?"
    assert inside.locator(".more").inner_text() == "คำ"
    assert inside.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 1
    assert inside.locator(".said").evaluate("one => getComputedStyle(one).color") == "rgb(1, 2, 3)"
    assert site.asked.count("/h5p/libraries/Test.Choice-1.2/scripts/main.js") == 1


@pytest.mark.parametrize("embed", ["div", "iframe"])
def test_nothing_is_asked_for_that_the_server_resolved(page, site, embed):
    content(page, site, embed)
    page.wait_for_timeout(300)
    assert [path for path in site.asked if path.endswith(".json") or path.startswith("/state")] == []


@pytest.mark.parametrize("embed", ["div", "iframe"])
def test_the_state_is_saved_and_comes_back(page, site, embed):
    content(page, site, embed).locator(".click").click()
    until(page, lambda: Place() in site.rows)
    assert site.rows[Place()] == UserData(Place(), '{"clicks":1}', preload=True, invalidate=True)
    assert content(page, site, embed).locator(".click").inner_text() == "1"


def test_a_learner_is_told_that_the_content_has_changed_and_starts_over(page, site):
    old = UserData(Place(), '{"clicks":5}', preload=True, invalidate=True)
    site.rows = {row.place: row for row in after_change([old])}
    inside = content(page, site, "iframe")
    assert inside.locator(".click").inner_text() == "0"
    dialog = inside.locator("body")
    until(page, lambda: "เนื้อหานี้มีการปรับปรุง" in dialog.inner_text())
    assert "ท่านจะเริ่มทำใหม่" in dialog.inner_text()


@pytest.mark.parametrize("embed", ["div", "iframe"])
def test_a_result_is_taken_once_though_the_player_reports_it_twice(page, site, embed):
    content(page, site, embed).locator(".done").click()
    until(page, lambda: len(site.outcomes) == 2)
    first = next(one for one in site.outcomes if isinstance(one, Accepted))
    assert first.score == ONE_OF_TWO
    assert Kept(Why.REPEATED) in site.outcomes


def test_a_part_changes_no_grade_and_says_whose_part_it_is(page, site):
    inside = content(page, site, "iframe")
    inside.locator(".part").click()
    until(page, lambda: site.outcomes)
    assert site.outcomes == [Kept(Why.CHILD)]
    said = site.statements[0]
    assert said["object"]["id"] == f"{site.origin}/activity/41?subContentId={SUB_CONTENT}"
    inside.locator(".done").click()
    until(page, lambda: len(site.outcomes) == 3)
    assert site.attempt.result.score == ONE_OF_TWO


def test_no_address_of_a_person_is_in_a_statement(page, site):
    content(page, site, "iframe").locator(".done").click()
    until(page, lambda: site.statements)
    assert "@" not in json.dumps(site.statements)


def test_a_report_without_its_token_or_with_that_of_another_address_is_refused(page, site):
    content(page, site, "iframe")
    post = """address => fetch(address, {method: "POST", body: new URLSearchParams("contentId=41&score=2&maxScore=2")})
      .then(answer => answer.status)"""
    assert page.evaluate(post, "/finish") == 403
    state = page.evaluate("H5PIntegration.ajax.contentUserData.split('?')[1]")
    assert page.evaluate(post, f"/finish?{state}") == 403
    assert site.outcomes == [Refused(Reason.MISSING_TOKEN), Refused(Reason.OTHER_ACTION)]


@pytest.mark.parametrize(("language", "rights"), [("th", "สิทธิการใช้งาน"), ("en", "Rights of use")])
def test_the_player_lacks_no_text(page, site, language, rights):
    site.language = language
    site.metadata = {"license": "CC BY", "licenseVersion": "4.0", "authors": [{"name": "สมหญิง", "role": "Author"}]}
    inside = content(page, site, "iframe")
    inside.get_by_text(rights).first.click()
    body = inside.locator("body")
    until(page, lambda: "สมหญิง" in body.inner_text())
    assert "Missing translation" not in body.inner_text()


def test_metadata_that_looks_like_markup_runs_nothing(page, site):
    hostile = '<img src=x onerror="(window.top || window).escaped = true">สมหญิง'
    site.metadata = {"license": "CC BY", "licenseExtras": hostile, "authors": [{"name": hostile, "role": "Author"}]}
    inside = content(page, site, "iframe")
    inside.get_by_text("สิทธิการใช้งาน").first.click()
    until(page, lambda: "สมหญิง" in inside.locator("body").inner_text())
    page.wait_for_timeout(300)
    assert page.evaluate("window.escaped") is None


def test_params_that_look_like_markup_do_not_leave_the_script(page, site):
    site.params = {**site.params, "question": "One </script><script>window.escaped = true</script><!-- &lt;"}
    content(page, site, "div")
    assert page.evaluate("window.escaped") is None
