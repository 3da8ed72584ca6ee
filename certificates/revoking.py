"""Revoking: the certificate no longer counts, and whoever verifies it reads why."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from academy.errors import Refusal
from academy.people.models import Person
from certificates.acting import note
from certificates.models import Act, Certificate

CURRENT = (Certificate.State.PENDING, Certificate.State.READY, Certificate.State.SUSPENDED)
LONGEST_REASON = 300


def revoke(certificate: Certificate, *, reason: str, by: Person | None, at: datetime, origin: str = "") -> Certificate:
    """End the certificate for good, with a public reason. Refuses without one, or when it has ended already."""
    reason = required(reason)
    with transaction.atomic():
        end(certificate, Certificate.State.REVOKED, reason=reason, at=at)
        log(instance=certificate, action="certificates.revoke", user=by, data={"reason": reason})
        note(Act.Deed.REVOKE, by=by, origin=origin, at=at, certificate=certificate, reason=reason)
    return certificate


def end(
    certificate: Certificate,
    state: Certificate.State,
    *,
    reason: str,
    at: datetime,
    of: Collection[Certificate.State] = CURRENT,
) -> None:
    """Take a row in one of those states out of force, in the caller's transaction. Of two at once, one is refused."""
    ended = Certificate.objects.filter(pk=certificate.pk, state__in=of).update(
        state=state, reason=reason, ended_at=at, claim="", claimed_until=None, look_again_at=None
    )
    certificate.refresh_from_db()
    if not ended:
        if certificate.state == Certificate.State.SUSPENDED:
            raise Refusal("certificate_suspended", _("This certificate is suspended."))
        if certificate.state == Certificate.State.PENDING:
            raise Refusal("certificate_pending", _("The file of this certificate is still being produced."))
        raise Refusal("certificate_ended", _("This certificate was revoked or superseded before."))


def required(reason: str) -> str:
    """The reason on one line; refused when there is none or it is longer than the row holds."""
    reason = " ".join(reason.split())
    if not reason:
        raise Refusal("reason_required", _("Give a reason."), status=400, fields={"reason": [_("Give a reason.")]})
    if len(reason) > LONGEST_REASON:
        detail = _("Give the reason in at most %(most)d characters.") % {"most": LONGEST_REASON}
        raise Refusal("reason_too_long", detail, status=400, fields={"reason": [detail]})
    return reason
