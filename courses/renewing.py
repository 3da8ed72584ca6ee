"""Renewing a certificate that runs out: by completing the course again, or by an officer's decision.

Each is a new cycle, with a certificate of its own; the one before stays as it is until its last day.
"""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from academy.errors import Refusal
from academy.people.models import Person
from certificates import issuing
from certificates.acting import note
from certificates.models import Act, Certificate
from certificates.revoking import required
from courses import certifying, reading
from courses.models import Course, Enrolment
from courses.validity import last_day, renewable

STANDING = (Certificate.State.PENDING, Certificate.State.READY)


def may_renew(certificate: Certificate | None, today: date) -> bool:
    """Whether the holder of this newest certificate may take the course again for another."""
    return certificate is not None and certificate.state in STANDING and renewable(certificate.valid_until, today)


def newest(person: Person, course: Course) -> Certificate | None:
    """The person's current certificate of the course's newest cycle."""
    mine = Certificate.objects.filter(person=person, subject=certifying.subject_of(course.key))
    return mine.exclude(state=Certificate.State.SUPERSEDED).order_by("-cycle").first()


@transaction.atomic
def begin_again(person: Person, course: Course, *, at: datetime) -> Enrolment:
    """Enrol the person in the current release for a new cycle, without progress; or give the cycle they are in.

    Refuses not_renewable (it does not run out, or not soon), not_released.
    """
    Person.objects.select_for_update(no_key=True).only("pk").get(pk=person.pk)
    held = Enrolment.objects.filter(person=person, course=course).order_by("-cycle").first()
    if held and held.state == Enrolment.State.ACTIVE:
        return held
    if not may_renew(newest(person, course), at.astimezone(certifying.BANGKOK).date()):
        raise Refusal("not_renewable", _("A certificate can be renewed from 90 days before it runs out."))
    if course.current_release is None:
        raise Refusal("not_released", _("The course is not open yet."))
    outline = reading.outline_of(course.current_release)
    return Enrolment.objects.create(
        person=person,
        course=course,
        release=course.current_release,
        cycle=_next_cycle(person, course),
        enrolled_at=at,
        enrolled_by=person,
        units_total=sum(1 for unit in outline.units if unit.required),
    )


@transaction.atomic
def prolong(
    certificate: Certificate, course: Course, *, reason: str, by: Person, origin: str, at: datetime
) -> Certificate:
    """A certificate for another term by an officer's decision: the same facts, a later last day, today's signatories.

    The term is that of the course's current release, from the old last day or, where that has passed, from today.
    Refuses without a reason; own_certificate; not_renewable where the certificate, or the course now, has no end, the
    certificate is not in force or not the newest, or does not run out within 90 days.
    """
    reason = required(reason)
    person = Person.objects.select_for_update(no_key=True).get(pk=certificate.person_id)
    if person.pk == by.pk:
        raise Refusal("own_certificate", _("Nobody decides on a certificate of their own."), status=403)
    certificate.refresh_from_db()
    today = at.astimezone(certifying.BANGKOK).date()
    months = reading.outline_of(course.current_release).valid_months if course.current_release else None
    if certificate != newest(person, course) or not may_renew(certificate, today) or months is None:
        raise Refusal("not_renewable", _("A certificate can be renewed from 90 days before it runs out."))
    assert certificate.valid_until is not None
    issuer, signatories = issuing.current_issuer()
    until = last_day(max(certificate.valid_until, today), months)
    facts = replace(certificate.facts, issuer=issuer, signatories=signatories, valid_until=until.isoformat())
    cycle = _next_cycle(person, course)
    renewed = issuing.issue(facts, person=person, subject=certificate.subject, cycle=cycle, at=at)
    note(Act.Deed.RENEW, by=by, origin=origin, at=at, certificate=certificate, about=renewed.serial, reason=reason)
    return renewed


def _next_cycle(person: Person, course: Course) -> int:
    enrolled = Enrolment.objects.filter(person=person, course=course).aggregate(most=Max("cycle"))["most"] or 0
    mine = Certificate.objects.filter(person=person, subject=certifying.subject_of(course.key))
    return int(max(enrolled, mine.aggregate(most=Max("cycle"))["most"] or 0)) + 1
