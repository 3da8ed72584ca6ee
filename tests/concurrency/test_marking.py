"""Races about marking by people. They count on PostgreSQL, where rows are locked."""

from functools import partial

import pytest
from django.utils import timezone

from academy.errors import Refusal
from assessments import auditing
from assessments.handmarking import claiming, judging
from assessments.handmarking.judging import Given
from assessments.models import Attempt, JournalEntry, Marking, MarkingTask
from certificates.models import Certificate
from courses.models import UnitProgress
from tests.assessments.test_handmarking import World
from tests.assessments.test_handmarking import world as made_world
from tests.concurrency.test_attempts import at_once, on_postgres

__all__ = ["on_postgres"]
pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.postgres]


@pytest.fixture
def one(on_postgres: None) -> World:
    return made_world()


def test_of_two_who_claim_one_answer_one_has_it(one: World) -> None:
    one.handed_in()
    for _round in range(5):
        MarkingTask.objects.update(claimed_by=None, claimed_until=None)
        people = (one.first, one.second, one.third)
        now = timezone.now()
        got = at_once(*(partial(claiming.claim_next, person, MarkingTask.objects.all(), now) for person in people))
        assert len([task for task in got if task]) == 1
        assert MarkingTask.objects.get().claimed_by in people


def test_the_last_two_marks_at_once_grade_the_attempt_once(on_postgres: None) -> None:
    made = made_world(essays=2)
    attempt = made.handed_in()
    first, second = MarkingTask.objects.order_by("pk")
    now = timezone.now()
    assert claiming.claim(made.first, first.pk, now)
    assert claiming.claim(made.second, second.pk, now)
    given = Given({"a": "c", "b": "4"})
    got = at_once(
        lambda: judging.judge(made.first, first.pk, "first", given, now),
        lambda: judging.judge(made.second, second.pk, "first", given, now),
    )
    assert not [one for one in got if isinstance(one, Refusal)]
    attempt.refresh_from_db()
    assert (attempt.state, attempt.score) == (Attempt.State.MARKED, 100)
    assert JournalEntry.objects.filter(attempt=attempt, event="graded").count() == 1
    assert UnitProgress.objects.filter(completed_at__isnull=False).count() == 1
    assert Certificate.objects.count() == 1
    assert not list(auditing.faults())


def test_one_answer_marked_by_two_at_once_has_one_mark(one: World) -> None:
    one.handed_in()
    task, now = MarkingTask.objects.get(), timezone.now()
    given = Given({"a": "c", "b": "4"})
    got = at_once(
        lambda: judging.judge(one.first, task.pk, "first", given, now),
        lambda: judging.judge(one.second, task.pk, "first", given, now),
    )
    assert [refusal.code for refusal in got if isinstance(refusal, Refusal)] == ["already_marked"]
    assert Marking.objects.count() == 1
