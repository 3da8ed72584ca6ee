"""What breaks around an exam: the cache goes, the clock jumps. What was saved is kept, and the learner goes on."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from academy.cache import ForgivingRedisCache
from academy.errors import Refusal
from assessments import attempting, auditing, closing, conditioning
from assessments.attempting import Given
from courses.models import UnitProgress
from courses.placing import Place
from tests.factories.assessments import NOON, answer_all, course_with_quiz, learner, right, started

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def place() -> Place:
    return learner(*course_with_quiz())


@pytest.fixture
def without_redis(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cache and the broker are at an address where nobody listens."""
    monkeypatch.setattr(ForgivingRedisCache, "_asleep_until", 0.0)
    gone = "unix:///nowhere/redis.sock"
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": gone}}


def test_without_redis_an_exam_is_begun_answered_and_submitted(
    place: Place, client: Client, without_redis: None
) -> None:
    conditions = conditioning.conditions_of(place.unit.key)
    conditions.password = "jasmine"
    conditioning.keep(conditions, by=place.person, at=timezone.now())
    client.force_login(place.person)
    begun = client.post(
        f"/api/v1/quizzes/{place.unit.key}/attempts/", {"password": "jasmine"}, content_type="application/json"
    )
    assert begun.status_code == 201
    address = f"/api/v1/attempts/{begun.json()['id']}"
    saved = client.post(
        f"{address}/answers/",
        {"answers": [{"question": 1, "sequence": 1, "answer": None}]},
        content_type="application/json",
    )
    assert saved.json()["held"][0]["saved"]
    assert client.post(f"{address}/submit/").json()["score"] == "0.00"
    assert UnitProgress.objects.filter(enrolment=place.enrolment, unit_key=place.unit.key, score=0).exists()
    assert list(auditing.faults()) == []


def test_a_clock_that_jumps_back_takes_answers_and_keeps_their_order(place: Place) -> None:
    attempt = started(place)
    row = attempt.questions.select_related("version").get(position=1)
    attempting.save(place.person, attempt.public_id, [Given(1, None, 2)], NOON)
    _attempt, held = attempting.save(place.person, attempt.public_id, [Given(1, right(row), 3)], NOON - HOUR)
    assert held[0].saved
    _attempt, held = attempting.save(place.person, attempt.public_id, [Given(1, None, 1)], NOON - HOUR)
    assert not held[0].saved
    marked = attempting.submit(place.person, attempt.public_id, NOON - HOUR)
    assert marked.score == 25
    assert list(auditing.faults()) == []


def test_a_clock_that_jumps_on_closes_with_what_was_saved_and_no_jump_back_opens_it(place: Place) -> None:
    attempt = started(place)
    answer_all(place, attempt)
    assert closing.close_overdue(NOON + HOUR) == 1
    with pytest.raises(Refusal, match=r"^deadline_passed$"):
        answer_all(place, attempt, NOON)
    attempt.refresh_from_db()
    assert (attempt.score, attempt.submitted_at) == (100, attempt.deadline)
    assert list(auditing.faults()) == []


def test_every_refusal_keeps_what_was_saved(place: Place) -> None:
    attempt = started(place)
    answer_all(place, attempt)
    before = list(attempt.questions.order_by("position").values_list("answer", "sequence"))
    for given in ([Given(99, None, 9)], [Given(1, {"no": "answer"}, 9), Given(2, None, 9)]):
        with pytest.raises(Refusal):
            attempting.save(place.person, attempt.public_id, given, NOON)
    assert list(attempt.questions.order_by("position").values_list("answer", "sequence")) == before
