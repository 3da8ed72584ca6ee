"""How often a person may ask each route of the API."""

import json
import time
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from academy.cache import ForgivingRedisCache
from assessments.models import Attempt
from tests.factories.assessments import course_with_quiz, learner, started
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
# The window may turn over between two of them; of five some are too many in one of two windows.
TIMES = 5


@pytest.fixture
def attempt() -> Attempt:
    return started(learner(*course_with_quiz()), timezone.now())


def asked(client: Client, attempt: Attempt, times: int = TIMES) -> list[Any]:
    return [client.get(f"/api/v1/attempts/{attempt.public_id}/") for _ in range(times)]


def test_who_asks_a_route_too_often_waits_and_is_told_how_long(client: Client, attempt: Attempt, settings: Any) -> None:
    settings.API_RATES = {**settings.API_RATES, "read": 2}
    client.force_login(attempt.enrolment.person)
    answers = asked(client, attempt)
    assert [one.status_code for one in answers[:2]] == [200, 200]
    refused = next(one for one in answers if one.status_code == 429)
    assert refused.json()["code"] == "too_many_requests"
    assert refused.json()["detail"]
    assert 1 <= int(refused["Retry-After"]) <= 60


def test_another_route_and_another_person_are_counted_apart(client: Client, attempt: Attempt, settings: Any) -> None:
    settings.API_RATES = {**settings.API_RATES, "read": 2}
    client.force_login(attempt.enrolment.person)
    asked(client, attempt)
    body = json.dumps({"answers": [{"question": 1, "sequence": 1, "answer": None}]})
    saved = client.post(f"/api/v1/attempts/{attempt.public_id}/answers/", body, content_type="application/json")
    assert saved.status_code == 200
    client.force_login(PersonFactory.create())
    assert [one.status_code for one in asked(client, attempt, 2)] == [404, 404]


def test_who_has_not_signed_in_is_counted_by_address(client: Client, settings: Any) -> None:
    settings.API_RATES = {**settings.API_RATES, "anonymous": 2}
    assert 429 in [client.get("/api/v1/schema/").status_code for _ in range(TIMES)]
    assert client.get("/api/v1/schema/", REMOTE_ADDR="192.0.2.7").status_code == 200


def test_while_the_cache_is_away_nobody_is_refused(
    client: Client, attempt: Attempt, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.API_RATES = {**settings.API_RATES, "read": 1}
    client.force_login(attempt.enrolment.person)
    monkeypatch.setattr(ForgivingRedisCache, "_asleep_until", time.monotonic() + 60)
    assert {one.status_code for one in asked(client, attempt)} == {200}


def test_counting_asks_the_database_nothing(client: Client, attempt: Attempt) -> None:
    client.force_login(attempt.enrolment.person)
    asked(client, attempt, 1)
    with CaptureQueriesContext(connection) as made:
        client.get("/api/v1/attempts/00000000-0000-0000-0000-000000000000/")
    # The person, and the attempt that is not there.
    assert len(made) == 2, made.captured_queries
