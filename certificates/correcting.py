"""Correcting: an issued row is never changed; a new revision takes its place, and the old one points to it."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from academy.errors import Refusal
from academy.people.models import Person
from certificates.acting import note
from certificates.designs.choosing import renewed
from certificates.facts import Facts, Said
from certificates.issuing import current_issuer, enter
from certificates.models import Act, Certificate
from certificates.revoking import end, required

# A suspended certificate is not replaced: that would put its holder back into force by a side door.
REPLACEABLE = (Certificate.State.PENDING, Certificate.State.READY)


def supersede(
    certificate: Certificate,
    facts: Facts,
    *,
    reason: str,
    by: Person | None,
    at: datetime,
    origin: str = "",
    deed: Act.Deed = Act.Deed.CORRECT,
) -> Certificate:
    """The next revision, with its own serial number, code and file; the old one is superseded with that reason.

    Refuses without a reason, when the certificate is no longer current, and while it is suspended.
    """
    reason = required(reason)
    with transaction.atomic():
        end(certificate, Certificate.State.SUPERSEDED, reason=reason, at=at, of=REPLACEABLE)
        new = enter(
            facts,
            person=certificate.person,
            subject=certificate.subject,
            cycle=certificate.cycle,
            at=at,
            supersedes=certificate,
        )
        log(
            instance=certificate,
            action="certificates.supersede",
            user=by,
            data={"reason": reason, "successor": new.serial},
        )
        log(instance=new, action="certificates.correct", user=by, data={"reason": reason, "before": certificate.serial})
        note(deed, by=by, origin=origin, at=at, certificate=certificate, about=new.serial, reason=reason)
    return new


def correct_name(
    certificate: Certificate, name: Said, *, reason: str, by: Person | None, at: datetime, origin: str = ""
) -> Certificate:
    """The next revision with another spelling of the holder's name. Refuses when nothing would change."""
    if not name.in_language("th"):
        detail = _("Give the name in Thai or in English.")
        raise Refusal("name_required", detail, status=400, fields={"name_th": [detail]})
    if name == certificate.facts.holder:
        raise Refusal("nothing_to_correct", _("The name is the same as before."), status=400)
    facts = replace(certificate.facts, holder=name)
    return supersede(certificate, facts, reason=reason, by=by, at=at, origin=origin)


def reissue(certificate: Certificate, *, reason: str, by: Person | None, at: datetime, origin: str = "") -> Certificate:
    """The next revision with the issuer and signing officer of today, all else as it was; as `supersede`.

    A design of officers' is taken in its newest version.
    """
    issuer, signatories = current_issuer()
    facts = replace(certificate.facts, issuer=issuer, signatories=signatories)
    facts = renewed(facts.design).on(facts, facts.agency)
    return supersede(certificate, facts, reason=reason, by=by, at=at, origin=origin, deed=Act.Deed.REISSUE)
