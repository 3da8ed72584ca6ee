"""The exam in a real browser: by keyboard alone, over a broken line, and saved without being asked."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from assessments.models import Attempt
from courses.placing import Place
from tests.browsing import assert_accessible, assert_fits, screenshot, signed_in
from tests.factories.assessments import course_with_quiz, learner, started

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
