"""An officer's decision on one enrolment: to issue; or, where the course asks for two, to propose, approve or refuse.

Locks go enrolment, then certificate. Nobody decides on a certificate of their own, and whoever proposes does not
approve: the database holds the second too.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from academy.errors import Refusal
from academy.people.models import Person
from certificates.acting import note
from certificates.models import Act, Certificate
from certificates.revoking import required
from courses import certifying, reading
from courses.locking import locked
from courses.models import CertificateRequest, Enrolment

REQUESTED, PROPOSED, APPROVED, REFUSED = (
    CertificateRequest.State.REQUESTED,
    CertificateRequest.State.PROPOSED,
    CertificateRequest.State.APPROVED,
    CertificateRequest.State.REFUSED,
)
OPEN = (REQUESTED, PROPOSED)


@transaction.atomic
def decide(enrolment: Enrolment, *, by: Person, origin: str, at: datetime, reason: str = "") -> None:
    """Issue the certificate, or propose it where the course asks for two officers.

    Refuses own_certificate, not_eligible (with the reasons), already_issued, already_proposed.
    """
    enrolment = locked(enrolment.pk)
    judged = _judged(enrolment, by)
    if certifying.certificate_of(enrolment):
        raise Refusal("already_issued", _("There is a certificate for this already."))
    if reading.outline_of(enrolment.release).approval:
        _propose(enrolment, by=by, origin=origin, at=at, reason=reason)
        return
    certificate = certifying.issue(enrolment, judged, at=at)
    note(Act.Deed.ISSUE, by=by, origin=origin, at=at, certificate=certificate, reason=reason)


@transaction.atomic
def approve(request: CertificateRequest, *, by: Person, origin: str, at: datetime, reason: str = "") -> Certificate:
    """The second officer's yes: the facts are frozen and the certificate is issued now. Of two at once, one is refused.

    Refuses own_certificate, not_proposed, same_person, not_eligible: what was true when it was proposed may have
    changed since.
    """
    enrolment = locked(request.enrolment_id)
    request.refresh_from_db()
    judged = _judged(enrolment, by)
    if request.state != PROPOSED:
        raise Refusal("not_proposed", _("This request is not proposed, or it is decided already."))
    if request.proposed_by_id == by.pk:
        raise Refusal("same_person", _("You proposed this certificate: another officer must approve it."), status=403)
    _close(request, APPROVED, by=by, at=at, reason=reason)
    certificate = certifying.issue(enrolment, judged, at=at)
    note(Act.Deed.APPROVE, by=by, origin=origin, at=at, certificate=certificate, reason=reason)
    return certificate


@transaction.atomic
def refuse(request: CertificateRequest, *, by: Person, origin: str, at: datetime, reason: str) -> None:
    """No, with the reason. It may be proposed again later. Refuses own_certificate, and when it is decided already."""
    reason = required(reason)
    enrolment = locked(request.enrolment_id)
    _not_own(enrolment, by)
    _close(request, REFUSED, by=by, at=at, reason=reason)
    about = certifying.subject_of(enrolment.course.key)
    note(Act.Deed.REFUSE, by=by, origin=origin, at=at, person=enrolment.person, about=about, reason=reason)


def _propose(enrolment: Enrolment, *, by: Person, origin: str, at: datetime, reason: str) -> None:
    request = CertificateRequest.objects.filter(enrolment=enrolment, state__in=OPEN).first()
    if request is None:
        request = CertificateRequest(enrolment=enrolment, made_at=at)
    elif request.state == PROPOSED:
        raise Refusal("already_proposed", _("This certificate is proposed already; another officer must approve it."))
    request.state, request.proposed_by, request.proposed_at = PROPOSED, by, at
    request.save()
    about = certifying.subject_of(enrolment.course.key)
    note(Act.Deed.PROPOSE, by=by, origin=origin, at=at, person=enrolment.person, about=about, reason=reason)


def _judged(enrolment: Enrolment, by: Person) -> certifying.Eligibility:
    _not_own(enrolment, by)
    judged = certifying.eligibility(enrolment)
    if not judged.eligible:
        raise judged.refusal()
    return judged


def _not_own(enrolment: Enrolment, by: Person) -> None:
    if enrolment.person_id == by.pk:
        raise Refusal("own_certificate", _("Nobody decides on a certificate of their own."), status=403)


def _close(
    request: CertificateRequest, state: CertificateRequest.State, *, by: Person, at: datetime, reason: str
) -> None:
    closed = CertificateRequest.objects.filter(pk=request.pk, state__in=OPEN).update(
        state=state, decided_by=by, decided_at=at, reason=reason
    )
    request.refresh_from_db()
    if not closed:
        raise Refusal("request_decided", _("This request is decided already."))
