"""The exam in a real browser: by keyboard alone, over a broken line, and saved without being asked."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from academy.people.roles import Role
from assessments import attempting, conditioning
from assessments.models import Attempt, Override
from courses.placing import Place
from tests.browsing import assert_accessible, assert_fits, screenshot, signed_in
from tests.factories.assessments import NOON, course_with_quiz, learner, started
from tests.factories.people import person_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def place(page: Page) -> Place:
    return learner(*course_with_quiz(questions=8, draw=8, per_page=2))


@pytest.fixture
def exam(page: Page, place: Place) -> Attempt:
    attempt = started(place, timezone.now())
    signed_in(page, place.person).goto(f"/en/attempts/{attempt.public_id}/")
    return attempt


def test_an_exam_is_begun_answered_and_submitted_by_keyboard_alone(page: Page, place: Place) -> None:
    signed_in(page, place.person).goto(f"/en/courses/{place.course.slug}/{place.unit.slug}/")
    button = page.get_by_role("button", name="Start the test")
    button.focus()
    page.keyboard.press("Enter")
    for number in range(4):
        expect(page.locator(".exam__page:not([hidden]) .exam__heading")).to_be_visible()
        for box in page.locator(".exam__page:not([hidden]) [data-question]").all():
            first = box.locator("input").first
            first.focus()
            if box.get_attribute("data-kind") == "number":
                page.keyboard.type("80")
            else:
                page.keyboard.press("Space")
                expect(first).to_be_checked()
        page.locator(".exam__page:not([hidden]) .exam__ways button").last.focus()
        page.keyboard.press("Enter")
        assert number < 4
    expect(page.get_by_text("Every question has an answer.")).to_be_visible()
    page.get_by_role("button", name="Submit the test").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/result/")
    attempt = Attempt.objects.get()
    assert attempt.state == "marked"
    assert attempt.questions.exclude(answer=None).count() == 8


def test_turning_the_page_saves_and_moves_the_focus(page: Page, exam: Attempt) -> None:
    answer_page(page)
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name="Questions 3 to 4 of 8")).to_be_focused()
    expect(page.locator("#save-state")).to_have_attribute("data-state", "saved")
    assert exam.questions.exclude(answer=None).count() == 2


def test_an_answer_given_before_the_script_has_come_is_saved(page: Page, place: Place) -> None:
    attempt = started(place, timezone.now())
    held: list[Route] = []
    page.route("**/assessments/attempt*.js", lambda route: held.append(route))
    signed_in(page, place.person).goto(f"/en/attempts/{attempt.public_id}/", wait_until="commit")
    page.locator(".exam__ways button").first.wait_for()
    answer_page(page)
    held[0].continue_()
    expect(page.locator("[data-go][data-answered]")).to_have_count(2)
    page.get_by_role("button", name="Next").click()
    expect(page.locator("#save-state")).to_have_attribute("data-state", "saved")
    assert attempt.questions.exclude(answer=None).count() == 2


def test_answers_given_while_the_line_is_down_are_sent_when_it_is_back(page: Page, exam: Attempt) -> None:
    state = page.locator("#save-state")
    page.context.set_offline(True)
    answer_page(page)
    page.get_by_role("button", name="Next").click()
    expect(state).to_have_attribute("data-state", "waiting")
    expect(page.locator("#trouble")).to_contain_text("The line is down.")
    answer_page(page)
    page.get_by_role("button", name="Next").click()
    assert not exam.questions.exclude(answer=None).exists()
    page.context.set_offline(False)
    expect(state).to_have_attribute("data-state", "saved")
    expect(page.locator("#trouble")).to_be_hidden()
    assert exam.questions.exclude(answer=None).count() == 4


def test_what_was_not_sent_is_sent_at_the_next_visit(page: Page, exam: Attempt) -> None:
    page.context.set_offline(True)
    answer_page(page)
    page.get_by_role("button", name="Next").click()
    expect(page.locator("#save-state")).to_have_attribute("data-state", "waiting")
    address = page.url
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(address)
    expect(page.locator("#save-state")).to_have_attribute("data-state", "saved")
    expect(page.locator("[data-go][data-answered]")).to_have_count(2)
    assert exam.questions.exclude(answer=None).count() == 2


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("width", [1280, 320])
def test_the_exam_is_accessible_and_fits(page: Page, place: Place, language: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    signed_in(page, place.person).goto(f"/{language}/courses/{place.course.slug}/{place.unit.slug}/")
    assert_accessible(page)
    assert_fits(page)
    screenshot(page, f"quiz-{language}-{width}")
    attempt = started(place, timezone.now())
    page.goto(f"/{language}/attempts/{attempt.public_id}/")
    answer_page(page)
    assert_accessible(page)
    assert_fits(page)
    screenshot(page, f"exam-{language}-{width}")
    page.locator(".exam__map button[value=review]").click()
    expect(page.locator("[data-page=review]")).to_be_visible()
    assert_accessible(page)
    screenshot(page, f"exam-review-{language}-{width}")
    page.locator("[data-page=review] button[value=submit]").click()
    page.wait_for_url("**/result/")
    assert_accessible(page)
    assert_fits(page)
    screenshot(page, f"result-{language}-{width}")


def answer_page(page: Page) -> None:
    """Answer every question of the page that is seen."""
    for box in page.locator(".exam__page:not([hidden]) [data-question]").all():
        first = box.locator("input").first
        if box.get_attribute("data-kind") == "number":
            first.fill("80")
        else:
            first.check()


def test_a_forward_only_exam_goes_on_after_a_broken_line_and_never_back(page: Page) -> None:
    place = learner(*course_with_quiz(questions=8, draw=4, per_page=2, navigation="forward"))
    attempt = started(place, timezone.now())
    signed_in(page, place.person).goto(f"/en/attempts/{attempt.public_id}/")
    expect(page.get_by_text("Pages go forward only")).to_be_visible()
    expect(page.locator(".exam__map")).to_have_count(0)
    page.context.set_offline(True)
    answer_page(page)
    page.get_by_role("button", name="Next").click()
    # Nobody leaves a page before the server holds its answers; then it goes on by itself.
    expect(page.locator("#trouble")).to_contain_text("Some answers are not saved yet.")
    expect(page.get_by_role("heading", name="Questions 1 to 2 of 4")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="Questions 3 to 4 of 4")).to_be_visible()
    assert attempt.questions.exclude(answer=None).count() == 2
    page.go_back()
    expect(page.locator("[data-question='1']")).to_have_count(0)
    page.goto(f"/en/attempts/{attempt.public_id}/?page=1")
    answer_page(page)
    page.get_by_role("button", name="Review and submit").click()
    expect(page.get_by_text("Every question has an answer.")).to_be_visible()
    page.get_by_role("button", name="Submit the test").click()
    page.wait_for_url("**/result/")
    assert attempt.questions.exclude(answer=None).count() == 4


def test_marks_for_review_are_there_on_another_device(page: Page, place: Place, exam: Attempt) -> None:
    first = page.get_by_role("button", name="Look at it again later").first
    with page.expect_response("**/flags/"):
        first.click()
    expect(first).to_have_attribute("aria-pressed", "true")
    other = page.context.browser.new_context(base_url=page.url.partition("/en/")[0])  # type: ignore[union-attr]
    try:
        elsewhere = signed_in(other.new_page(), place.person)
        elsewhere.goto(page.url)
        expect(elsewhere.locator("[data-go='1']")).to_have_attribute("data-flagged", "")
    finally:
        other.close()


def test_marks_made_while_the_line_is_down_are_sent_when_it_is_back_also_at_the_next_visit(
    page: Page, exam: Attempt
) -> None:
    marks = page.get_by_role("button", name="Look at it again later")
    address = page.url
    page.context.set_offline(True)
    marks.nth(0).click()
    marks.nth(1).click()
    marks.nth(0).click()
    expect(marks.nth(1)).to_have_attribute("aria-pressed", "true")
    page.goto("about:blank")
    page.context.set_offline(False)
    with page.expect_response("**/flags/"):
        page.goto(address)
    expect(page.locator("[data-go][data-flagged]")).to_have_count(1)
    page.wait_for_function("() => !Object.keys(localStorage).some((key) => key.startsWith('academy.flags'))")
    assert list(exam.questions.filter(flagged=True).values_list("position", flat=True)) == [2]
    page.context.set_offline(True)
    marks.nth(0).click()
    with page.expect_response("**/flags/"):
        page.context.set_offline(False)
    page.wait_for_function("() => !Object.keys(localStorage).some((key) => key.startsWith('academy.flags'))")
    assert exam.questions.filter(flagged=True).count() == 2


def test_the_time_left_is_the_servers_whatever_clock_the_browser_has(page: Page, place: Place) -> None:
    attempt = started(place, timezone.now())
    page.clock.install(time="1999-12-31T23:59:00")
    signed_in(page, place.person).goto(f"/en/attempts/{attempt.public_id}/")
    left = page.locator("#time-left")
    expect(left).to_have_text("30 minutes left")
    # Somebody sets the computer's clock: years on, and back. What counts the seconds goes its own way.
    for moment in ("2031-01-01T00:00:00", "1980-01-01T00:00:00"):
        page.clock.set_system_time(moment)
        page.clock.run_for(2000)
        expect(left).to_have_text("30 minutes left")
    page.clock.run_for(10 * 60_000)
    expect(left).to_have_text("20 minutes left")
    # The server's word with the next save: it is still the first minute there.
    answer_page(page)
    page.clock.run_for(5000)
    expect(page.locator("#save-state")).to_have_attribute("data-state", "saved")
    page.clock.run_for(1000)
    expect(left).to_have_text("30 minutes left")
    assert attempt.questions.exclude(answer=None).count() == 2


def test_leaving_the_window_is_written_down_on_return(page: Page, exam: Attempt) -> None:
    page.evaluate(
        """(states) => {
        for (const state of states) {
            Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
            document.dispatchEvent(new Event("visibilitychange"));
        }
    }""",
        ["hidden"],
    )
    with page.expect_response("**/events/"):
        page.evaluate(
            """() => {
            Object.defineProperty(document, "visibilityState", { value: "visible", configurable: true });
            document.dispatchEvent(new Event("visibilitychange"));
        }"""
        )
    assert exam.journal.filter(event="focus_lost").count() == 1


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("width", [1280, 320])
def test_a_quiz_with_conditions_is_accessible_and_fits(page: Page, language: str, width: int) -> None:
    place = learner(*course_with_quiz(navigation="forward", review_later="answers"))
    conditions = conditioning.conditions_of(place.unit.key)
    conditions.password, conditions.networks, conditions.wait_minutes = "jasmine", "127.0.0.0/8", 90
    conditions.opens_at, conditions.closes_at = NOON.replace(year=2020), NOON.replace(year=2126)
    conditioning.keep(conditions, by=place.person, at=timezone.now())
    page.set_viewport_size({"width": width, "height": 900})
    unit = f"/{language}/courses/{place.course.slug}/{place.unit.slug}/"
    signed_in(page, place.person).goto(unit)
    assert_accessible(page)
    assert_fits(page)
    screenshot(page, f"quiz-conditions-{language}-{width}")
    page.locator("#password").fill("wrong")
    page.locator("main form .button--large").click()
    page.wait_for_url(f"**{unit}")
    assert not Attempt.objects.exists()
    page.locator("#password").fill("jasmine")
    page.locator("main form .button--large").click()
    page.wait_for_url("**/attempts/**")
    assert_accessible(page)
    assert_fits(page)
    screenshot(page, f"exam-forward-{language}-{width}")
    attempting.submit(place.person, Attempt.objects.get().public_id, timezone.now())
    page.goto(unit)
    expect(page.locator("main form .button--large")).to_have_count(0)
    screenshot(page, f"quiz-waiting-{language}-{width}")


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("width", [1280, 320])
def test_the_screens_of_conditions_are_accessible(page: Page, place: Place, language: str, width: int) -> None:
    administrator = person_in(Role.ADMINISTRATOR, email="administrator@agency.example", preferred_language=language)
    override = Override(
        conditions=conditioning.conditions_of(place.unit.key), person=place.person, minutes=60, reason="Reads slowly"
    )
    conditioning.keep_override(override, by=administrator, at=timezone.now())
    page.set_viewport_size({"width": width, "height": 900})
    signed_in(page, administrator)
    key = place.unit.key
    screens = {
        "index": "/cms/tests/",
        "edit": f"/cms/tests/{key}/",
        "exception": f"/cms/tests/{key}/exceptions/add/",
        "gain": f"/cms/tests/{key}/gain/",
    }
    for name, address in screens.items():
        page.goto(address)
        assert_accessible(page, within="#main")
        screenshot(page, f"cms-tests-{name}-{language}-{width}")
