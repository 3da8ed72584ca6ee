"""Issuing: the decision becomes a row, once for each award; the file follows."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import CharField
from django.utils import timezone

from academy.formats.dates import year_in
from academy.people.models import Person
from academy.prepared import Prepared
from certificates import tasks
from certificates.facts import Facts, Said, Signatory
from certificates.finding import plain
from certificates.models import Certificate, Issuer, SerialNumber

_awarded = Prepared(
    lambda key: Certificate.objects.filter(award_key=key).exclude(state=Certificate.State.SUPERSEDED),
    key=CharField(),
)


def issue(facts: Facts, *, person: Person, subject: str, cycle: int, at: datetime) -> Certificate:
    """The certificate of that person for that subject and cycle: a new one, or the one there is, in whatever state.

    Belongs into the transaction that decides; its file is asked for when that commits. Ten calls at once make one
    row. It never refuses: a name that no font can print leaves the row PENDING with its trouble, and a completion
    is not lost by it.
    """
    key = award_key(person, subject, cycle)
    found = _current(key)
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return enter(facts, person=person, subject=subject, cycle=cycle, at=at)
    except IntegrityError:
        # Another call was first; its row is there to be read now.
        found = _current(key)
        if found is None:
            raise
        return found


def enter(
    facts: Facts, *, person: Person, subject: str, cycle: int, at: datetime, supersedes: Certificate | None = None
) -> Certificate:
    """Write one row and ask for its file on commit. Raises IntegrityError when the award has a current row."""
    certificate = Certificate.objects.create(
        serial=_serial(at),
        person=person,
        subject=subject,
        cycle=cycle,
        award_key=award_key(person, subject, cycle),
        revision=supersedes.revision + 1 if supersedes else 1,
        supersedes=supersedes,
        facts_json=facts.as_json(),
        issued_at=at,
        valid_until=date.fromisoformat(facts.valid_until) if facts.valid_until else None,
        words=plain(f"{facts.holder.th} {facts.holder.en}"),
        look_again_at=at,
    )
    # A lambda, since Django names a robust callback by an attribute that a partial has not.
    transaction.on_commit(lambda: tasks.queue_producing(certificate.pk), robust=True)
    return certificate


def award_key(person: Person, subject: str, cycle: int) -> str:
    """What may be awarded once: this person, this subject, this cycle."""
    return f"{person.pk}:{subject}:{cycle}"


def current_issuer() -> tuple[Said, tuple[Signatory, ...]]:
    """Who issues from now on, for the facts of a new certificate: the academy, and its signing officer if named."""
    issuer = Issuer.load()
    name = Said(issuer.signatory_name_th, issuer.signatory_name_en)
    position = Said(issuer.signatory_position_th, issuer.signatory_position_en)
    signatories = (Signatory(name, position),) if name.in_language("th") else ()
    return Said(issuer.name_th, issuer.name_en), signatories


def _current(key: str) -> Certificate | None:
    return _awarded.first(key=key)


def _serial(at: datetime) -> str:
    """DGA-2569-0000123: the Buddhist year in Thailand, and a number that is never given twice."""
    year = year_in(timezone.localdate(at), "th")
    return f"DGA-{year}-{SerialNumber.objects.create().pk:07d}"
