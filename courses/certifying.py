"""Whether an enrolment has earned its certificate, and the facts that the certificate will say."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from certificates import issuing
from certificates.facts import Facts, Said
from certificates.models import Certificate
from courses import criteria, placing, reading, rules
from courses.models import Enrolment, Evidence, UnitProgress

# Certificates name the day in the academy's own zone, wherever the server stands.
BANGKOK = ZoneInfo("Asia/Bangkok")


@dataclass(frozen=True, slots=True)
class Eligibility:
    """The one answer to "has this person earned it?". `reasons` are codes with sentences; empty when eligible."""

    eligible: bool
    reasons: Mapping[str, Promise]


def eligibility(enrolment: Enrolment) -> Eligibility:
    """Completed, in a course that gives certificates, with the evidence it demands, by someone with a name."""
    return _judge(enrolment, _proof(enrolment))


def award(enrolment: Enrolment) -> Certificate | None:
    """Issue the certificate that was earned, in the caller's transaction; None when it was not. Twice is as once."""
    proof = _proof(enrolment)
    if not _judge(enrolment, proof).eligible:
        return None
    assert enrolment.completed_at is not None
    return issuing.issue(
        _facts(enrolment, proof),
        person=enrolment.person,
        subject=subject_of(enrolment.course.key),
        cycle=enrolment.cycle,
        at=enrolment.completed_at,
    )


def subject_of(course: UUID) -> str:
    """How certificates name a course: opaque to them, and the same for all its releases."""
    return f"course:{course}"


def _judge(enrolment: Enrolment, proof: str) -> Eligibility:
    reasons: dict[str, Promise] = {}
    if enrolment.state != Enrolment.State.COMPLETED:
        reasons["not_completed"] = _("The course is not completed.")
    if not reading.outline_of(enrolment.release).certificate:
        reasons["no_certificate"] = _("The course gives no certificate.")
    elif not proof:
        reasons["evidence"] = _("No required unit is proven as well as the certificate takes.")
    if not any(enrolment.person.certificate_name(language) for language in ("th", "en")):
        reasons["no_name"] = _("There is no name to write on the certificate.")
    return Eligibility(not reasons, reasons)


def _proof(enrolment: Enrolment) -> str:
    rows = {row.unit_key: row for row in UnitProgress.objects.filter(enrolment=enrolment)}
    return rules.proof(reading.outline_of(enrolment.release), placing.facts(rows))


def _facts(enrolment: Enrolment, proof: str) -> Facts:
    assert enrolment.completed_at is not None
    issuer, signatories = issuing.current_issuer()
    person, titles = enrolment.person, reading.titles(enrolment.release)
    return Facts(
        holder=Said(th=person.certificate_name("th"), en=person.certificate_name("en")),
        course=Said(th=titles.get("th", ""), en=titles.get("en", "")),
        hours=rules.plain(reading.outline_of(enrolment.release).hours),
        score="" if enrolment.score is None else rules.plain(Decimal(enrolment.score)),
        completed_on=enrolment.completed_at.astimezone(BANGKOK).date().isoformat(),
        release=str(enrolment.release.number),
        evidence=Evidence(proof).value,
        issuer=issuer,
        signatories=signatories,
        criteria=criteria.of(reading.outline_of(enrolment.release)),
    )
