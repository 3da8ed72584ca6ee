"""What an officer settles about a person: holds, and who they are. What was earned meanwhile follows."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from academy.errors import Refusal
from academy.people.identifying import identify
from academy.people.models import IdentityLevel, Person
from certificates.acting import note
from certificates.models import Act
from certificates.revoking import required
from courses import certifying
from courses.locking import all_locked
from courses.models import Enrolment, Hold


@transaction.atomic
def place(person: Person, enrolment: Enrolment | None, *, reason: str, by: Person, origin: str, at: datetime) -> Hold:
    """No certificate for the person from now on, or for that one enrolment. What is issued already stays."""
    reason = required(reason)
    hold = Hold.objects.create(person=person, enrolment=enrolment, reason=reason, placed_at=at, placed_by=by)
    note(Act.Deed.HOLD, by=by, origin=origin, at=at, person=person, about=_about(enrolment), reason=reason)
    return hold


@transaction.atomic
def lift(hold: Hold, *, reason: str, by: Person, origin: str, at: datetime) -> int:
    """End the hold; what the person had earned is awarded now: how many certificates and requests that is.

    Refuses own_hold, and when it was lifted before.
    """
    reason = required(reason)
    if hold.person_id == by.pk:
        raise Refusal("own_hold", _("Nobody lifts a hold on themselves."), status=403)
    if not Hold.objects.filter(pk=hold.pk, lifted_at=None).update(lifted_at=at, lifted_by=by):
        raise Refusal("hold_lifted", _("This hold was lifted before."))
    hold.refresh_from_db()
    note(Act.Deed.LIFT, by=by, origin=origin, at=at, person=hold.person, about=_about(hold.enrolment), reason=reason)
    return award_due(hold.person)


@transaction.atomic
def vouch(person: Person, *, reason: str, by: Person, origin: str, at: datetime) -> int:
    """An officer has checked who the person is; `reason` says how. What they had earned is awarded now: how many.

    Refuses own_identity, and when they are known so well already.
    """
    reason = required(reason)
    if person.pk == by.pk:
        raise Refusal("own_identity", _("Nobody vouches for themselves."), status=403)
    if not identify(person, IdentityLevel.OFFICER):
        raise Refusal("identity_known", _("Who they are was checked before."))
    note(Act.Deed.IDENTIFY, by=by, origin=origin, at=at, person=person, reason=reason)
    return award_due(person)


def award_due(person: Person) -> int:
    """Award what the person has completed and now earns, in the caller's transaction: how many certificates.

    What they complete meanwhile is awarded here or there: each waits for the other's lock.
    """
    completed = [one for one in all_locked(person) if one.state == Enrolment.State.COMPLETED]
    return sum(1 for one in completed if not certifying.certificate_of(one) and certifying.award(one))


def _about(enrolment: Enrolment | None) -> str:
    return certifying.subject_of(enrolment.course.key) if enrolment else ""
