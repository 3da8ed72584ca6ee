"""The CMS's screens of statistics and regrades, for instructors of the course and administrators."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page as Window

from academy.people.models import Person
from academy.people.roles import Role
from assessments.models import Attempt, QuestionVersion, QuizPage, Regrade
from assessments.regrading import applying, deciding
from assessments.tasks import sweep_regrades
from courses.models import CoursePage, Release
from courses.outline import Unit
from tests.assessments.test_regrading import sit, stands, submit, version_of
from tests.browsing import assert_accessible, assert_fits, screenshot, signed_in
from tests.factories.assessments import category, learner, question, quiz, started
from tests.factories.courses import course_tree, released
from tests.factories.people import PersonFactory, person_in
from tests.working import Worker, eventually

# Wagtail's own frame around our screen is not ours to mend.
WITHIN = ".statistics"


def made(pass_mark: int = 60) -> tuple[Release, Unit]:
    where = category()
    question(where, "single", "หนึ่ง")
    question(where, "truefalse", "สอง")
    page = course_tree("two-questions", modules=0)
    test = quiz(page, where, draw=2, pass_mark=pass_mark, attempts_allowed=3)
    release = released(page)
    return release, release.outline.by_key[test.translation_key]


@pytest.fixture
def course(db: None) -> tuple[Release, Unit]:
    return made()


def teacher(release: Release, **fields: Any) -> Person:
    person = person_in(Role.INSTRUCTOR, preferred_language="en", **fields)
    CoursePage.objects.filter(translation_key=release.course.key).update(owner=person)
    return person


def address(name: str, unit: Unit, *more: Any) -> str:
    page = QuizPage.objects.get(translation_key=unit.key, locale__language_code="th")
    return reverse(name, args=[page.pk, *more])


def as_person(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


@pytest.fixture
def administrator(client: Client, db: None) -> Client:
    return as_person(client, person_in(Role.ADMINISTRATOR, preferred_language="en"))


def test_an_instructor_of_the_course_reads_its_statistics(client: Client, course: tuple[Release, Unit]) -> None:
    sit(course, "a")
    sit(course, "b")
    page = as_person(client, teacher(course[0])).get(address("assessments_statistics", course[1])).content.decode()
    assert "Statistics of" in page
    assert "75.0%" in page
    assert "Fewer than thirty attempts" in page
    assert page.count('<th scope="row"><a href="/cms/quizzes/') == 2


def test_an_instructor_of_another_course_does_not(client: Client, course: tuple[Release, Unit]) -> None:
    as_person(client, person_in(Role.INSTRUCTOR))
    sit(course, "a")
    for name, more in (
        ("assessments_statistics", ()), ("assessments_statistics_export", ()),
        ("assessments_regrade", (version_of("single").pk,)),
    ):  # fmt: skip
        assert client.get(address(name, course[1], *more)).status_code in {302, 403}


def test_a_quiz_without_results_says_so(administrator: Client, course: tuple[Release, Unit]) -> None:
    page = administrator.get(address("assessments_statistics", course[1])).content.decode()
    assert "Nobody has finished this test yet" in page
    assert '<svg class="statistics__drawing"' not in page


def test_a_question_shows_its_answers_with_who_gave_them(administrator: Client, course: tuple[Release, Unit]) -> None:
    for single in "aab":
        sit(course, single)
    where = address("assessments_statistics_question", course[1], version_of("single").pk)
    page = administrator.get(where).content.decode()
    assert "ตัวเลือก a in English" in page
    assert "66.7%" in page
    assert administrator.get(address("assessments_statistics_question", course[1], 999_999)).status_code == 404


def test_a_question_that_the_quiz_never_asked_is_not_found(administrator: Client, course: tuple[Release, Unit]) -> None:
    sit(course, "a")
    other = question(category("อื่น"), "truefalse", "ไม่เคยถาม").current
    assert isinstance(other, QuestionVersion)
    for name in ("assessments_statistics_question", "assessments_regrade"):
        assert administrator.get(address(name, course[1], other.pk)).status_code == 404


def test_the_file_has_a_line_for_every_question_and_every_choice(
    administrator: Client, course: tuple[Release, Unit]
) -> None:
    sit(course, "b", None)
    answer = administrator.get(address("assessments_statistics_export", course[1]))
    assert answer["Content-Type"].startswith("text/csv")
    lines = answer.getvalue().decode("utf-8-sig").splitlines()
    # The heading; the single choice with its four; the statement with its two, and who did not answer.
    assert len(lines) == 1 + 1 + 4 + 1 + 3
    assert "no answer" in lines[-1]


def test_first_attempts_count_unless_all_are_asked_for(administrator: Client, course: tuple[Release, Unit]) -> None:
    attempt = sit(course, "a")
    Attempt.objects.filter(pk=attempt.pk).update(number=2)
    where = address("assessments_statistics", course[1])
    assert "Nobody has finished this test yet" in administrator.get(where).content.decode()
    assert "Who tries again" in administrator.get(where, {"attempts": "all"}).content.decode()


# --- regrading ----------------------------------------------------------------------------------------------------


def test_the_dry_run_names_who_gains_and_falls_and_changes_nothing(
    client: Client, course: tuple[Release, Unit]
) -> None:
    falls, gains = sit(course, "a"), sit(course, "b")
    as_person(client, teacher(course[0]))
    where = address("assessments_regrade", course[1], version_of("single").pk)
    page = client.post(where, {"policy": "rekey", "options": ["b"], "look": "1"}).content.decode()
    for attempt in (falls, gains):
        assert str(attempt.enrolment.person) in page
    assert "would not pass; keeps the pass" in page
    assert "Certificates that rest on such a pass" in page
    assert "Carrying it out is for an administrator" in page
    assert 'name="apply"' not in page
    assert not Regrade.objects.exists()


def test_an_instructor_cannot_carry_it_out(client: Client, course: tuple[Release, Unit]) -> None:
    sit(course, "b")
    as_person(client, teacher(course[0]))
    where = address("assessments_regrade", course[1], version_of("single").pk)
    body = {"policy": "full", "reason": "-", "apply": "1", "looked": '{"policy": "full", "version": null}'}
    assert client.post(where, body).status_code in {302, 403}
    assert not Regrade.objects.exists()


def look_and_apply(client: Client, where: str, **body: Any) -> Any:
    page = client.post(where, {**body, "look": "1"})
    looked = page.context["form"].fingerprint()
    return client.post(where, {**body, "looked": looked, "apply": "1"})


def test_an_administrator_looks_gives_a_reason_and_regrades(
    administrator: Client, course: tuple[Release, Unit], django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    attempt = sit(course, "b")
    where = address("assessments_regrade", course[1], version_of("single").pk)
    body = {"policy": "rekey", "options": ["a", "b"]}
    refused = look_and_apply(administrator, where, **body, reason=" ")
    assert refused.status_code == 200
    assert "reason" in refused.context["form"].errors
    assert refused.context["prospect"] is not None
    assert look_and_apply(administrator, where, **body, reason="b is right too").status_code == 302
    decided = Regrade.objects.get()
    while applying.carry_out(decided.pk, timezone.now()):
        pass
    assert stands(attempt)[2] == 100
    page = administrator.get(address("assessments_regrade_run", course[1], decided.pk)).content.decode()
    assert "b is right too" in page
    assert "passes now" in page
    assert "0 of 1" in page


def test_what_was_not_looked_at_is_not_carried_out(administrator: Client, course: tuple[Release, Unit]) -> None:
    sit(course, "b")
    where = address("assessments_regrade", course[1], version_of("single").pk)
    body = {"policy": "full", "reason": "-", "apply": "1", "looked": '{"policy": "drop", "version": null}'}
    page = administrator.post(where, body)
    assert "look first" in page.content.decode()
    assert not Regrade.objects.exists()


@pytest.mark.parametrize(
    ("kind", "body", "field"),
    [("single", {"options": []}, None), ("truefalse", {"truth": "false"}, ""), ("number", {"answer": "x"}, "answer")],
)
def test_a_key_is_asked_for_in_the_form_of_the_question(
    administrator: Client, course: tuple[Release, Unit], kind: str, body: dict[str, Any], field: str | None
) -> None:
    if kind == "number":
        question(version_of("single").question.category, "number", "สาม")
        page = course_tree("three", modules=0)
        test = quiz(page, version_of("single").question.category, draw=3, slug="three-test")
        release = released(page)
        course = (release, release.outline.by_key[test.translation_key])
    place = learner(*course)
    submit(place, started(place, timezone.now()))
    where = address("assessments_regrade", course[1], version_of(kind).pk)
    answer = administrator.post(where, {"policy": "rekey", "tolerance": "0", "look": "1", **body})
    errors = answer.context["form"].errors
    assert (not errors) if field == "" else (set(errors) == {field or "__all__"})


def test_a_regrade_of_another_quiz_is_not_found(administrator: Client, course: tuple[Release, Unit]) -> None:
    sit(course, "b")
    decided = deciding.decide(
        deciding.proposed(course[1].key, version_of("single"), "full"), by=PersonFactory.create(), reason="-",
        at=timezone.now(),
    )  # fmt: skip
    page = course_tree("another", modules=0)
    other = quiz(page, category("อื่น"), slug="another-test")
    assert administrator.get(reverse("assessments_regrade_run", args=[other.pk, decided.pk])).status_code == 404


def test_the_way_to_the_statistics_is_in_the_quizs_menu(client: Client, course: tuple[Release, Unit]) -> None:
    where = address("assessments_statistics", course[1])
    page = QuizPage.objects.get(translation_key=course[1].key, locale__language_code="th")
    as_person(client, teacher(course[0]))
    assert where in client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    as_person(client, person_in(Role.REVIEWER))
    assert where not in client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_worker_carries_it_out_and_tells_the_learners(
    celery_worker_process: Callable[..., Worker],
) -> None:
    course = made()
    attempts = [sit(course, "b") for _ in range(3)]
    worker = celery_worker_process()
    decided = deciding.decide(
        deciding.proposed(course[1].key, version_of("single"), "full"), by=PersonFactory.create(), reason="-",
        at=timezone.now(),
    )  # fmt: skip
    eventually(lambda: Regrade.objects.get(pk=decided.pk).state == Regrade.State.DONE)
    eventually(lambda: decided.letters.filter(told_at=None).count() == 0)
    assert all(stands(attempt)[3] for attempt in attempts)
    # The regrade may bring a certificate, whose letter comes when it comes.
    told = [subject for subject in worker.subjects() if subject.startswith("แก้ไขผลสอบของท่านแล้ว")]
    assert len(told) == 3, worker.subjects()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_sweep_takes_up_a_run_whose_message_was_lost(
    celery_worker_process: Callable[..., Worker],
) -> None:
    course = made()
    attempt = sit(course, "b")
    long_ago = timezone.now() - timezone.timedelta(minutes=10)
    decided = Regrade.objects.create(
        unit_key=course[1].key, version=version_of("single"), policy="full", reason="-", at=long_ago, moved_at=long_ago
    )
    celery_worker_process()
    sweep_regrades()
    eventually(lambda: Regrade.objects.get(pk=decided.pk).state == Regrade.State.DONE)
    assert stands(attempt)[3]
    assert not mail.outbox


# --- looked at ----------------------------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_screens_are_accessible_and_fit_a_telephone(page: Window, language: str) -> None:
    course = made()
    attempts = [sit(course, single, truefalse) for single in "aaab" for truefalse in (True, True, False)]
    assert attempts
    version = version_of("single").pk
    signed_in(page, person_in(Role.ADMINISTRATOR, preferred_language=language))
    decided = deciding.decide(
        deciding.proposed(course[1].key, version_of("truefalse"), "full"), by=PersonFactory.create(), reason="-",
        at=timezone.now(),
    )  # fmt: skip
    applying.carry_out(decided.pk, timezone.now())
    screens = {
        "statistics": address("assessments_statistics", course[1]),
        "statistics-question": address("assessments_statistics_question", course[1], version),
        "regrade-run": address("assessments_regrade_run", course[1], decided.pk),
        "regrade": address("assessments_regrade", course[1], version),
    }
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 2200})
        for name, where in screens.items():
            page.goto(where)
            if name == "regrade":
                page.locator('input[name="policy"][value="rekey"]').check()
                page.locator('input[name="options"][value="a"]').uncheck()
                page.locator('input[name="options"][value="b"]').check()
                page.locator('button[name="look"]').click()
                page.locator("#prospect").wait_for()
            assert_accessible(page, within=WITHIN)
            assert_fits(page)
            screenshot(page, f"{name}-{language}-{width}")
