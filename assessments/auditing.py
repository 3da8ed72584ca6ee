"""Checking journals against themselves, their signatures, what the tables say, and the roots outside the database.

What is found where:
edited          an entry whose hash is not that of what it says
gap             an entry is missing before another one
rebuilt         a chain that fits in itself, but not a root, or a head that none of our keys signed
unproved        a result, or a journal carried over, that is neither signed nor in a root yet
tail_cut        entries that a root knew, or those which every marked attempt ends with, are gone
deleted         an attempt that a root knew, or an earlier try of the same person, is gone
answer_changed, mark_changed, result_changed, deadline_changed, draw_changed
                the attempt's own rows say something else than its journal
root_changed, root_unsigned, root_missing
                a root's file was edited, is not signed by us, or is gone from between two others
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

from django.db.models import Count, Max
from django.utils import timezone

from assessments import chaining, journalling, rooting, sealing
from assessments.models import Attempt, AttemptQuestion, JournalEntry
from assessments.sealing import Keys

Event = JournalEntry.Event
# By attempt: what the roots say its journal held, {number: hash}.
Known = Mapping[str, Mapping[int, str]]
BATCH = 500
# Entries that must be signed, or lie behind a root.
PROVED = journalling.SEALED | {Event.CARRIED}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was written. `attempt` is its public id, or the name of a root's file."""

    code: str
    attempt: str
    number: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


def faults(more_keys: Iterable[Path] = ()) -> Iterator[Fault]:
    """Everything that is wrong, attempt by attempt. Reads all journals; holds the heads of the roots in memory."""
    keys = sealing.public_keys(more_keys)
    known: dict[str, dict[int, str]] = defaultdict(dict)
    yield from _roots(keys, known)
    there = set()
    for attempt, entries in _journals():
        there.add(str(attempt.public_id))
        yield from _journal(attempt, entries, known.get(str(attempt.public_id), {}), keys)
    yield from (Fault("deleted", name) for name in sorted(known.keys() - there))
    yield from _missing_numbers()


@dataclass(frozen=True, slots=True)
class Audit:
    """One attempt: its faults, the numbers of entries whose signature holds, and (day, number of the head) of each
    daily root that knows it, the first first.
    """

    faults: tuple[Fault, ...]
    signed: frozenset[int]
    roots: tuple[tuple[str, int], ...]


def audit(attempt: Attempt, entries: list[JournalEntry]) -> Audit:
    """One attempt, with all its entries in their order. Of the roots those since it began are read."""
    keys = sealing.public_keys()
    name, began = str(attempt.public_id), timezone.localdate(attempt.started_at) - timedelta(days=1)
    known: dict[str, dict[int, str]] = defaultdict(dict)
    roots: dict[str, int] = {}
    found: list[Fault] = []
    for file in sorted(rooting.folder().glob("*.json")):
        if file.stem < began.isoformat():
            continue
        before = set(known[name])
        # Whether one between them is missing is seen where all are read.
        found += [one for one in _roots(keys, known, [file]) if one.code != "root_missing"]
        if known[name].keys() - before:
            roots[file.stem] = max(known[name])
    attempt.rows = list(attempt.questions.order_by("position"))  # type: ignore[attr-defined]  # as _journals does
    found += _journal(attempt, entries, known[name], keys)
    signed = {one.number for one in entries if one.signature and sealing.holds(one.signature, one.hash, keys)}
    return Audit(tuple(found), frozenset(signed), tuple(roots.items()))


def _roots(keys: Keys, known: dict[str, dict[int, str]], files: Iterable[Path] | None = None) -> Iterator[Fault]:
    """Check each root, and gather what they know."""
    before = b""
    for file in sorted(rooting.folder().glob("*.json")) if files is None else files:
        written = file.read_bytes()
        try:
            root = json.loads(written)
            body = {name: value for name, value in root.items() if name not in {"root", "signature"}}
            sound = chaining.digest(body) == root["root"]
            previous, heads = root["previous"], [(name, number, made) for name, number, made in root["heads"]]
        except (ValueError, KeyError, TypeError):
            yield Fault("root_changed", file.name)
            before = written
            continue
        if not sound:
            yield Fault("root_changed", file.name)
        elif not sealing.holds(root["signature"], root["root"], keys):
            yield Fault("root_unsigned", file.name)
        if previous != (hashlib.sha256(before).hexdigest() if before else ""):
            yield Fault("root_missing", file.name)
        for name, number, made in heads:
            known[name][number] = made
        before = written


