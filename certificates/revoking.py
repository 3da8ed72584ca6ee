"""Revoking: the certificate no longer counts, and whoever verifies it reads why."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from academy.errors import Refusal
from academy.people.models import Person
from certificates.models import Certificate

CURRENT = (Certificate.State.PENDING, Certificate.State.READY)
LONGEST_REASON = 300


def revoke(certificate: Certificate, *, reason: str, by: Person | None, at: datetime) -> Certificate:
    """End the certificate for good, with a public reason. Refuses without one, or when it has ended already."""
    reason = required(reason)
    with transaction.atomic():
        end(certificate, Certificate.State.REVOKED, reason=reason, at=at)
        log(instance=certificate, action="certificates.revoke", user=by, data={"reason": reason})
    return certificate


def end(certificate: Certificate, state: Certificate.State, *, reason: str, at: datetime) -> None:
    """Take a current row out of force, in the caller's transaction. Of two ends at once, one is refused."""
    ended = Certificate.objects.filter(pk=certificate.pk, state__in=CURRENT).update(
        state=state, reason=reason, ended_at=at, claim="", claimed_until=None, look_again_at=None
    )
    if not ended:
        raise Refusal("certificate_ended", _("This certificate was revoked or superseded before."))
    certificate.refresh_from_db()


def required(reason: str) -> str:
    """The reason on one line; refused when there is none or it is longer than the row holds."""
    reason = " ".join(reason.split())
    if not reason:
        raise Refusal("reason_required", _("Give a reason."), status=400, fields={"reason": [_("Give a reason.")]})
    if len(reason) > LONGEST_REASON:
        detail = _("Give the reason in at most %(most)d characters.") % {"most": LONGEST_REASON}
        raise Refusal("reason_too_long", detail, status=400, fields={"reason": [detail]})
    return reason
