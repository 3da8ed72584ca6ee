"""Races about attempts. They count on PostgreSQL, where rows are locked."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from queue import Queue
from typing import Any

import pytest
from django.db import OperationalError, connection, connections, transaction
from django.utils import timezone

from academy.errors import Refusal
from assessments import attempting, auditing, closing, conditioning, sitting, starting
from assessments.attempting import Given
from assessments.models import Attempt, AttemptQuestion
from assessments.regrading import applying, deciding
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


@pytest.mark.parametrize("_round", range(3))
def test_a_regrade_against_a_submit_leaves_the_attempt_under_the_decision(place: Place, _round: int) -> None:
    now = timezone.now()
    attempt = started(place, now)
    version = attempt.questions.select_related("version")[0].version
    regrade = deciding.decide(
        deciding.proposed(attempt.unit_key, version, "full"), by=place.person, reason="wrong", at=now
    )
    at_once(
        lambda: attempting.submit(place.person, attempt.public_id, timezone.now()),
        lambda: applying.carry_out(regrade.pk, timezone.now()),
    )
    attempt.refresh_from_db()
    assert (attempt.state, attempt.points) == ("marked", 1)
    assert attempt.questions.get(version=version).regrade == regrade


def somebody_waits() -> bool:
    """Whether any transaction waits for another one's lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])


def test_a_decision_made_while_an_attempt_is_being_submitted_reaches_it(place: Place) -> None:
    """The submit has read that there is no decision, and has not committed; the run waits for it, and regrades it."""
    now = timezone.now()
    attempt = started(place, now)
    version = attempt.questions.select_related("version")[0].version
    marked, ended = threading.Event(), threading.Event()

    def submit() -> None:
        with transaction.atomic():
            attempting.submit(place.person, attempt.public_id, now)
            marked.set()
            # Until the run waits for our lock; or has ended, as one would that takes none.
            while not (ended.wait(0.05) or somebody_waits()):
                pass

    def decide() -> None:
        assert marked.wait(10)
        proposed = deciding.proposed(attempt.unit_key, version, "full")
        regrade = deciding.decide(proposed, by=place.person, reason="wrong", at=now)
        applying.carry_out(regrade.pk, now)
        ended.set()

    at_once(submit, decide)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.points) == ("marked", 1)


def test_ten_runs_of_one_regrade_at_once_change_each_attempt_once(on_postgres: None) -> None:
    release, unit = course_with_quiz()
    now = timezone.now()
    for _ in range(5):
        one = learner(release, unit)
        attempting.submit(one.person, started(one, now).public_id, now)
    version = Attempt.objects.all()[0].questions.select_related("version")[0].version
    drawn = Attempt.objects.filter(questions__version=version).count()
    regrade = deciding.decide(
        deciding.proposed(unit.key, version, "full"), by=learner(release, unit).person, reason="wrong", at=now
    )
    at_once(*[lambda: applying.carry_out(regrade.pk, timezone.now())] * 10)
    regrade.refresh_from_db()
    assert (regrade.state, regrade.done, regrade.changes.count()) == ("done", drawn, drawn)
    assert set(Attempt.objects.filter(questions__version=version).values_list("points", flat=True)) == {1}


def sound() -> bool:
    return list(auditing.faults()) == []


def test_two_tabs_saving_different_questions_lose_nothing(place: Place) -> None:
    attempt = started(place, timezone.now())
    rows = list(attempt.questions.select_related("version").order_by("position"))

    def save(row: AttemptQuestion) -> Callable[[], Any]:
        given = [Given(row.position, right(row), 1)]
        return lambda: attempting.save(place.person, attempt.public_id, given, timezone.now())

    at_once(*[save(row) for row in rows] * 3)
    assert attempt.questions.exclude(answer=None).count() == 4
    # Each answer is written down once, in a chain without a fork.
    assert [entry.event for entry in attempt.journal.order_by("number")] == ["started", *["saved"] * 4]
    assert sound()


