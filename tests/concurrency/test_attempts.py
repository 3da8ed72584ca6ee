"""Races about attempts. They count on PostgreSQL, where rows are locked."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.utils import timezone

from academy.errors import Refusal
from assessments import attempting, closing, starting
from assessments.attempting import Given
from assessments.models import Attempt
from certificates.models import Certificate
from courses.models import Enrolment, UnitProgress
from courses.placing import Place, place_by_key
from tests.factories.assessments import answer_all, course_with_quiz, learner, right, started

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.postgres]


@pytest.fixture(autouse=True)
def on_postgres(db: None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("Races count on PostgreSQL only.")


@pytest.fixture
def place(on_postgres: None) -> Place:
    return learner(*course_with_quiz())


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """What each deed gave, or the refusal it met; all begin at the same moment, each on a connection of its own."""
    gate = threading.Barrier(len(deeds))

    def run(deed: Callable[[], Any]) -> Any:
        try:
            gate.wait(10)
            return deed()
        except Refusal as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def test_ten_submits_at_once_make_one_result_one_record_and_one_certificate(place: Place) -> None:
    now = timezone.now()
    attempt = started(place, now)
    answer_all(place, attempt, now)
    results = at_once(*[lambda: attempting.submit(place.person, attempt.public_id, timezone.now())] * 10)
    assert {(one.score, one.submitted_at) for one in results} == {(results[0].score, results[0].submitted_at)}
    assert UnitProgress.objects.filter(enrolment=place.enrolment, completed_at__isnull=False).count() == 1
    assert Enrolment.objects.get().state == Enrolment.State.COMPLETED
    assert Certificate.objects.count() == 1


def test_ten_starts_at_once_make_one_open_attempt(place: Place) -> None:
    now = timezone.now()
    begun = at_once(*[lambda: starting.start(place_by_key(place.person, place.unit.key), now)] * 10)
    assert Attempt.objects.count() == 1
    assert {attempt.pk for attempt in begun} == {Attempt.objects.get().pk}
    assert Attempt.objects.get().questions.count() == 4


@pytest.mark.parametrize("_round", range(3))
def test_a_save_against_a_submit_is_either_marked_or_refused(place: Place, _round: int) -> None:
    attempt = started(place, timezone.now())
    row = attempt.questions.select_related("version").first()
    assert row
    given = [Given(row.position, right(row), 1)]
    saved, marked = at_once(
        lambda: attempting.save(place.person, attempt.public_id, given, timezone.now()),
        lambda: attempting.submit(place.person, attempt.public_id, timezone.now()),
    )
    row.refresh_from_db()
    refused = isinstance(saved, Refusal)
    assert marked.points == (0 if refused else 1)
    assert (row.answer is None) == refused
    assert not refused or saved.code == "attempt_closed"


def test_of_saves_at_once_the_highest_sequence_stays(place: Place) -> None:
    attempt = started(place, timezone.now())
    row = attempt.questions.select_related("version").first()
    assert row

    def save(sequence: int) -> Callable[[], Any]:
        answer = right(row) if sequence == 10 else None
        given = [Given(row.position, answer, sequence)]
        return lambda: attempting.save(place.person, attempt.public_id, given, timezone.now())

    at_once(*[save(sequence) for sequence in range(1, 11)])
    row.refresh_from_db()
    assert row.sequence == 10
    assert row.answer is not None


def test_the_task_and_a_look_close_an_attempt_once(place: Place) -> None:
    started(place, timezone.now() - timedelta(minutes=40))
    attempt = Attempt.objects.get()
    now = timezone.now()
    at_once(
        lambda: closing.close_overdue(now),
        lambda: closing.close_overdue(now),
        lambda: attempting.look(place.person, attempt.public_id, now),
    )
    attempt.refresh_from_db()
    assert (attempt.state, attempt.submitted_at) == ("marked", attempt.deadline)
