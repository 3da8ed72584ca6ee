"""Putting answers into the queue, and taking out those that need no person any more. The attempt is held locked."""

from collections.abc import Iterable
from datetime import datetime

from assessments.handmarking import scheme
from assessments.models import Attempt, AttemptQuestion, MarkingTask


def ask(attempt: Attempt, questions: Iterable[AttemptQuestion], at: datetime) -> None:
    """Have people mark these answers."""
    twice = scheme.marked_twice(scheme.of(attempt.terms), attempt.public_id)
    MarkingTask.objects.bulk_create(
        MarkingTask(
            question=question,
            course_id=attempt.enrolment.course_id,
            unit_key=attempt.unit_key,
            second=twice,
            place=scheme.place(attempt.public_id, question.position),
            asked_at=at,
        )
        for question in questions
    )


def settled(questions: Iterable[AttemptQuestion], at: datetime) -> None:
    """Take these answers out of the queue: they have their points, by whatever way."""
    tasks = MarkingTask.objects.filter(question__in=[question.pk for question in questions]).exclude(wants="")
    tasks.update(wants="", done_at=at, claimed_by=None, claimed_until=None)
