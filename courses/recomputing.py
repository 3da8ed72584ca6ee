"""Deciding a course's completions again from the facts, when something went wrong. Adds, never takes away."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from certificates.models import Certificate
from courses import certifying, completing
from courses.locking import locked
from courses.models import Course, Enrolment


@dataclass(frozen=True, slots=True)
class Recomputed:
    """`looked` enrolments; of them `completed` anew, `certified` anew, and `rolled_up` where numbers were wrong."""

    looked: int
    completed: int
    certified: int
    rolled_up: int


class _Undone(Exception):  # noqa: N818 - it is no error: it takes a dry run back
    pass


def recompute(course: Course, *, at: datetime, dry_run: bool) -> Recomputed:
    """Decide every enrolment that is not withdrawn, each in a transaction of its own; a dry run takes each back."""
    changes = list(_changes(course, at, dry_run))
    return Recomputed(
        looked=len(changes),
        completed=sum(one[0] for one in changes),
        certified=sum(one[1] for one in changes),
        rolled_up=sum(one[2] for one in changes),
    )


def _changes(course: Course, at: datetime, dry_run: bool) -> Iterator[tuple[bool, bool, bool]]:
    found = Enrolment.objects.filter(course=course).exclude(state=Enrolment.State.WITHDRAWN)
    for key in list(found.order_by("pk").values_list("pk", flat=True)):
        change = (False, False, False)
        try:
            with transaction.atomic():
                change = _decide(key, at)
                if dry_run:
                    raise _Undone
        except _Undone:
            pass
        yield change


def _decide(key: int, at: datetime) -> tuple[bool, bool, bool]:
    enrolment = locked(key)
    before = (enrolment.units_done, enrolment.units_total, enrolment.score)
    state, certificates = enrolment.state, _certificates(enrolment)
    completing.decide_again(enrolment, at)
    return (
        enrolment.state != state,
        _certificates(enrolment) > certificates,
        before != (enrolment.units_done, enrolment.units_total, enrolment.score),
    )


def _certificates(enrolment: Enrolment) -> int:
    subject = certifying.subject_of(enrolment.course.key)
    return Certificate.objects.filter(person=enrolment.person, subject=subject, cycle=enrolment.cycle).count()
