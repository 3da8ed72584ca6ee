"""The learner's pages: what they show, what they refuse, what they cost."""

from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from certificates.models import Certificate
from courses import units
from courses.completing import record
from courses.models import Enrolment, Evidence, UnitProgress
from tests.courses.learning.making import MINUTE, Made, course, enrolled, lesson, quiz
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return PersonFactory.create()


@pytest.fixture
def learner(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def wait(minutes: int = 1) -> None:
    """Let time have passed since all that was done so far."""
    for row in UnitProgress.objects.all():
        row.opened_at -= minutes * MINUTE
        row.completed_at = row.completed_at - minutes * MINUTE if row.completed_at else None
        row.save()


def test_anyone_may_see_a_released_course_and_is_asked_to_sign_in(client: Client) -> None:
    course()
    page = text(client.get("/en/courses/data/"))
    for said in (
        "data en",
        "summary en",
        "outcome en",
        "audience en",
        "one en",
        "Sign in to enrol",
        "?next=/en/courses/data/",
    ):
        assert said in page
    assert client.get("/en/courses/nothing/").status_code == 404


def test_units_and_my_learning_are_behind_sign_in(client: Client) -> None:
    course()
    for path in ("/en/my/", "/en/courses/data/one/"):
        assert client.get(path).url.startswith("/en/accounts/login/")
    assert client.post("/en/courses/data/one/done/").status_code == 302
    assert not UnitProgress.objects.exists()


def test_enrolling_leads_to_the_first_lesson(learner: Client, person) -> None:
    course()
    assert 'action="/en/my/courses/data/enrol/"' in text(learner.get("/en/courses/data/"))
    assert learner.post("/en/my/courses/data/enrol/").url == "/en/courses/data/one/"
    assert Enrolment.objects.get().person == person
    assert learner.get("/en/my/courses/data/enrol/").status_code == 405


def test_without_enrolment_a_lesson_leads_to_the_course_and_says_why(learner: Client) -> None:
    course()
    response = learner.get("/en/courses/data/one/", follow=True)
    assert response.redirect_chain == [("/en/courses/data/", 302)]
    assert "Enrol in the course to open its lessons." in text(response)


def test_a_forged_completion_before_its_time_changes_nothing(learner: Client, person) -> None:
    enrolled(person, course())
    for body in ({}, {"seconds": "9999", "completed": "1", "opened_at": "2000-01-01"}):
        assert learner.post("/en/courses/data/one/done/", body).url == "/en/courses/data/one/?early=1#ways"
    assert UnitProgress.objects.get().completed_at is None
    page = text(learner.get("/en/courses/data/one/?early=1"))
    assert "1 minute left" in page
    assert "Go on anyway to “two en”" in page


def test_a_quiz_cannot_be_completed_by_the_lessons_button(learner: Client, person) -> None:
    enrolled(person, course(quiz()))
    wait(100)
    learner.post("/en/courses/data/test/done/")
    assert not UnitProgress.objects.filter(completed_at__isnull=False).exists()


def test_a_locked_unit_leads_to_what_comes_first(learner: Client, person) -> None:
    enrolled(person, course(lesson("one"), lesson("two"), sequential=True))
    response = learner.get("/en/courses/data/two/", follow=True)
    assert response.redirect_chain == [("/en/courses/data/one/", 302)]
    assert "Locked until “one en” is complete." in text(response)
    learner.post("/en/courses/data/one/done/")
    assert "Go on anyway" not in text(learner.get("/en/courses/data/one/?early=1"))


def test_a_lesson_is_finished_after_its_time_and_leads_on(learner: Client, person) -> None:
    enrolled(person, course(lesson("one"), lesson("two"), certificate=False))
    page = text(learner.get("/en/courses/data/one/"))
    assert "body of one in en" in page
    assert "0 of 2 complete" in page
    assert 'data-wait="60"' in page
    wait()
    assert learner.post("/en/courses/data/one/done/").url == "/en/courses/data/two/"
    assert learner.post("/en/courses/data/one/done/").url == "/en/courses/data/two/"
    page = text(learner.get("/en/courses/data/two/"))
    assert "1 of 2 complete" in page
    wait()
    assert learner.post("/en/courses/data/two/done/").url == "/en/courses/data/"
    assert "You have completed the course" in text(learner.get("/en/courses/data/"))


def test_what_was_read_in_thai_counts_in_english(learner: Client, person) -> None:
    enrolled(person, course(lesson("one"), lesson("two")))
    assert "body of one in th" in text(learner.get("/th/courses/data/one/"))
    wait()
    learner.post("/th/courses/data/one/done/")
    assert "1 of 2 complete" in text(learner.get("/en/courses/data/two/"))


def test_a_lesson_without_the_readers_language_is_shown_in_the_other_saying_so(learner: Client, person) -> None:
    enrolled(person, course(lesson("one"), lesson("two"), only={"two": "th"}))
    page = text(learner.get("/en/courses/data/two/"))
    assert "This part has not been translated" in page
    assert '<article class="lesson" lang="th"' in page
    assert "body of two in th" in page
    assert "This part has not been translated" not in text(learner.get("/en/courses/data/one/"))


def test_a_deleted_unpublished_or_moved_page_is_still_served(learner: Client, person) -> None:
    made = course(lesson("one"), lesson("two"), lesson("three"))
    enrolled(person, made)
    made.pages["one", "en"].delete()
    made.pages["two", "en"].unpublish()
    made.pages["three", "en"].move(Page.objects.get(depth=1), "last-child")
    for slug in ("one", "two", "three"):
        assert f"body of {slug} in en" in text(learner.get(f"/en/courses/data/{slug}/"))


def test_learners_read_the_live_wording_at_once(learner: Client, person) -> None:
    made = course(lesson("one"))
    enrolled(person, made)
    assert "body of one in en" in text(learner.get("/en/courses/data/one/"))
    page = made.pages["one", "en"]
    page.title, page.body = "Better title", [("text", "<p>better body</p>")]
    page.save_revision().publish()
    said = text(learner.get("/en/courses/data/one/"))
    assert "better body" in said
    assert "Better title" in said


def test_a_withdrawn_learner_can_come_back(learner: Client, person) -> None:
    enrolled(person, course(certificate=False))
    assert "Your progress is kept" in text(learner.get("/en/my/courses/data/withdraw/"))
    assert Enrolment.objects.get().state == Enrolment.State.ACTIVE
    assert learner.post("/en/my/courses/data/withdraw/").url == "/en/my/"
    assert learner.get("/en/courses/data/one/").url == "/en/courses/data/"
    assert "Enrol again" in text(learner.get("/en/courses/data/"))
    learner.post("/en/my/courses/data/enrol/")
    assert "body of one in en" in text(learner.get("/en/courses/data/one/"))


def test_a_course_that_requires_another_says_which(learner: Client) -> None:
    basics = course(slug="basics")
    course(slug="ai", requires=(basics.course.key,))
    page = text(learner.get("/en/courses/ai/"))
    assert "basics en" in page
    assert "/my/courses/ai/enrol/" not in page
    assert learner.post("/en/my/courses/ai/enrol/").url == "/en/courses/ai/"
    assert not Enrolment.objects.exists()


def test_my_learning_begins_empty_with_a_way_to_the_catalogue(learner: Client) -> None:
    page = text(learner.get("/en/my/"))
    assert "You are not enrolled in a course yet" in page
    assert 'href="/en/courses/"' in page


def test_my_learning_shows_the_next_step_and_what_is_done(learner: Client, person) -> None:
    made, other = course(lesson("one"), lesson("two")), course(quiz(), slug="ai", certificate=False)
    enrolled(person, made)
    done = enrolled(person, other)
    record(done, other.unit("test").key, evidence=Evidence.SERVER, score=Decimal(90), at=timezone.now())
    learner.get("/en/courses/data/two/")
    page = text(learner.get("/en/my/"))
    assert 'href="/en/courses/data/two/"' in page
    assert "about 10 minutes left" in page
    assert "ai en" in page
    assert "score 90%" in page


def test_the_quizs_page_is_its_own_kinds_affair(learner: Client, person) -> None:
    enrolled(person, course(quiz()))
    assert units.kind_of(lesson("one")).name == "lesson"
    assert "quiz" in units._kinds


@pytest.fixture
def long_course(person) -> Made:
    made = course(*(lesson(f"lesson-{number}") for number in range(12)), quiz())
    enrolled(person, made)
    return made


def test_a_lesson_costs_at_most_six_queries(learner: Client, long_course: Made, django_assert_max_num_queries) -> None:
    for slug in ("lesson-0", "lesson-1", "lesson-2"):
        learner.get(f"/en/courses/data/{slug}/")
    UnitProgress.objects.filter(unit_key=long_course.unit("lesson-2").key).delete()
    with django_assert_max_num_queries(6):  # opened for the first time by this person
        learner.get("/en/courses/data/lesson-2/")
    with django_assert_max_num_queries(6):  # come back to from another, its time still running
        learner.get("/en/courses/data/lesson-1/")
    UnitProgress.objects.update(completed_at=timezone.now())
    with django_assert_max_num_queries(4):  # read again
        learner.get("/en/courses/data/lesson-1/")


def test_a_course_page_costs_at_most_eight_queries(
    learner: Client, long_course: Made, django_assert_max_num_queries
) -> None:
    learner.get("/en/courses/data/")
    with django_assert_max_num_queries(8):
        learner.get("/en/courses/data/")
    Enrolment.objects.all().delete()
    with django_assert_max_num_queries(8):
        learner.get("/en/courses/data/")


def test_my_learning_costs_the_same_for_one_course_and_for_five(
    learner: Client, person, django_assert_max_num_queries
) -> None:
    for number in range(5):
        enrolled(person, course(slug=f"course-{number}"))
    learner.get("/en/my/")
    with django_assert_max_num_queries(5):
        learner.get("/en/my/")
    assert not Certificate.objects.exists()