@pytest.mark.parametrize("_round", range(3))
def test_a_save_at_the_deadline_against_the_task_is_either_marked_or_refused(place: Place, _round: int) -> None:
    now = timezone.now()
    attempt = started(place, now - timedelta(minutes=30))
    row = attempt.questions.select_related("version").first()
    assert row
    over = now + timedelta(seconds=6)
    saved, _closed = at_once(
        lambda: attempting.save(place.person, attempt.public_id, [Given(row.position, right(row), 1)], now),
        lambda: closing.close_overdue(over),
    )
    attempt.refresh_from_db()
    row.refresh_from_db()
    refused = isinstance(saved, Refusal)
    # The task passes by an attempt that somebody holds; the next run closes it.
    if attempt.open:
        closing.close_overdue(over)
        attempt.refresh_from_db()
    assert (attempt.state, attempt.points) == ("marked", 0 if refused else 1)
    assert (row.answer is None) == refused
    assert sound()


def test_a_submit_against_the_task_marks_once(place: Place) -> None:
    attempt = started(place, timezone.now() - timedelta(minutes=40))
    now = timezone.now()
    at_once(
        lambda: attempting.submit(place.person, attempt.public_id, now),
        lambda: closing.close_overdue(now),
        lambda: attempting.submit(place.person, attempt.public_id, now),
    )
    assert [entry.event for entry in attempt.journal.order_by("number")] == ["started", "ran_out", "graded"]
    assert sound()


def test_going_forward_in_two_tabs_leaves_one_page(on_postgres: None) -> None:
    place = learner(*course_with_quiz(navigation="forward"))
    attempt = started(place, timezone.now())
    at_once(*[lambda: sitting.forward(place.person, attempt.public_id, 1, timezone.now())] * 5)
    attempt.refresh_from_db()
    assert attempt.page == 2
    assert sound()


def test_a_changed_closing_against_saves_keeps_every_answer_and_one_chain(place: Place) -> None:
    attempt = started(place, timezone.now())
    rows = list(attempt.questions.select_related("version").order_by("position"))

    def save(row: AttemptQuestion) -> Callable[[], Any]:
        given = [Given(row.position, right(row), 1)]
        return lambda: attempting.save(place.person, attempt.public_id, given, timezone.now())

    def close() -> None:
        conditions = conditioning.conditions_of(place.unit.key)
        conditions.closes_at = timezone.now() + timedelta(minutes=5)
        conditioning.keep(conditions, by=place.person, at=timezone.now())

    at_once(close, *map(save, rows))
    attempt.refresh_from_db()
    assert attempt.questions.exclude(answer=None).count() == 4
    assert attempt.deadline
    assert attempt.deadline < timezone.now() + timedelta(minutes=6)
    assert sound()


# --- what breaks in the middle ------------------------------------------------------------------------------------
def test_a_connection_that_dies_before_the_save_is_committed_keeps_nothing_and_the_next_save_does(
    place: Place,
) -> None:
    attempt = started(place, timezone.now())
    given = [Given(1, right(attempt.questions.select_related("version").get(position=1)), 1)]
    backends: Queue[int] = Queue()

    def save() -> Any:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                backends.put(cursor.fetchone()[0])
            return attempting.save(place.person, attempt.public_id, given, timezone.now())
        except OperationalError as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            attempting.hold(place.person, attempt.public_id)
            saving = pool.submit(save)
            backend = backends.get(timeout=30)
            _until_it_waits(backend)
            _end(backend)
        assert isinstance(saving.result(10), OperationalError)
        assert not attempt.questions.exclude(answer=None).exists()
        # The browser, which heard nothing, sends the same again, and another connection takes it.
        _attempt, held = pool.submit(save).result(10)
    assert held[0].saved
    assert sound()


def test_a_connection_that_dies_after_the_save_and_before_the_answer_loses_nothing(place: Place) -> None:
    attempt = started(place, timezone.now())
    given = [Given(1, right(attempt.questions.select_related("version").get(position=1)), 1)]

    def save_and_die() -> None:
        try:
            attempting.save(place.person, attempt.public_id, given, timezone.now())
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        except OperationalError:
            pass
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(save_and_die).result(10)
    _attempt, held = attempting.save(place.person, attempt.public_id, given, timezone.now())
    assert held[0].saved
    assert [entry.event for entry in attempt.journal.order_by("number")] == ["started", "saved"]
    assert sound()


def _until_it_waits(backend: int) -> None:
    """Until that backend stands before a lock."""
    patience = time.monotonic() + 30
    while time.monotonic() < patience:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_stat_activity WHERE pid = %s AND wait_event_type = 'Lock'", [backend])
            if cursor.fetchone():
                return
            # The view is a snapshot within a transaction: ask for a fresh one.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
    pytest.fail("The save never came to the lock.")


def _end(backend: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [backend])
