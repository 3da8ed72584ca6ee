"""Taking a quiz: start, save answers, submit. The server draws, keeps time, marks and decides.

Every deed takes the person and finds only their own attempt. Locks go attempt, enrolment, certificate. An attempt whose
time is over is marked as soon as anybody looks; a task does the same for those that nobody looks at.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import BigAutoField, QuerySet, UUIDField
from django.utils.translation import gettext_lazy as _

from academy.errors import Refusal
from academy.people.models import Person
from academy.prepared import Prepared
from assessments import answers, chaining, journalling, refusals, wordings
from assessments.closing import close_if_over
from assessments.journalling import Event, Note
from assessments.marking import mark
from assessments.models import Attempt, AttemptQuestion
from assessments.writing import rewrite


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that arrived: `number` of the question in the attempt, `answer` in given form (assessments.answers).

    `sequence` is counted by the browser, up with each change; None means "this is the newest", for plain forms.
    """

    number: int
    answer: Any
    sequence: int | None


@dataclass(frozen=True, slots=True)
class Held:
    """What the server holds after a save. `saved` is false where a newer answer was there: `answer` is that one."""

    number: int
    sequence: int
    saved: bool
    answer: Any


def mine(person: Person) -> QuerySet[Attempt]:
    """The person's own attempts, with their enrolment."""
    return _of(person.pk)


def _of(person: int) -> QuerySet[Attempt]:
    return Attempt.objects.filter(enrolment__person=person).select_related("enrolment")


_KEYS: dict[str, Any] = {"person": BigAutoField(), "attempt": UUIDField()}
# With release and course for the pages around it; without the outline, which is read once a process.
_wide = Prepared(
    lambda person, attempt: (
        _of(person).select_related("enrolment__release__course").defer("enrolment__release__outline_json")
        .filter(public_id=attempt)
    ),
    **_KEYS,
)  # fmt: skip
_locked = Prepared(
    lambda person, attempt: _of(person).select_for_update(of=("self",)).filter(public_id=attempt), **_KEYS
)


def look(person: Person, public_id: UUID, at: datetime) -> Attempt:
    """The person's attempt as it stands now. Refuses not_found."""
    attempt = _wide.first(person=person.pk, attempt=public_id)
    if attempt is None:
        raise refusals.not_found()
    if attempt.is_over(at):
        with transaction.atomic():
            attempt = hold(person, public_id)
            close_if_over(attempt, at)
    attempt.enrolment.person = person
    return attempt


def enter(person: Person, public_id: UUID, at: datetime, address: str | None) -> Attempt:
    """As `look`, for whoever is about to be shown the questions. Refuses not_found and address_not_allowed."""
    attempt = look(person, public_id, at)
    if attempt.open:
        refusals.unless_admitted(attempt.networks, address)
    return attempt


def save(
    person: Person, public_id: UUID, given: Sequence[Given], at: datetime, address: str | None = None
) -> tuple[Attempt, list[Held]]:
    """Keep the answers, all or none, and say what is held for each. The same save again changes nothing.

    `address` is where the browser is, as an IP address; None when it is no browser that saves.

    Refuses not_found, attempt_closed, deadline_passed, not_enrolled, address_not_allowed, question_not_drawn,
    page_closed and wrong_type. A refusal leaves what was saved before as it is.
    """
    with transaction.atomic():
        attempt = hold(person, public_id)
        over = close_if_over(attempt, at)
        if not over:
            refusals.unless_open(attempt)
            refusals.unless_admitted(attempt.networks, address)
            return attempt, _keep(attempt, given, at, address)
    # Only now, so that the closing is kept.
    raise refusals.too_late()


def submit(person: Person, public_id: UUID, at: datetime) -> Attempt:
    """Mark the attempt with what is saved; a marked one comes back as it is. Refuses not_found."""
    with transaction.atomic():
        attempt = hold(person, public_id)
        if attempt.open:
            mark(attempt, at, None if attempt.is_over(at) else person)
    return attempt


def hold(person: Person, public_id: UUID) -> Attempt:
    """The person's attempt, locked for the caller's transaction. Refuses not_found."""
    attempt = _locked.first(person=person.pk, attempt=public_id)
    if attempt is None:
        raise refusals.not_found()
    return attempt


def _keep(attempt: Attempt, given: Sequence[Given], at: datetime, address: str | None) -> list[Held]:
    wanted = {one.number for one in given}
    # Those around them too: a page is asked for as a whole, in words that stay the same.
    near = wordings.worded(journalling.with_head(attempt, min(wanted, default=1), max(wanted, default=1)))
    rows = {row.position: row for row in near if row.position in wanted}
    missing = sorted(wanted - rows.keys())
    if missing:
        raise Refusal(
            "question_not_drawn",
            _("This attempt has no such question."),
            status=422,
            fields={str(number): {"code": "question_not_drawn"} for number in missing},
        )
    if elsewhere := [number for number in sorted(wanted) if not attempt.at_page_of(number)]:
        raise refusals.page_closed(elsewhere)
    changed: dict[int, AttemptQuestion] = {}
    kept = _stored(rows, given)
    for one, answer in zip(given, kept, strict=True):
        row = rows[one.number]
        newest = row.sequence + (row.answer != answer) if one.sequence is None else one.sequence
        if newest > row.sequence:
            row.answer, row.sequence, row.saved_at = answer, newest, at
            changed[row.position] = row
    notes = [*_moved(attempt, address), *_saved(attempt, changed)]
    if changed:
        rewrite(changed.values(), ["answer", "sequence", "saved_at"])
    if notes:
        journalling.add(attempt, journalling.head_beside(near), notes, at)
    return [_held(rows[one.number], answer) for one, answer in zip(given, kept, strict=True)]


def _moved(attempt: Attempt, address: str | None) -> list[Note]:
    """Kept, and for the journal, when the browser is elsewhere than before."""
    before = attempt.address
    if address is None or address == before:
        return []
    attempt.address = address
    attempt.save(update_fields=["address"])
    return [Note(Event.ADDRESS_CHANGED, attempt.enrolment.person_id, {"from": before, "to": address})]


def _saved(attempt: Attempt, changed: dict[int, AttemptQuestion]) -> list[Note]:
    answers = {str(number): [row.sequence, chaining.answer(row.answer)] for number, row in changed.items()}
    return [Note(Event.SAVED, attempt.enrolment.person_id, {"answers": answers})] if answers else []


def _stored(rows: dict[int, AttemptQuestion], given: Sequence[Given]) -> list[Any]:
    """The answers in stored form; refused together, each with its question."""
    stored, wrong = [], {}
    for one in given:
        row = rows[one.number]
        try:
            stored.append(answers.stored(row.version.kind, row.choice_order, one.answer))
        except answers.WrongTypeError:
            wrong[str(one.number)] = {"code": "wrong_type", "kind": row.version.kind}
    if wrong:
        raise Refusal("wrong_type", _("An answer has not the form that its question takes."), status=422, fields=wrong)
    return stored


def _held(row: AttemptQuestion, sent: Any) -> Held:
    held = answers.given(row.version.kind, row.choice_order, row.answer)
    return Held(row.position, row.sequence, row.answer == sent, held)
