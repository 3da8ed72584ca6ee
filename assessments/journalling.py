"""Writing the journal of an attempt. Whoever writes holds the attempt locked, in the transaction of what it tells.

`write` is for everybody; saving and marking use `with_head` and `add`, which spare them the question for the head.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db.models import BigAutoField, Exists, OuterRef, PositiveSmallIntegerField, QuerySet

from academy.people.models import Person
from academy.prepared import Prepared
from assessments import chaining, numerals, sealing
from assessments.models import Attempt, AttemptQuestion, JournalEntry

Event = JournalEntry.Event
# As large as the column of their numbers.
MOST_QUESTIONS = 32_767
# They say what the attempt is worth, and their signature holds the whole chain up to them.
SEALED = frozenset({Event.GRADED, Event.REGRADED})


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry of a journal; number 0 and no hash before the first."""

    number: int = 0
    hash: str = chaining.NOTHING


@dataclass(frozen=True, slots=True)
class Note:
    """What is to be written: `by` is the row number of a person, None is the server."""

    event: JournalEntry.Event
    by: int | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


def write(
    attempt: Attempt, event: JournalEntry.Event, *, at: datetime, by: Person | None, detail: Mapping[str, Any]
) -> JournalEntry:
    """Add one entry. `detail` as at JournalEntry: plain JSON without floats.

    After graded and regraded the attempt must be saved already: points, score and verdict are added from it.
    """
    newest = JournalEntry.objects.filter(attempt=attempt).order_by("-number").values_list("number", "hash").first()
    return add(attempt, Head(*newest) if newest else Head(), [Note(event, by.pk if by else None, detail)], at)[0]


def add(attempt: Attempt, head: Head, notes: Iterable[Note], at: datetime) -> list[JournalEntry]:
    """Add entries behind the head, in one statement."""
    return JournalEntry.objects.bulk_create(entries(attempt, head, notes, at))


def entries(attempt: Attempt, head: Head, notes: Iterable[Note], at: datetime) -> list[JournalEntry]:
    """The entries that follow the head, not kept yet: for deeds that write in the journals of many."""
    made = []
    for note in notes:
        detail = chaining.plain({**note.detail, **(result_of(attempt) if note.event in SEALED else {})})
        number = head.number + 1
        linked = chaining.link(head.hash, attempt.public_id, number, note.event, at, note.by, detail)
        head = Head(number, linked)
        signature = sealing.sign(linked) if note.event in SEALED else ""
        made.append(
            JournalEntry(
                attempt=attempt, number=number, event=note.event, at=at, by_id=note.by, detail=detail, hash=linked,
                signature=signature,
            )
        )  # fmt: skip
    return made


def heads(attempts: Iterable[Attempt]) -> dict[int, Head]:
    """The heads of these attempts' journals, by row number. One query."""
    known = {attempt.pk: Head() for attempt in attempts}
    later = JournalEntry.objects.filter(attempt=OuterRef("attempt"), number__gt=OuterRef("number"))
    found = JournalEntry.objects.filter(~Exists(later), attempt__in=list(known))
    return known | {pk: Head(number, made) for pk, number, made in found.values_list("attempt", "number", "hash")}


def result_of(attempt: Attempt) -> dict[str, Any]:
    """What a marked attempt is worth, as the journal says it."""
    return {
        "points": numerals.write(attempt.points) if attempt.points is not None else None,
        "points_possible": numerals.write(attempt.points_possible),
        "score": numerals.write(attempt.score) if attempt.score is not None else None,
        "passed": attempt.passed,
    }


def beginning(attempt: Attempt, rows: Iterable[AttemptQuestion]) -> dict[str, Any]:
    """What started says: the terms, and what was drawn in which order."""
    return {
        "number": attempt.number,
        "unit": str(attempt.unit_key),
        "terms": attempt.terms,
        "deadline": moment(attempt.deadline),
        "address": attempt.address,
        "questions": [[row.position, row.version_id, row.choice_order] for row in rows],
    }


def moment(at: datetime | None) -> str | None:
    """ISO 8601 in UTC."""
    return at.astimezone(UTC).isoformat(timespec="microseconds") if at else None


def _with_head(attempt: int, first: int, last: int) -> QuerySet[AttemptQuestion]:
    newest = JournalEntry.objects.filter(attempt=attempt).order_by("-number")
    rows = AttemptQuestion.objects.filter(attempt=attempt, position__gte=first, position__lte=last)
    return rows.annotate(journal_number=newest.values("number")[:1], journal_hash=newest.values("hash")[:1])


_rows_with_head = Prepared(
    _with_head, attempt=BigAutoField(), first=PositiveSmallIntegerField(), last=PositiveSmallIntegerField()
)


def with_head(attempt: Attempt, first: int = 1, last: int = MOST_QUESTIONS) -> list[AttemptQuestion]:
    """The attempt's questions from one number to another, each telling the head too: for deeds that ask for both.

    Only in a statement after the one that locked the attempt: what waits for a lock sees what was there before.
    """
    first, last = (max(1, min(number, MOST_QUESTIONS)) for number in (first, last))
    rows = _rows_with_head(attempt=attempt.pk, first=first, last=last)
    for row in rows:
        row.attempt = attempt
    return rows


def head_beside(rows: Iterable[AttemptQuestion]) -> Head:
    """The head that `with_head` brought along; without a row, that of an empty journal."""
    row: Any = next(iter(rows), None)
    return Head(row.journal_number, row.journal_hash) if row and row.journal_number else Head()
