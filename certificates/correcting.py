"""Correcting: an issued row is never changed; a new revision takes its place, and the old one points to it."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from academy.errors import Refusal
from academy.people.models import Person
from certificates.facts import Facts, Said
from certificates.issuing import enter
from certificates.models import Certificate
from certificates.revoking import end, required


def supersede(certificate: Certificate, facts: Facts, *, reason: str, by: Person | None, at: datetime) -> Certificate:
    """The next revision, with its own serial number, code and file; the old one is superseded with that reason.

    Refuses without a reason, or when the certificate is no longer current.
    """
    reason = required(reason)
    with transaction.atomic():
        end(certificate, Certificate.State.SUPERSEDED, reason=reason, at=at)
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
    return new


def correct_name(certificate: Certificate, name: Said, *, reason: str, by: Person | None, at: datetime) -> Certificate:
    """The next revision with another spelling of the holder's name. Refuses when nothing would change."""
    if not name.in_language("th"):
        detail = _("Give the name in Thai or in English.")
        raise Refusal("name_required", detail, status=400, fields={"name_th": [detail]})
    if name == certificate.facts.holder:
        raise Refusal("nothing_to_correct", _("The name is the same as before."), status=400)
    return supersede(certificate, replace(certificate.facts, holder=name), reason=reason, by=by, at=at)
