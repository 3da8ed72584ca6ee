"""Releases at a set time: planned by a person, carried out by the scheduler, settled once."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from academy.errors import Refusal
from academy.people.models import Person
from courses import releasing
from courses.models import CoursePage, PlannedRelease


def plan(course_page: CoursePage, *, at: datetime, by: Person, note: str = "") -> PlannedRelease:
    """Plan the next release of a course; an earlier plan of it that is not settled gives way."""
    key = releasing.source_of(course_page).translation_key
    with transaction.atomic():
        PlannedRelease.objects.filter(key=key, settled_at=None).delete()
        return PlannedRelease.objects.create(key=key, at=at, by=by, note=note)


def drop(course_page: CoursePage) -> bool:
    """Drop the plan; says whether there was one."""
    deleted, _rows = PlannedRelease.objects.filter(key=course_page.translation_key, settled_at=None).delete()
    return deleted > 0


def carry_out(at: datetime) -> list[PlannedRelease]:
    """Make every release that is due, as of its planned time; one that is refused says why in its row.

    Carrying out twice makes nothing twice: each plan is locked, and settled in the transaction of its release.
    """
    settled = []
    for pk in PlannedRelease.objects.filter(settled_at=None, at__lte=at).order_by("at").values_list("pk", flat=True):
        with transaction.atomic():
            due = PlannedRelease.objects.select_for_update().filter(pk=pk, settled_at=None).first()
            if due:
                _settle(due, at)
                settled.append(due)
    return settled


def _settle(due: PlannedRelease, at: datetime) -> None:
    page = CoursePage.objects.filter(translation_key=due.key, alias_of=None).first()
    try:
        # A right that was taken away since counts: the plan acts for its person, not for the scheduler.
        if page is None:
            raise Refusal("not_found", _("The course page is gone."))
        if not due.by.has_perm("courses.release_course"):
            raise Refusal("forbidden", _("Whoever planned it may no longer release courses."))
        due.release = releasing.release(page, by=due.by, note=due.note, at=at)
    except Refusal as refusal:
        due.faults = refusal.fields.get("faults") or [str(refusal.detail)]
    due.settled_at = at
    due.save()
