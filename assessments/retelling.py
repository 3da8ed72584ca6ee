"""The journal of one attempt in words, each entry with how it is proved. Reads only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from academy.formats import dates
from academy.people.models import Person
from assessments import answers, auditing, grading, numerals, wordings
from assessments.models import Attempt, AttemptQuestion, JournalEntry, Marking

Event = JournalEntry.Event
# What auditing may find in one attempt.
FAULTS = {
    "edited": _("An entry was changed after it was written."),
    "gap": _("An entry is missing before another one."),
    "rebuilt": _("The chain fits in itself, but not with what was signed or written in a daily root."),
    "unproved": _("A result is neither signed nor in a daily root yet."),
    "tail_cut": _("Entries at the end are gone."),
    "mark_changed": _("What people gave, as the table holds it, is not that of the journal."),
    "answer_changed": _("The answers that the table holds are not those of the journal."),
    "result_changed": _("The result that the table holds is not that of the journal."),
    "deadline_changed": _("The deadline that the table holds is not that of the journal."),
    "draw_changed": _("The questions that the table holds are not those of the journal."),
    "root_changed": _("The file of a daily root was changed."),
    "root_unsigned": _("A daily root is not signed by a key of the academy."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry. `by` None is the server; `signed`: its own signature holds; `root`: the first root that has it."""

    number: int
    at: datetime
    event: str
    by: Person | None
    said: tuple[str, ...]
    signed: bool
    root: date | None


@dataclass(frozen=True, slots=True)
class Telling:
    """A journal, the first entry first, and what is wrong with it, in words; nothing wrong: `faults` is empty."""

    lines: tuple[Line, ...]
    faults: tuple[str, ...]


def tell(attempt: Attempt) -> Telling:
    """The journal of an attempt as it stands, checked against itself, its rows, the signatures and the daily roots."""
    entries = list(attempt.journal.select_related("by").order_by("number"))
    found = auditing.audit(attempt, entries)
    rows = {str(row.position): row for row in wordings.worded(attempt.questions.order_by("position"))}
    lines = [
        Line(
            entry.number,
            entry.at,
            entry.get_event_display(),
            entry.by,
            tuple(_details(entry, rows)),
            entry.number in found.signed,
            # A root proves all that stands before the head it knows.
            next((date.fromisoformat(day) for day, number in found.roots if number >= entry.number), None),
        )
        for entry in entries
    ]
    return Telling(tuple(lines), tuple(str(FAULTS[code]) for code in dict.fromkeys(one.code for one in found.faults)))


def _details(entry: JournalEntry, rows: Mapping[str, AttemptQuestion]) -> Iterator[str]:
    detail = entry.detail
    match entry.event:
        case Event.STARTED | Event.CARRIED:
            count = len(detail["questions"])
            yield ngettext("%(count)s question", "%(count)s questions", count) % {"count": count}
            if detail.get("deadline"):
                yield gettext("ends on %(moment)s") % {"moment": _moment(detail["deadline"])}
            if detail.get("address"):
                yield gettext("from %(address)s") % {"address": detail["address"]}
        case Event.MOVED:
            yield gettext("page %(number)s") % {"number": detail["page"]}
        case Event.FOCUS_LOST:
            count = detail["seconds"]
            yield ngettext("for %(count)s second", "for %(count)s seconds", count) % {"count": count}
        case Event.ADDRESS_CHANGED:
            yield gettext("from %(before)s to %(after)s") % {"before": detail["from"] or "–", "after": detail["to"]}
        case Event.DEADLINE_CHANGED:
            moments = {"before": _moment(detail["from"]), "after": _moment(detail["to"])}
            yield gettext("from %(before)s to %(after)s") % moments
        case Event.JUDGED:
            yield gettext("question %(number)s: %(answer)s") % {
                "number": detail["question"], "answer": Marking.Role(detail["role"]).label
            }  # fmt: skip
            yield gettext("%(share)s per cent of its points") % {"share": _per_cent(detail["share"])}
    for number, (_sequence, stored) in sorted(detail.get("answers", {}).items(), key=lambda one: int(one[0])):
        yield gettext("question %(number)s: %(answer)s") % {"number": number, "answer": _answer(rows[number], stored)}
    if "score" in detail:
        told = {"points": detail["points"], "possible": detail["points_possible"], "score": detail["score"]}
        yield gettext("%(points)s of %(possible)s points, %(score)s per cent") % told
        yield gettext("passed") if detail["passed"] else gettext("not passed")
    if detail.get("why"):
        yield str(detail["why"])


def _answer(row: AttemptQuestion, stored: Any) -> str:
    if isinstance(stored, dict) and set(stored) == {"sha256"}:
        return gettext("a long answer, kept as its fingerprint")
    given = answers.given(row.version.kind, row.choice_order, stored)
    match given:
        case None:
            return gettext("no answer")
        case bool():
            return gettext("True") if given else gettext("False")
        case list():
            return ", ".join(str(one.get("name", one)) if isinstance(one, dict) else str(one) for one in given)
        case dict():
            return "; ".join(f"{name}: {said}" for name, said in given.items() if said is not None)
        case _:
            return str(given)


def _per_cent(share: str) -> str:
    return numerals.write(grading.rounded_down(100 * Fraction(share), 2))


def _moment(written: str | None) -> str:
    at = parse_datetime(written) if written else None
    return dates.moment_in_words(at, timezone.get_current_timezone(), get_language() or "th") if at else "–"
