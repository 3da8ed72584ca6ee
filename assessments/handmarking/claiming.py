"""Taking an answer to mark it, so that nobody else marks it meanwhile. A claim is a lease: it ends by itself."""

from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from academy.people.models import Person
from assessments.handmarking import rights
from assessments.models import MarkingTask

LEASE = timedelta(minutes=30)
# Of answers that others take at the same moment, how many are tried before giving up.
TRIES = 10


def free(tasks: QuerySet[MarkingTask], person: Person, at: datetime) -> QuerySet[MarkingTask]:
    """Those that nobody else has."""
    return tasks.filter(Q(claimed_by=None) | Q(claimed_by=person) | Q(claimed_until__lt=at))


def claim(person: Person, pk: int, at: datetime) -> bool:
    """Take this answer, or keep it for longer; whether the person has it now. One statement: two never both get it."""
    waiting = MarkingTask.objects.filter(pk__in=rights.waiting_for(person).filter(pk=pk).values("pk"))
    return bool(free(waiting, person, at).update(claimed_by=person, claimed_until=at + LEASE))


def release(person: Person, pk: int) -> None:
    """Give it back, unmarked."""
    MarkingTask.objects.filter(pk=pk, claimed_by=person).update(claimed_by=None, claimed_until=None)


def claim_next(person: Person, tasks: QuerySet[MarkingTask], at: datetime) -> MarkingTask | None:
    """The next of these that waits for the person, claimed; None when none is left that others have not taken.

    What the person has already comes first.
    """
    waiting = free(tasks.filter(pk__in=rights.waiting_for(person).values("pk")), person, at)
    order = (F("claimed_by").asc(nulls_last=True), "place", "pk")
    for task in waiting.order_by(*order)[:TRIES]:
        if claim(person, task.pk, at):
            return task
    return None
