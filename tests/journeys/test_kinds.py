"""Every kind of question, answered rightly by keyboard alone, in Thai and in English."""

import pytest
from django.utils import timezone

from assessments.models import Attempt, AttemptQuestion
from tests.factories.assessments import PARTS, course_with_quiz, learner, right, started
from tests.journeys.official import Official
from tests.journeys.windows import Windows
from tests.journeys.world import person

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    # Wagtail leaves the buffer of a rendition that it has stored to the collector.
    pytest.mark.filterwarnings("ignore:Exception ignored in.*SpooledTemporaryFile"),
]


def test_each_kind_is_answered_by_keyboard_alone(windows: Windows) -> None:
    place = learner(
        *course_with_quiz(questions=len(PARTS), of=list(PARTS), draw=len(PARTS), per_page=len(PARTS)),
        person=person(windows.language),
    )
    attempt = started(place, timezone.now())
    official = Official(windows, windows.open(place.person))
    page = official.page
    page.goto(f"/{windows.language}/attempts/{attempt.public_id}/")
    official.look("kinds-asked")
    rows = list(attempt.questions.select_related("version").order_by("position"))
    assert {row.version.kind for row in rows} == set(PARTS)
    for row in rows:
        answer(official, row)
    official.look("kinds-answered")
    official.sees_saved()
    kept = {row.position: row.answer for row in attempt.questions.all()}
    assert None not in kept.values()
    page.reload()
    for row in rows:
        assert page.locator(f"#q{row.position}").count() == 1
    official.enters(page.locator(".exam__ways [value=review]").first)
    official.enters(page.locator("[data-page=review] [value=submit]"))
    page.wait_for_url("**/result/")
    official.look("kinds-result")
    marked = Attempt.objects.get()
    assert (marked.score, marked.passed) == (100, True)


def answer(official: Official, row: AttemptQuestion) -> None:
    """The right answer with Tab, arrows, Space, Enter and letters."""
    said, number, page = right(row), row.position, official.page
    box = page.locator(f"#q{number}")
    match row.version.kind:
        case "shorttext":
            official.tabs_to(box.locator("input"))
            page.keyboard.type(said)
        case "hotspot":
            for name in said:
                official.tabs_to(box.locator(f"input[value='{name}']"))
                page.keyboard.press("Space")
            assert box.locator("[data-area][data-on]").count() == len(said)
        case "matching" | "blanks":
            for name, value in said.items():
                field = box.locator(f"[data-row='{name}']")
                official.tabs_to(field)
                if field.evaluate("one => one.tagName") == "SELECT":
                    choose(official, field, value)
                else:
                    page.keyboard.type(value)
        case "matrix":
            for name, value in said.items():
                official.tabs_to(box.locator(f"[name='q{number}-{name}']").first)
                page.keyboard.press("Space")
                while not box.locator(f"[name='q{number}-{name}'][value='{value}']").is_checked():
                    page.keyboard.press("ArrowDown")
        case "ordering":
            bring_into_order(official, number, said)
        case _:
            official.answers_by_keyboard(row)


def choose(official: Official, field: object, value: str) -> None:
    """Go down a list to that value."""
    for _press in range(20):
        if field.input_value() == value:  # type: ignore[attr-defined]  # a Locator
            return
        official.page.keyboard.press("ArrowDown")
    raise AssertionError(f"{value} is not in the list")


def bring_into_order(official: Official, number: int, order: list[str]) -> None:
    """Each thing up to its place by its button; whatever is there already is said by its list."""
    page = official.page
    box = page.locator(f"#q{number}")
    for place, name in enumerate(order):
        item = box.locator(f"[data-item='{name}']")
        while (here := items(box).index(name)) > place:
            official.enters(item.locator(".order__up"))
            assert items(box).index(name) == here - 1
            assert item.locator(".order__up").evaluate("one => one === document.activeElement")
    if not box.locator("select").first.input_value():
        first = box.locator("select").first
        official.tabs_to(first)
        page.keyboard.press("ArrowDown")
    assert [one.input_value() for one in box.locator("select").all()] == [str(i) for i in range(1, len(order) + 1)]


def items(box: object) -> list[str]:
    """The things as they stand now."""
    return box.locator("[data-item]").evaluate_all("all => all.map(one => one.dataset.item)")  # type: ignore[attr-defined]  # a Locator
