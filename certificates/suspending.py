"""Suspending: for the time being the certificate does not count; and putting it back into force."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from academy.errors import Refusal
from academy.people.models import Person
from certificates.acting import note
from certificates.models import Act, Certificate
from certificates.revoking import end, required


def suspend(certificate: Certificate, *, reason: str, by: Person | None, at: datetime, origin: str = "") -> Certificate:
    """Take a certificate out of force until it is reinstated or revoked; whoever verifies it reads the reason.

    Refuses without a reason, and for one that is not in force.
    """
    reason = required(reason)
    with transaction.atomic():
        end(certificate, Certificate.State.SUSPENDED, reason=reason, at=at, of=(Certificate.State.READY,))
        log(instance=certificate, action="certificates.suspend", user=by, data={"reason": reason})
        note(Act.Deed.SUSPEND, by=by, origin=origin, at=at, certificate=certificate, reason=reason)
    return certificate


def reinstate(
    certificate: Certificate, *, reason: str, by: Person | None, at: datetime, origin: str = ""
) -> Certificate:
    """Put a suspended certificate back into force, as it was. Refuses without a reason, and for one not suspended.

    A holder who had not been told of the certificate yet is told now.
    """
    reason = required(reason)
    with transaction.atomic():
        suspended = Certificate.objects.filter(pk=certificate.pk, state=Certificate.State.SUSPENDED)
        untold = certificate.announced_at is None
        again = suspended.update(
            state=Certificate.State.READY, reason="", ended_at=None, look_again_at=at if untold else None
        )
        if not again:
            raise Refusal("not_suspended", _("This certificate is not suspended."))
        certificate.refresh_from_db()
        log(instance=certificate, action="certificates.reinstate", user=by, data={"reason": reason})
        note(Act.Deed.REINSTATE, by=by, origin=origin, at=at, certificate=certificate, reason=reason)
    return certificate
