"""Putting people on courses and taking them off, on the record."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from academy.errors import Refusal
from academy.people.models import Person
from courses import completing, reading
from courses.models import Course, Enrolment
from courses.noting import note

BANGKOK = ZoneInfo("Asia/Bangkok")


def enrol(
    person: Person,
    course: Course,
    *,
    by: Person | None,
    at: datetime,
    due_on: date | None = None,
    noted: bool = True,
) -> Enrolment:
    """The person's enrolment on the course's current release; who is enrolled already stays as they are.

    Someone who withdrew is taken up again with their progress, on the current release. The due date is `due_on`, else
    counted from today by the release. Refuses not_released, prerequisites (fields: the courses to complete first).
    The history of the course tells it where somebody else did it, unless the caller notes it for many (not `noted`).
    """
    with transaction.atomic():
        # The person's row is the lock: two clicks at once make one enrolment, not an integrity error.
        Person.objects.select_for_update(no_key=True).only("pk").get(pk=person.pk)
        held = Enrolment.objects.select_for_update().filter(person=person, course=course).order_by("-cycle").first()
        if held and held.state != Enrolment.State.WITHDRAWN:
            return held
        release = course.current_release
        if release is None:
            raise Refusal("not_released", _("The course is not open yet."))
        outline = reading.outline_of(release)
        if missing := missing_courses(person, outline.requires):
            slugs = [one.slug for one in missing]
            raise Refusal("prerequisites", _("Other courses must be completed first."), fields={"courses": slugs})
        if due_on is None and outline.due_days is not None:
            due_on = at.astimezone(BANGKOK).date() + timedelta(days=outline.due_days)
        total = sum(1 for unit in outline.units if unit.required)
        if held is None:
            enrolment = Enrolment.objects.create(
                person=person,
                course=course,
                release=release,
                enrolled_by=by,
                due_on=due_on,
                units_total=total,
                enrolled_at=at,
            )
        else:
            enrolment = held
            enrolment.release, enrolment.state, enrolment.withdrawn_at = release, Enrolment.State.ACTIVE, None
            enrolment.due_on, enrolment.enrolled_by = due_on, by
            enrolment.save()
            completing.decide_again(enrolment, at)
        log(instance=enrolment, action="courses.enrol", user=by, data={"again": held is not None})
        if noted and by != person:
            note(course, "courses.enrol_person", by=by, person=person.pk)
        return enrolment


def withdraw(enrolment: Enrolment, *, by: Person | None, reason: str, at: datetime) -> Enrolment:
    """Take the person off the course; their progress is kept. Twice is as once. Refuses completed."""
    with transaction.atomic():
        enrolment.refresh_from_db(from_queryset=Enrolment.objects.select_for_update())
        if enrolment.state == Enrolment.State.COMPLETED:
            raise Refusal("completed", _("A completed course stays completed; nobody can be withdrawn from it."))
        if enrolment.state == Enrolment.State.ACTIVE:
            enrolment.state, enrolment.withdrawn_at = Enrolment.State.WITHDRAWN, at
            enrolment.save(update_fields=["state", "withdrawn_at"])
            log(instance=enrolment, action="courses.withdraw", user=by, data={"reason": reason})
            if by != enrolment.person:
                note(enrolment.course, "courses.withdraw_person", by=by, person=enrolment.person_id)
    return enrolment


def missing_courses(person: Person | None, keys: Iterable[UUID]) -> list[Course]:
    """Of the courses with these keys, those that the person has yet to complete. One query, none without keys.

    A key whose course was never released holds nobody up: it could not be completed.
    """
    wanted = list(keys)
    if not wanted:
        return []
    done = Enrolment.objects.filter(person=person, state=Enrolment.State.COMPLETED).values("course")
    return list(Course.objects.filter(key__in=wanted).exclude(pk__in=done).order_by("slug"))


def overdue(enrolment: Enrolment) -> bool:
    """Whether the due date has passed while the person is still studying."""
    today = timezone.now().astimezone(BANGKOK).date()
    return enrolment.state == Enrolment.State.ACTIVE and enrolment.due_on is not None and enrolment.due_on < today
