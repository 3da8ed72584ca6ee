"""Locking enrolments before anything is decided about them.

On PostgreSQL a statement that waits for a lock then sees the locked row as it is, but whatever it joins as it was when
the wait began: a name, a level of identity or a release from before. So rows are locked first, and read in a statement
of its own.
"""

from django.db.models import BigAutoField

from academy.people.models import Person
from academy.prepared import Prepared
from courses.models import Enrolment

_ROW = BigAutoField()
_lock = Prepared(
    lambda pk: Enrolment.objects.select_for_update(of=("self",)).filter(pk=pk).values_list("pk", flat=True), pk=_ROW
)
# Without the outline, which is read once a process.
_read = Prepared(
    lambda pk: (
        Enrolment.objects.select_related("person", "course", "release", "cohort").defer("release__outline_json")
        .filter(pk=pk)
    ),
    pk=_ROW,
)  # fmt: skip


def locked(pk: int) -> Enrolment:
    """The enrolment with what deciding takes, as it is now, locked until the transaction ends.

    Raises Enrolment.DoesNotExist.
    """
    _lock(pk=pk)
    enrolment = _read.first(pk=pk)
    if enrolment is None:
        raise Enrolment.DoesNotExist
    enrolment.release.course = enrolment.course
    return enrolment


def all_locked(person: Person) -> list[Enrolment]:
    """Every enrolment of the person, the oldest first, each as `locked` gives it."""
    mine = Enrolment.objects.filter(person=person).order_by("pk").values_list("pk", flat=True)
    return [locked(pk) for pk in mine]
