"""An essay by keyboard and a file, two blind marks that differ, a decision, and what the learner has of it."""

from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from academy.people.models import Person
from academy.people.roles import Role
from assessments.handmarking import telling
from assessments.models import Attempt, AttemptQuestion, MarkingTask
from courses.models import CoursePage
from tests.factories.assessments import category, learner, question, quiz, started
from tests.factories.courses import course_tree, released
from tests.journeys.cms import Cms
from tests.journeys.official import Official
from tests.journeys.windows import Windows
from tests.journeys.world import person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
ESSAY = {
    "th": "ข้อมูลเปิดช่วยให้ประชาชนตรวจสอบงานของรัฐได้ และลดการทำงานซ้ำ",
    "en": "Open data lets citizens look into the work of the state, and saves doing things twice.",
}
NAMES = {"th": "มาลี", "en": "Malee"}
PAPER = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\nplan"}


def test_an_essay_is_written_marked_twice_decided_and_seen(windows: Windows) -> None:
    markers = [
        person(windows.language, Role.INSTRUCTOR, email=f"marker{number}@agency.example", given_th="ผู้ตรวจ")
        for number in range(3)
    ]
    place = learner(*course(markers), person=person(windows.language))
    attempt = started(place, timezone.now())
    official = Official(windows, windows.open(place.person))
    writes(official, attempt)
    tasks = list(MarkingTask.objects.order_by("question__position"))
    assert len(tasks) == 2
    marks(windows, markers[0], {"a": "c", "b": "4"}, "first", look=True)
    marks(windows, markers[1], {"a": "a", "b": "0"}, "second")
    attempt.refresh_from_db()
    assert attempt.waiting
    marks(windows, markers[2], {"a": "b", "b": "3"}, "moderator", look=True)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.score) == (Attempt.State.MARKED, 55)
    telling.tell(timezone.now())
    assert mail.outbox[-1].to == [place.person.email]
    page = official.page
    page.goto(f"/{windows.language}/attempts/{attempt.public_id}/result/")
    official.look("result")
    assert "comment moderator" in page.locator("main").inner_text()
    assert "comment first" not in page.locator("main").inner_text()


def course(markers: list[Person]) -> Any:
    """Released: a test of an essay and of files, each marked twice."""
    where = category()
    question(where, "essay", "ข้อมูลเปิดช่วยหน่วยงานของท่านอย่างไร")
    question(where, "upload", "ส่งแผนงานของท่าน")
    page = course_tree("essays", modules=0, certificate=True, evidence="person")
    for one in (page, *page.get_translations()):
        one.teachers.set(markers)
        one.save_revision().publish()
    test = quiz(page, where, draw=2, pass_mark=50, second_marking="all", second_difference=20)
    release = released(CoursePage.objects.get(pk=page.pk))
    return release, release.outline.by_key[test.translation_key]


def writes(official: Official, attempt: Attempt) -> None:
    """By keyboard, but for the choice of a file, which is the machine's own window."""
    page, language = official.page, official.language
    rows = {row.version.kind: row for row in AttemptQuestion.objects.select_related("version")}
    page.goto(f"/{language}/attempts/{attempt.public_id}/")
    essay = page.locator(f"#q{rows['essay'].position} textarea")
    official.tabs_to(essay)
    page.keyboard.type(ESSAY[language])
    official.look("asked")
    page.locator(f"#q{rows['upload'].position}-files").set_input_files([PAPER])
    official.enters(page.locator(f"[value='attach-{rows['upload'].position}']"))
    page.locator(".files__one a").wait_for()
    official.look("handed-in")
    assert essay.input_value() == ESSAY[language]
    official.enters(page.locator(".exam__ways [value=review]").first)
    official.enters(page.locator("[data-page=review] [value=submit]"))
    page.wait_for_url("**/result/")
    official.look("waiting")
    assert official.say("Handed in") in page.locator("h1").inner_text()
    page.goto(f"/{language}/my/")
    official.look("my-learning")
    assert official.say("Handed in; a person is marking it.") in page.locator("main").inner_text()


def marks(windows: Windows, marker: Person, mark: dict[str, str], role: str, *, look: bool = False) -> None:
    """All that waits, one after the other, without going back to the list, and without knowing whose it is."""
    cms = Cms(windows, marker)
    page = cms.page
    cms.goes("marking/")
    if look:
        cms.look(f"{role}-queue")
    page.locator("main table a").first.click()
    if look:
        cms.look(f"{role}-test")
    page.get_by_role("button", name=cms.say("Mark the next answer")).click()
    for number in range(2):
        page.wait_for_url("**/marking/answers/**")
        page.locator(".marking__form").wait_for()
        assert NAMES[windows.language] not in page.locator("main").inner_text()
        assert PAPER["name"] not in page.content()
        if look:
            cms.look(f"{role}-answer-{number + 1}")
        if page.locator("[name=criterion-a]").count():
            page.locator(f"[name=criterion-a][value='{mark['a']}']").check()
            page.locator("[name=criterion-b]").fill(mark["b"])
        else:
            page.locator("[name=criterion-whole]").fill({"first": "1", "second": "0", "moderator": "0.5"}[role])
        page.locator("[name=comment]").fill(f"comment {role}")
        here = page.url
        page.get_by_role("button", name=cms.say("Keep and go to the next")).click()
        page.wait_for_url(lambda url, before=here: url != before)
    cms.sees("There is nothing more to mark here for you.")
    if look:
        cms.look(f"{role}-nothing-left")