def _journals() -> Iterator[tuple[Attempt, list[JournalEntry]]]:
    """Each attempt with its entries, in batches; entries come in their order."""
    last = 0
    while batch := list(Attempt.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        entries = JournalEntry.objects.filter(attempt__in=batch).order_by("attempt_id", "number")
        by_attempt = {pk: list(some) for pk, some in groupby(entries, key=lambda entry: entry.attempt_id)}
        rows = AttemptQuestion.objects.filter(attempt__in=batch).order_by("attempt_id", "position")
        questions = {pk: list(some) for pk, some in groupby(rows, key=lambda row: row.attempt_id)}
        for attempt in batch:
            attempt.rows = questions.get(attempt.pk, [])  # type: ignore[attr-defined]  # beside it, for this reading
            yield attempt, by_attempt.get(attempt.pk, [])


def _journal(attempt: Attempt, entries: list[JournalEntry], known: Mapping[int, str], keys: Keys) -> Iterator[Fault]:
    name, before, held = str(attempt.public_id), chaining.NOTHING, {}
    for expected, entry in enumerate(entries, 1):
        if entry.number != expected:
            yield Fault("gap", name, expected)
            return
        made = chaining.link(before, attempt.public_id, entry.number, entry.event, entry.at, entry.by_id, entry.detail)
        if made != entry.hash:
            yield Fault("edited", name, entry.number)
            return
        if entry.signature and not sealing.holds(entry.signature, entry.hash, keys):
            yield Fault("rebuilt", name, entry.number)
        held[entry.number] = before = made
    for number, made in known.items():
        if number not in held:
            yield Fault("tail_cut", name, number)
        elif held[number] != made:
            yield Fault("rebuilt", name, number)
    # What was written while there was no key is proved by the next root.
    proved = max((number for number, made in known.items() if held.get(number) == made), default=0)
    for entry in entries:
        if entry.event in PROVED and not entry.signature and entry.number > proved:
            yield Fault("unproved", name, entry.number)
    yield from _against_rows(attempt, name, entries)


def _against_rows(attempt: Attempt, name: str, entries: list[JournalEntry]) -> Iterator[Fault]:
    """Does the attempt still say what its journal does?"""
    if not entries:
        yield Fault("tail_cut", name, 1)
        return
    if attempt.state == Attempt.State.MARKED and not any("score" in entry.detail for entry in entries):
        yield Fault("tail_cut", name, len(entries) + 1)
    said, deadline, drawn, result = _told(entries)
    given = {entry.detail["question"]: entry.detail["settled"] for entry in entries if "settled" in entry.detail}
    rows: list[AttemptQuestion] = attempt.rows  # type: ignore[attr-defined]  # _journals
    if drawn != chaining.plain([[row.position, row.version_id, row.choice_order] for row in rows]):
        yield Fault("draw_changed", name)
    if any(said.get(str(row.position)) != chaining.plain(chaining.answer(row.answer)) for row in rows):
        yield Fault("answer_changed", name)
    if any(given.get(row.position, "") != row.share for row in rows):
        yield Fault("mark_changed", name)
    if deadline != journalling.moment(attempt.deadline):
        yield Fault("deadline_changed", name)
    if result and attempt.state == Attempt.State.MARKED and result != journalling.result_of(attempt):
        yield Fault("result_changed", name)
    if result and attempt.state != Attempt.State.MARKED:
        yield Fault("result_changed", name)


def _told(entries: list[JournalEntry]) -> tuple[dict[str, Any], Any, Any, dict[str, Any] | None]:
    """What the journal says in the end: answers by position, deadline, draw, result."""
    answers: dict[str, Any] = {}
    deadline = drawn = result = None
    for entry in entries:
        detail = entry.detail
        answers |= {position: answer for position, (_sequence, answer) in detail.get("answers", {}).items()}
        drawn = detail.get("questions", drawn)
        if "deadline" in detail:
            deadline = detail["deadline"]
        if entry.event == Event.DEADLINE_CHANGED:
            deadline = detail["to"]
        if "score" in detail:
            result = {part: detail[part] for part in ("points", "points_possible", "score", "passed")}
    return answers, deadline, drawn, result


def _missing_numbers() -> Iterator[Fault]:
    """Tries of one person at one quiz are numbered without gaps: a missing number was deleted."""
    tries = Attempt.objects.values("enrolment", "unit_key").annotate(count=Count("pk"), last=Max("number"))
    for one in tries.order_by("enrolment", "unit_key"):
        if one["last"] != one["count"]:
            yield Fault("deleted", f"{one['enrolment']}/{one['unit_key']}")
