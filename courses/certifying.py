"""Whether an enrolment has earned its certificate, and the facts that the certificate will say.

One predicate decides for every way in: completing, an officer's list, a request, a run over thousands.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import BigAutoField
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from academy.errors import Refusal
from academy.people.identifying import reaches
from academy.prepared import Prepared
from certificates import issuing
from certificates.designs.choosing import chosen
from certificates.facts import Facts, Said
from certificates.models import Certificate
from courses import criteria, placing, reading, rules
from courses.models import CertificateRequest, Enrolment, Evidence, Hold, UnitProgress
from courses.validity import last_day

# Certificates name the day in the academy's own zone, wherever the server stands.
BANGKOK = ZoneInfo("Asia/Bangkok")
_holds = Prepared(
    lambda person: Hold.objects.filter(person=person, lifted_at=None).values_list("enrolment", flat=True),
    person=BigAutoField(),
)


@dataclass(frozen=True, slots=True)
class Eligibility:
    """The one answer to "has this person earned it?". `reasons` are codes with sentences; empty when eligible.

    `proof` is the grade of evidence that the certificate would rest on.
    """

    eligible: bool
    reasons: Mapping[str, Promise]
    proof: str = ""

    def refusal(self) -> Refusal:
        """The reasons as one refusal."""
        said = format_lazy(" ".join("{}" for _reason in self.reasons), *self.reasons.values())
        return Refusal("not_eligible", said, fields={"reasons": list(self.reasons)})


def eligibility(enrolment: Enrolment) -> Eligibility:
    """Completed, in a course that gives certificates, with the evidence it demands, by someone who has a name, is

    known as well as the course asks, and whom no hold stops.
    """
    held = {(enrolment.person_id, about) for about in _holds(person=enrolment.person_id)}
    return _judge(enrolment, placing.progress_of(enrolment), held)


def eligibilities(enrolments: Iterable[Enrolment]) -> dict[int, Eligibility]:
    """As `eligibility`, for many, by their key: two queries however many, besides their people and releases."""
    asked = list(enrolments)
    progress: dict[int, dict[UUID, UnitProgress]] = defaultdict(dict)
    for row in UnitProgress.objects.filter(enrolment__in=[one.pk for one in asked]):
        progress[row.enrolment_id][row.unit_key] = row
    people = {one.person_id for one in asked}
    held = set(Hold.objects.filter(person__in=people, lifted_at=None).values_list("person", "enrolment"))
    return {one.pk: _judge(one, progress[one.pk], held) for one in asked}


def award(enrolment: Enrolment) -> Certificate | None:
    """What completing brings, in the caller's transaction, enrolment locked. Twice is as once.

    The certificate that was earned, or None when it was not. Where the course asks for two officers, a request waits
    for them from now on, and there is no certificate before they have decided.
    """
    judged = eligibility(enrolment)
    if not judged.eligible:
        return None
    assert enrolment.completed_at is not None
    if not reading.outline_of(enrolment.release).approval:
        return issue(enrolment, judged, at=enrolment.completed_at)
    if not CertificateRequest.objects.filter(enrolment=enrolment).exists() and not certificate_of(enrolment):
        CertificateRequest.objects.create(enrolment=enrolment, made_at=enrolment.completed_at)
    return None


def issue(enrolment: Enrolment, judged: Eligibility, *, at: datetime) -> Certificate:
    """The certificate of an enrolment that was judged eligible, in the caller's transaction. Twice is as once."""
    return issuing.issue(
        _facts(enrolment, judged.proof),
        person=enrolment.person,
        subject=subject_of(enrolment.course.key),
        cycle=enrolment.cycle,
        at=at,
    )


def certificate_of(enrolment: Enrolment) -> Certificate | None:
    """The current certificate of this enrolment's cycle, in whatever state."""
    mine = Certificate.objects.filter(person=enrolment.person_id, subject=subject_of(enrolment.course.key))
    return mine.filter(cycle=enrolment.cycle).exclude(state=Certificate.State.SUPERSEDED).first()


def subject_of(course: UUID) -> str:
    """How certificates name a course: opaque to them, and the same for all its releases."""
    return f"course:{course}"


def _judge(
    enrolment: Enrolment, progress: Mapping[UUID, UnitProgress], held: Collection[tuple[int, int | None]]
) -> Eligibility:
    """`held` are holds as (person, enrolment), no enrolment for all of the person's."""
    outline = reading.outline_of(enrolment.release)
    proof = rules.proof(outline, placing.facts(progress))
    reasons: dict[str, Promise] = {}
    if enrolment.state != Enrolment.State.COMPLETED:
        reasons["not_completed"] = _("The course is not completed.")
    if not outline.certificate:
        reasons["no_certificate"] = _("The course gives no certificate.")
    elif not proof:
        reasons["evidence"] = _("No required unit is proven as well as the certificate takes.")
    if not any(enrolment.person.certificate_name(language) for language in ("th", "en")):
        reasons["no_name"] = _("There is no name to write on the certificate.")
    if not reaches(enrolment.person, outline.identity):
        reasons["identity"] = _("It is not known well enough who the holder is: an officer must check it first.")
    if (enrolment.person_id, None) in held or (enrolment.person_id, enrolment.pk) in held:
        reasons["held"] = _("An officer has placed a hold: there is no certificate until it is lifted.")
    return Eligibility(not reasons, reasons, proof)


def _facts(enrolment: Enrolment, proof: str) -> Facts:
    assert enrolment.completed_at is not None
    issuer, signatories = issuing.current_issuer()
    person, titles, cohort = enrolment.person, reading.titles(enrolment.release), enrolment.cohort
    outline, day = reading.outline_of(enrolment.release), enrolment.completed_at.astimezone(BANGKOK).date()
    facts = Facts(
        holder=Said(th=person.certificate_name("th"), en=person.certificate_name("en")),
        course=Said(th=titles.get("th", ""), en=titles.get("en", "")),
        hours=rules.plain(outline.hours),
        score="" if enrolment.score is None else rules.plain(Decimal(enrolment.score)),
        completed_on=day.isoformat(),
        release=str(enrolment.release.number),
        evidence=Evidence(proof).value,
        issuer=issuer,
        signatories=signatories,
        criteria=criteria.of(outline),
        cohort=Said(cohort.name_th, cohort.name_en) if cohort else Said("", ""),
        valid_until=last_day(day, outline.valid_months).isoformat() if outline.valid_months else "",
    )
    # The agency is read only for a design that prints it.
    design = chosen(outline.design)
    agency = person.agency if design.names_agency else None
    return design.on(facts, Said(agency.name_th, agency.name_en) if agency else Said("", ""))
