"""The pages of a quiz, as a browser without scripts sees them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assessments.authoring import save_question
from assessments.models import Attempt, AttemptQuestion
from courses.placing import Place
from tests.factories.assessments import (
    PARTS,
    answer_all,
    both,
    category,
    content,
    course_with_quiz,
    learner,
    quiz,
    right,
    started,
)
from tests.factories.courses import course_tree, released
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    return learner(*course_with_quiz())


@pytest.fixture
def browser(place: Place, client: Client) -> Client:
    client.force_login(place.person)
    return client


def address(place: Place, language: str = "th") -> str:
    return f"/{language}/courses/{place.course.slug}/{place.unit.slug}/"


def form_value(row: AttemptQuestion) -> Any:
    answer = right(row)
    return {True: "true", False: "false"}[answer] if isinstance(answer, bool) else answer


def typed(attempt: Attempt, numbers: tuple[int, ...]) -> dict[str, Any]:
    rows = attempt.questions.select_related("version").filter(position__in=numbers)
    said: dict[str, Any] = {}
    for row in rows:
        answer, name = form_value(row), f"q{row.position}"
        if row.version.kind == "ordering":
            said |= {f"{name}-{item}": str(place) for place, item in enumerate(answer, 1)}
        elif isinstance(answer, dict):
            said |= {f"{name}-{part}": value for part, value in answer.items()}
        else:
            said[name] = answer
    return said


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("th", ["กติกาของแบบทดสอบ", "30 นาที", "80%", "ท่านทำได้อีก 3 ครั้ง"]),
        ("en", ["30 minutes", "80%", "You have 3 attempts left."]),
    ],
)
def test_the_quiz_says_its_rules_in_words(browser: Client, place: Place, language: str, words: list[str]) -> None:
    page = browser.get(address(place, language)).content.decode()
    for word in words:
        assert word in page


def test_an_exam_is_taken_without_a_script(browser: Client, place: Place) -> None:
    response = browser.post(f"/th/quizzes/{place.unit.key}/start/")
    attempt = Attempt.objects.get()
    assert response.url == f"/th/attempts/{attempt.public_id}/"
    save = f"/th/attempts/{attempt.public_id}/save/"
    response = browser.post(save, {"page": "1", "go": "next", **typed(attempt, (1, 2))})
    assert response.url == f"/th/attempts/{attempt.public_id}/?page=2"
    response = browser.post(save, {"page": "2", "go": "review", **typed(attempt, (3, 4))})
    assert "ตอบครบทุกข้อแล้ว" in browser.get(response.url).content.decode()
    response = browser.post(save, {"page": "review", "go": "submit"})
    assert response.url == f"/th/attempts/{attempt.public_id}/result/"
    page = browser.get(response.url).content.decode()
    assert "ท่านสอบผ่าน" in page
    assert "100%" in page
    assert "KEYWHY" in page


@pytest.mark.filterwarnings("ignore:Exception ignored in.*SpooledTemporaryFile")
@pytest.mark.parametrize("language", ["th", "en"])
def test_every_kind_is_answered_without_a_script(client: Client, language: str) -> None:
    place = learner(*course_with_quiz(questions=10, of=list(PARTS), draw=10, per_page=10))
    client.force_login(place.person)
    attempt = started(place, timezone.now())
    every = typed(attempt, tuple(range(1, 11)))
    save = f"/{language}/attempts/{attempt.public_id}/save/"
    client.post(save, {"page": "1", "go": "stay", **every})
    assert attempt.questions.filter(answer=None).count() == 0
    # What is shown again, sent again, changes nothing.
    kept = list(attempt.questions.order_by("position").values_list("answer", flat=True))
    assert client.get(f"/{language}/attempts/{attempt.public_id}/").status_code == 200
    response = client.post(save, {"page": "1", "go": "submit", **every})
    assert list(attempt.questions.order_by("position").values_list("answer", flat=True)) == kept
    page = client.get(response.url).content.decode()
    assert "100%" in page
    assert Attempt.objects.get().score == 100


@pytest.mark.filterwarnings("ignore:Exception ignored in.*SpooledTemporaryFile")
def test_two_things_at_one_place_are_refused_and_shown_as_they_were_given(client: Client) -> None:
    place = learner(*course_with_quiz(questions=1, of=["ordering"], draw=1))
    client.force_login(place.person)
    attempt = started(place, timezone.now())
    save = f"/en/attempts/{attempt.public_id}/save/"
    response = client.post(save, {"page": "1", "go": "next", "q1-1": "2", "q1-2": "2"})
    assert response.status_code == 422
    page = response.content.decode()
    assert "Two have the same place." in page
    assert page.count('<option value="2" selected>') == 2
    assert attempt.questions.get().answer is None
    # Some without a place is an answer.
    client.post(save, {"page": "1", "go": "next", "q1-3": "1", "q1-1": "4"})
    layout = attempt.questions.get().choice_order
    assert attempt.questions.get().answer == [layout[2], layout[0]]


def test_a_number_is_given_with_its_unit(client: Client) -> None:
    units = [{"name": both("เมตร"), "factor": "1"}, {"name": both("กิโลเมตร"), "factor": "1000"}]
    where = category()
    save_question(where, "number", {**content("number"), "answer": "1500", "units": units})
    course = course_tree("units", modules=0)
    test = quiz(course, where, draw=1)
    release = released(course)
    place = learner(release, release.outline.by_key[test.translation_key])
    client.force_login(place.person)
    attempt = started(place, timezone.now())
    save = f"/th/attempts/{attempt.public_id}/save/"
    client.post(save, {"page": "1", "go": "stay", "q1": "๑.๕", "q1-unit": "2"})
    assert attempt.questions.get().answer == {"number": "๑.๕", "unit": "b"}
    page = client.get(f"/th/attempts/{attempt.public_id}/").content.decode()
    assert 'value="๑.๕"' in page
    assert '<option value="2" lang="th" selected>' in page
    page = client.get(
        client.post(save, {"page": "1", "go": "submit", "q1": "1.5", "q1-unit": "2"}).url
    ).content.decode()
    assert "1.5 กิโลเมตร" in page
    assert "1500 เมตร (± 0.5)" in page


def test_the_review_says_how_many_are_unanswered(browser: Client, place: Place) -> None:
    attempt = started(place, timezone.now())
    page = browser.get(f"/en/attempts/{attempt.public_id}/?page=review").content.decode()
    assert "<strong data-unanswered>4</strong>" in page


def test_a_button_of_a_question_leads_to_its_page(browser: Client, place: Place) -> None:
    attempt = started(place, timezone.now())
    response = browser.post(f"/th/attempts/{attempt.public_id}/save/", {"page": "1", "go": "q3"})
    assert response.url == f"/th/attempts/{attempt.public_id}/?page=2#q3"


@pytest.mark.parametrize("page", ["0", "9", "-1", "x", "²", "", "review"])
def test_a_page_that_is_not_there_saves_nothing_and_shows_the_exam(browser: Client, place: Place, page: str) -> None:
    attempt = started(place, timezone.now())
    browser.post(f"/th/attempts/{attempt.public_id}/save/", {"page": page, "go": "next", **typed(attempt, (1, 2))})
    assert not attempt.questions.exclude(answer=None).exists()
    assert browser.get(f"/th/attempts/{attempt.public_id}/?page={page}").status_code == 200


def test_what_is_no_number_is_said_at_its_field_and_kept_in_it(browser: Client, place: Place) -> None:
    place = learner(*course_with_quiz(questions=8, draw=8, per_page=8, slug="all"), person=place.person)
    attempt = started(place, timezone.now())
    row = attempt.questions.filter(version__kind="number").first()
    assert row
    response = browser.post(f"/en/attempts/{attempt.public_id}/save/", {"page": "1", f"q{row.position}": "ten"})
    assert response.status_code == 422
    assert 'value="ten"' in response.content.decode()
    assert not attempt.questions.exclude(answer=None).exists()


def test_an_answer_given_earlier_is_shown_again(browser: Client, place: Place) -> None:
    attempt = started(place, timezone.now())
    answer_all(place, attempt, timezone.now())
    page = browser.get(f"/th/attempts/{attempt.public_id}/").content.decode()
    picked = sum(
        len(right(row)) if isinstance(right(row), list) else row.version.kind != "number"
        for row in attempt.questions.select_related("version")
    )
    assert page.count(" checked>") == picked


def test_the_time_left_is_the_servers(browser: Client, place: Place) -> None:
    attempt = started(place, timezone.now() - timedelta(minutes=20))
    page = browser.get(f"/th/attempts/{attempt.public_id}/").content.decode()
    assert any(f'data-seconds-left="{seconds}"' in page for seconds in (598, 599, 600))


def test_an_attempt_that_is_over_leads_to_its_result(browser: Client, place: Place) -> None:
    attempt = started(place, timezone.now() - timedelta(minutes=31))
    response = browser.get(f"/th/attempts/{attempt.public_id}/")
    assert response.url == f"/th/attempts/{attempt.public_id}/result/"
    assert "หมดเวลา" in browser.get(response.url).content.decode()


def test_the_last_answer_after_the_time_leads_to_the_result_and_is_not_saved(browser: Client, place: Place) -> None:
    attempt = started(place, timezone.now())
    Attempt.objects.update(deadline=timezone.now() - timedelta(seconds=6))
    body = {"page": "1", "go": "next", **typed(attempt, (1, 2))}
    response = browser.post(f"/th/attempts/{attempt.public_id}/save/", body)
    assert response.url == f"/th/attempts/{attempt.public_id}/result/"
    assert not attempt.questions.exclude(answer=None).exists()


def test_pages_of_somebody_else_are_not_found(client: Client, place: Place) -> None:
    attempt = started(place, timezone.now())
    client.force_login(PersonFactory.create())
    base = f"/th/attempts/{attempt.public_id}/"
    assert client.get(base).status_code == 404
    assert client.get(f"{base}result/").status_code == 404
    assert client.post(f"{base}save/", {"page": "1", "go": "submit"}).status_code == 404
    attempt.refresh_from_db()
    assert attempt.open


def test_a_stranger_is_asked_to_sign_in(client: Client, place: Place) -> None:
    attempt = started(place, timezone.now())
    response = client.get(f"/th/attempts/{attempt.public_id}/")
    assert "/accounts/login/" in response.url


def test_used_up_attempts_are_said_on_the_page_of_the_quiz(browser: Client, place: Place) -> None:
    for _number in range(3):
        browser.post(f"/th/quizzes/{place.unit.key}/start/")
        browser.post(f"/th/attempts/{Attempt.objects.latest('pk').public_id}/save/", {"page": "review", "go": "submit"})
    page = browser.get(address(place)).content.decode()
    assert "ท่านใช้สิทธิ์ครบทุกครั้งแล้ว" in page
    assert "/start/" not in page
    response = browser.post(f"/th/quizzes/{place.unit.key}/start/")
    assert response.url == address(place)
