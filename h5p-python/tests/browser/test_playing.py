"""The two content types in a real browser, with the core player: keyboard, accessibility, state, results."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from h5p.remarking import data_reading, decision_scenario
from h5p.remarking.port import Mark, Status
from tests import content_types
from tests.browser.accessibility import assert_accessible
from tests.browser.conftest import Opening
from tests.browser.harness import ACTIVITY, Player, served_params
from tests.browser.keyboard import choose, focused, press, tab_to, write

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = pytest.importorskip("playwright.sync_api").expect
pytestmark = pytest.mark.browser
LANGUAGES, WIDTHS = ("th", "en"), (320, 1280)
SCREENSHOTS = os.environ.get("SCREENSHOTS")
everywhere = pytest.mark.parametrize(("language", "width"), list(itertools.product(LANGUAGES, WIDTHS)))


def look(page: Page, name: str) -> None:
    """Keeps a picture in the folder that SCREENSHOTS names."""
    if SCREENSHOTS:
        page.screenshot(path=Path(SCREENSHOTS) / f"{name}.png", full_page=True)


def statements(page: Page, verb: str, *, of_root: bool) -> list[dict[str, Any]]:
    """The statements of that verb, of the whole or of its parts."""
    every: list[dict[str, Any]] = page.evaluate("() => statements")
    return [
        one
        for one in every
        if one["verb"]["id"].endswith(f"/{verb}") and of_root is ("parent" not in one["context"]["contextActivities"])
    ]


def marked(name: str, response: str) -> Mark:
    """What the answer is worth on the server."""
    reading = content_types.described(name)["library"] == content_types.READING
    return (data_reading if reading else decision_scenario).mark(served_params(name), response)


def assert_marked_alike(name: str, statement: dict[str, Any]) -> None:
    """The statement says of itself what the server makes of its response."""
    mark, score = marked(name, statement["result"]["response"]), statement["result"]["score"]
    assert (mark.status, mark.raw, mark.max) == (Status.OK, score["raw"], score["max"])


def reported(page: Page, served: Player, name: str) -> dict[str, Any]:
    """The one result of the whole: told once, posted once, and worth what it says."""
    (statement,) = statements(page, "completed", of_root=True)
    assert statement["object"]["id"] == ACTIVITY
    assert_marked_alike(name, statement)
    page.wait_for_timeout(200)
    score = statement["result"]["score"]
    assert served.finished() == [(score["raw"], score["max"])]
    return statement


@everywhere
def test_a_data_reading_is_played_with_the_keyboard(
    opening: Opening, served: Player, language: str, width: int
) -> None:
    name = f"requests-{language}"
    page = opening(name, width=width)
    assert_accessible(page)
    tab_to(page, ".point")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert "2,150" in page.evaluate("() => document.activeElement.getAttribute('aria-label')")
    expect(page.locator(".readout")).to_contain_text("2,150")
    tab_to(page, "button.quiet")
    page.keyboard.press("Enter")
    expect(page.get_by_role("table")).to_be_visible()
    press(page)
    expect(page.get_by_role("alert").first).not_to_be_empty()
    page.locator(".asked").first.click()
    page.evaluate("() => document.activeElement.blur()")
    choose(page, 2)
    press(page)
    assert "✓" in focused(page)
    write(page, "2,200")
    press(page)
    write(page, "๕๙%")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("3")
    assert_accessible(page)
    look(page, f"{name}-{width}")
    statement = reported(page, served, name)
    assert statement["result"]["response"] == "2[,]2200[,]59"
    assert statement["result"]["success"] is True
    children = statements(page, "answered", of_root=False)
    assert [one["result"]["response"] for one in children] == ["2", "2200", "59"]
    ids = [one["subContentId"] for one in content_types.params(name)["questions"]]
    assert [one["object"]["id"] for one in children] == [f"{ACTIVITY}?subContentId={one}" for one in ids]


@everywhere
def test_a_data_reading_can_be_checked_at_the_end(opening: Opening, served: Player, language: str, width: int) -> None:
    name = f"waiting-times-{language}"
    page = opening(name, width=width, scheme="dark")
    choose(page, 0)
    press(page)
    assert page.evaluate("() => document.activeElement.matches('input[type=text]')"), "what is missing has the focus"
    expect(page.get_by_role("alert").nth(1)).not_to_be_empty()
    page.keyboard.type("๑๙" if language == "th" else "19.5")
    press(page)
    assert_accessible(page)
    look(page, f"{name}-{width}-dark")
    assert reported(page, served, name)["result"]["score"]["raw"] == 1
    tab_to(page, "button.quiet")  # past trying again, which stands first
    page.keyboard.press("Enter")
    expect(page.locator(".solution").first).to_be_visible()
    assert_accessible(page)
    press(page)
    expect(page.locator(".solution").first).to_be_hidden()
    assert page.evaluate("() => H5P.instances[0].getScore()") == 0
    assert page.evaluate("() => H5P.instances[0].getAnswerGiven()") is False


@everywhere
def test_a_scenario_is_played_with_the_keyboard(opening: Opening, served: Player, language: str, width: int) -> None:
    name = f"wrong-address-{language}"
    page = opening(name, width=width)
    titles = [node["title"] for node in content_types.params(name)["nodes"]]
    press(page)
    expect(page.get_by_role("alert")).not_to_be_empty()
    assert_accessible(page)
    page.evaluate("() => document.activeElement.blur()")
    for index, title in ((1, titles[1]), (0, titles[2]), (0, titles[3])):
        choose(page, index)
        press(page)
        assert_accessible(page)
        press(page)
        assert focused(page) == title
    choose(page, 0)
    press(page)
    press(page)
    assert_accessible(page)
    look(page, f"{name}-{width}")
    expect(page.locator(".trail").first.get_by_role("listitem")).to_have_count(4)
    statement = reported(page, served, name)
    assert statement["result"]["response"] == "1[,]0[,]0[,]0"
    assert statement["result"]["score"] == {"min": 0, "max": 9, "raw": 9, "scaled": 1}
    press(page)
    assert focused(page) == titles[0]
    assert page.evaluate("() => H5P.instances[0].getScore()") == 0


@everywhere
def test_a_scenario_with_evidence_is_played_with_the_keyboard(
    opening: Opening, served: Player, language: str, width: int
) -> None:
    name = f"counter-hours-{language}"
    page = opening(name, width=width, scheme="dark")
    assert_accessible(page)
    choose(page, 2)
    press(page)
    write(page, "42.5")
    press(page)
    choose(page, 0)
    press(page)
    assert_accessible(page)
    look(page, f"{name}-{width}-dark")
    expect(page.locator(".dga-reading input:enabled")).to_have_count(0)
    press(page)
    choose(page, 1)
    press(page)
    press(page)
    assert_accessible(page)
    statement = reported(page, served, name)
    assert statement["result"]["response"] == "0[.]2[.]42.5[,]1"
    assert statement["result"]["score"]["raw"] == 6
    (evidence,) = [one for one in statements(page, "answered", of_root=False) if "[,]" in one["result"]["response"]]
    within = content_types.params(name)["nodes"][0]["evidence"]
    assert evidence["object"]["id"] == f"{ACTIVITY}?subContentId={within['subContentId']}"
    mark = data_reading.mark(within["params"], evidence["result"]["response"])
    assert (mark.raw, mark.max) == (evidence["result"]["score"]["raw"], evidence["result"]["score"]["max"])
    tree = page.evaluate("() => H5P.instances[0].getXAPIData()")
    assert tree["statement"]["result"]["response"] == statement["result"]["response"]
    assert [len(child["children"]) for child in tree["children"]] == [2]


def test_a_data_reading_goes_on_where_it_was_left(opening: Opening, served: Player) -> None:
    page = opening("requests-th")
    page.get_by_role("radio").nth(1).check()
    page.get_by_role("button", name="ตรวจคำตอบ").first.click()
    page.get_by_role("textbox").first.fill("1,9")
    state = resumed(page, served)
    again = opening("requests-th", state=state)
    expect(again.get_by_role("radio").nth(1)).to_be_checked()
    expect(again.get_by_role("radio").nth(1)).to_be_disabled()
    expect(again.get_by_role("textbox").first).to_have_value("1,9")
    assert again.evaluate("() => H5P.instances[0].getCurrentState()") == state
    assert statements(again, "answered", of_root=False) == []


def test_a_scenario_goes_on_where_it_was_left_with_its_evidence(opening: Opening, served: Player) -> None:
    page = opening("counter-hours-en")
    page.get_by_role("radio").nth(2).check()
    page.get_by_role("button", name="Check the answer").first.click()
    page.get_by_role("radio", name="Open at 07:30").check()
    page.get_by_role("button", name="Confirm the decision").click()
    state = resumed(page, served)
    again = opening("counter-hours-en", state=state)
    expect(again.get_by_role("heading", name="What follows")).to_be_visible()
    assert again.evaluate("() => H5P.instances[0].getScore()") == 2
    again.get_by_role("button", name="Continue").click()
    again.get_by_role("radio").first.check()
    again.get_by_role("button", name="Confirm the decision").click()
    again.get_by_role("button", name="Go to the debrief").click()
    (statement,) = statements(again, "completed", of_root=True)
    assert statement["result"]["response"] == "1[.]2[.][,]0"
    assert_marked_alike("counter-hours-en", statement)


def resumed(page: Page, served: Player) -> Any:
    """The state as the player has saved it by itself."""
    expected = page.evaluate("() => H5P.instances[0].getCurrentState()")
    for _ in range(50):
        if served.saved() == expected:
            return expected
        page.wait_for_timeout(100)
    raise AssertionError(f"not saved: {expected}; {served.saved()}")


STRANGE: list[Any] = [
    {"path": [9], "shown": "choices"},
    {"path": [0], "shown": "debrief"},
    {"path": [0, 0, 0, 0], "shown": "debrief"},
    {"path": [], "shown": "debrief"},
    {"path": "0", "shown": "choices"},
    {"path": [0], "shown": "elsewhere"},
    {"path": [], "shown": "consequence", "evidence": 7},
    {"answers": [{"written": "length", "checked": True}, 5, None]},
    [],
    "text",
]


@pytest.mark.parametrize("name", ["requests-en", "counter-hours-en"])
def test_a_state_that_does_not_fit_is_dropped(opening: Opening, name: str) -> None:
    page, params, library = opening(name), content_types.params(name), content_types.described(name)["library"]
    for state in STRANGE:
        made(page, library, params, state)
        expect(page.get_by_role("radio").first).to_be_enabled()
        assert page.evaluate("() => H5P.instances[0].getAnswerGiven()") is False, state


def paths(params: dict[str, Any]) -> Iterator[list[int]]:
    """Every path of a case, finished or not."""
    named = {node["name"]: node for node in params["nodes"]}

    def onward(node: dict[str, Any], path: list[int]) -> Iterator[list[int]]:
        yield path
        for index, choice in enumerate(node["choices"]):
            following = named.get(choice.get("next", ""))
            yield from onward(following, [*path, index]) if following else [[*path, index]]

    yield from onward(params["nodes"][0], [])


MADE = """([library, params, states]) => states.map((previousState) => {
    const task = H5P.newRunnable({ library, params }, 1, undefined, true, { standalone: true, previousState });
    const { result } = task.getXAPIData().statement;
    return [result.response, task.getScore(), task.getMaxScore(), result.score.raw, result.score.max];
})"""


def assert_all_marked_alike(page: Page, name: str, params: dict[str, Any], states: list[Any]) -> None:
    """The browser's points and the server's are the same from each of these states."""
    library = content_types.described(name)["library"]
    marker = data_reading.mark if library == content_types.READING else decision_scenario.mark
    for response, score, most, raw, maximum in page.evaluate(MADE, [library, params, states]):
        mark = marker(params, response)
        assert (mark.raw, mark.max, mark.status) == (score, most, Status.OK) == (raw, maximum, Status.OK), response


@pytest.mark.parametrize("name", ["wrong-address-en", "counter-hours-th"])
def test_every_path_is_worth_the_same_in_the_browser_and_on_the_server(opening: Opening, name: str) -> None:
    params = content_types.params(name)
    answered = [{"written": "2", "checked": True}, {"written": "42.7", "checked": True}]
    half = [{"written": "1", "checked": True}, {"written": "42.7", "checked": False}]
    states = [
        {"path": path, "shown": "consequence" if path else "choices", "evidence": {"0": {"answers": answers}}}
        for path in paths(params)
        for answers in (answered, half, [])
    ]
    assert len(states) > 20
    assert_all_marked_alike(opening(name), name, params, states)


NUMBERS = [(0.3, 0.1), (1.005, 0.005), (-2.5, 0), (1e12, 0.001), (0, 0), (-0.001, 0.002), (33, 1e-3)]
WRITTEN = ["0.4", "0.2", "0.400001", "1.01", "1.0", "-2.50", "−2.5", "1,000,000,000,000.001", "1000000000000.0011"]
WRITTEN += ["0", "-0", "00.000", "๐.๐๐๑", "-0.003", "33.001", "32.998999", "5%", " 1 000 ", "1,23", "1e3", "NaN", ""]


def test_every_number_is_worth_the_same_in_the_browser_and_on_the_server(opening: Opening) -> None:
    page, params = opening("requests-en"), content_types.params("requests-en")
    states = [{"answers": [{"written": text, "checked": True}]} for text in WRITTEN]
    for answer, tolerance in NUMBERS:
        params["questions"] = [{"kind": "value", "text": "", "answer": answer, "tolerance": tolerance}]
        assert_all_marked_alike(page, "requests-en", params, states)


def made(page: Page, library: str, params: dict[str, Any], state: Any = None) -> None:
    """Plays this instead of what is on the page."""
    page.evaluate(
        """([library, params, state]) => {
        const place = document.querySelector(".h5p-container");
        place.replaceChildren();
        H5P.instances[0] = H5P.newRunnable({ library, params }, 1, H5P.jQuery(place), false, {
            standalone: true, previousState: state });
    }""",
        [library, params, state],
    )


def test_a_case_that_leads_in_a_circle_is_refused_and_says_where(opening: Opening) -> None:
    page, params = opening("wrong-address-en"), content_types.params("wrong-address-en")
    params["nodes"][3]["choices"][0]["next"] = "assess"
    made(page, content_types.SCENARIO, params)
    message = page.get_by_role("alert")
    expect(message).to_contain_text("How great is the risk, and who must know?, How to tell people")
    assert page.evaluate("() => H5P.instances[0].getMaxScore()") == 0
    assert_accessible(page)


def test_a_situation_that_is_never_reached_is_named_and_the_rest_is_played(opening: Opening) -> None:
    page, params = opening("wrong-address-en"), content_types.params("wrong-address-en")
    params["nodes"].append({**params["nodes"][3], "name": "lost", "title": "A lost situation"})
    made(page, content_types.SCENARIO, params)
    expect(page.locator(".author")).to_contain_text("A lost situation")
    expect(page.get_by_role("radio")).to_have_count(3)


def test_evidence_whose_library_is_gone_is_said_and_the_case_goes_on(opening: Opening) -> None:
    page, params = opening("counter-hours-en"), content_types.params("counter-hours-en")
    page.evaluate("() => { delete DGA.DataReading; }")
    made(page, content_types.SCENARIO, params)
    expect(page.get_by_text("This evidence cannot be shown at present")).to_be_visible()
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Confirm the decision").click()
    response = page.evaluate("() => H5P.instances[0].getXAPIData().statement.result.response")
    assert decision_scenario.mark(params, response).status is Status.UNVERIFIABLE


def test_an_exercise_with_missing_figures_is_refused_and_says_so(opening: Opening) -> None:
    page, params = opening("requests-th"), content_types.params("requests-th")
    params["data"]["rows"][2]["values"] = [1]
    made(page, content_types.READING, params)
    expect(page.get_by_role("alert")).to_contain_text("ตารางข้อมูลไม่ครบ")
    assert page.evaluate("() => H5P.instances[0].getXAPIData().statement.result.score") == {
        "min": 0,
        "max": 0,
        "raw": 0,
    }


HOSTILE = "&lt;img src=x onerror=&quot;document.title=1&quot;&gt; &amp; &#039;a&#039; &lt;/textarea&gt;&lt;b&gt;"
SHOWN = """<img src=x onerror="document.title=1"> & 'a' </textarea><b>"""


@pytest.mark.parametrize("name", ["requests-en", "wrong-address-en"])
def test_text_without_tags_is_shown_as_it_was_written_and_never_as_tags(opening: Opening, name: str) -> None:
    page, params = opening(name), content_types.params(name)
    title = page.title()

    def poisoned(value: Any, key: str = "") -> Any:
        if isinstance(value, list):
            return [poisoned(one, key) for one in value]
        if isinstance(value, dict):
            return {inner: poisoned(one, inner) for inner, one in value.items()}
        plain = (
            isinstance(value, str) and not value.startswith("<") and key not in ("kind", "name", "next", "path", "mime")
        )
        return HOSTILE if plain and key not in ("languageCode", "checking", "numerals") else value

    made(page, content_types.described(name)["library"], poisoned(params))
    expect(page.locator("label span").first).to_have_text(SHOWN)
    page.get_by_role("radio").first.check()
    page.locator("button:not(.quiet):visible").first.click()
    expect(page.locator('main [src="x"], main b')).to_have_count(0)
    # Without the filter in front, tags in such a field stay text as well.
    made(
        page,
        content_types.described(name)["library"],
        poisoned(params) | {"l10n": {"check": "<i>x</i>", "confirm": "<i>x</i>"}},
    )
    expect(page.locator("button", has_text="<i>x</i>").first).to_be_visible()
    assert page.title() == title


@pytest.mark.parametrize("name", ["requests-th", "counter-hours-en"])
def test_in_an_iframe_nothing_is_cut_off(opening: Opening, name: str) -> None:
    page = opening(name, width=320, embed="iframe")
    frame = page.frame_locator("iframe.h5p-iframe")
    frame.locator("button:visible").last.wait_for()
    page.wait_for_timeout(500)
    tall, shown = page.evaluate(
        """() => {
        const frame = document.querySelector("iframe.h5p-iframe");
        return [frame.contentDocument.body.scrollHeight, frame.clientHeight];
    }"""
    )
    assert tall <= shown + 1
    frame.locator("button:visible").first.click()
    page.wait_for_timeout(500)
    grown = page.evaluate("() => document.querySelector('iframe.h5p-iframe').clientHeight")
    assert grown > shown


@pytest.mark.parametrize("name", ["requests-th", "wrong-address-en"])
def test_the_choice_of_dark_or_light_on_the_page_beats_the_system(opening: Opening, name: str) -> None:
    backdrop = "() => getComputedStyle(document.querySelector('.dga-reading, .dga-scenario')).backgroundColor"
    dark, light = "rgb(29, 32, 41)", "rgb(255, 255, 255)"
    assert opening(name, scheme="light", theme="dark").evaluate(backdrop) == dark
    assert opening(name, scheme="dark", theme="light").evaluate(backdrop) == light
    page = opening(name, scheme="dark")
    assert page.evaluate(backdrop) == dark
    page.emulate_media(media="print")
    assert page.evaluate(backdrop) == light


@pytest.mark.parametrize("name", ["requests-th", "counter-hours-th"])
def test_a_printed_page_has_the_figures_and_no_buttons(opening: Opening, name: str) -> None:
    page = opening(name)
    page.emulate_media(media="print")
    expect(page.locator("main table")).to_be_visible()
    expect(page.locator("main button:visible")).to_have_count(0)
