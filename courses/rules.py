"""When a unit and a course are complete, what is locked, and why not yet. Pure: outline and facts in, verdict out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from uuid import UUID

from django.utils.translation import get_language, gettext, ngettext

from academy.formats import numbers
from academy.formats.dates import minutes_in_words
from courses.outline import Outline, Rule, Unit

ATTENDED, PASSED = "attended", "passed"
# From the weakest to the strongest. The words are those of courses.models.Evidence, which a pure room cannot import.
GRADES = ("browser", "attended", "verified", "person", "server")
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of one unit. `waited` are the seconds that count so far; only attended units need them.

    `exercises` are the best scores in per cent, by the exercise's key; only units with exercises need them.
    `handed_in`: a person is marking what was handed in.
    """

    completed: bool
    evidence: str = ""
    score: Decimal | None = None
    waited: int = 0
    exercises: Mapping[str, Decimal] = field(default_factory=dict)
    handed_in: bool = False


class Code(StrEnum):
    """Where a unit stands. Machines may rely on these; they are never renamed."""

    DONE = "done"
    LOCKED = "locked"
    UNOPENED = "unopened"
    WAITING = "waiting"
    EXERCISES = "exercises"
    READY = "ready"
    UNTRIED = "untried"
    BELOW = "below"
    HANDED_IN = "handed_in"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a unit is, or is not, complete. Only the fields that its code speaks of are filled."""

    code: Code
    seconds_left: int = 0
    score: Decimal | None = None
    needs: Decimal | None = None
    first: UUID | None = None
    done: int = 0
    total: int = 0

    def sentence(self, titles: Mapping[UUID, str]) -> str:
        """The reason for people, in the language of the moment; `titles` names the unit that comes first."""
        match self.code:
            case Code.DONE:
                return gettext("Complete.")
            case Code.LOCKED:
                title = titles.get(self.first, "") if self.first else ""
                return gettext("Locked until “%(title)s” is complete.") % {"title": title}
            case Code.UNOPENED:
                return gettext("Not opened yet.")
            case Code.WAITING:
                return gettext("Opened; %(time)s left.") % {"time": duration(self.seconds_left)}
            case Code.EXERCISES:
                return gettext("Interactive exercises: %(done)s of %(total)s have the score they need.") % {
                    "done": self.done,
                    "total": self.total,
                }
            case Code.READY:
                return gettext("Read long enough: press the button at the end of the lesson.")
            case Code.UNTRIED:
                return gettext("Not taken yet; %(needs)s%% is needed.") % {"needs": plain(self.needs)}
            case Code.HANDED_IN:
                return gettext("Handed in; a person is marking it.")
            case Code.BELOW:
                return gettext("Best score %(score)s%%; %(needs)s%% is needed.") % {
                    "score": plain(self.score),
                    "needs": plain(self.needs),
                }


@dataclass(frozen=True, slots=True)
class Verdict:
    """`done` of `total` count required units. `score` is the weighted mean of those marked so far, in per cent.

    `reasons` holds every unit of the outline, in reading order, the optional ones too.
    """

    complete: bool
    done: int
    total: int
    score: Decimal | None
    reasons: Mapping[UUID, Reason]


def decide(outline: Outline, facts: Mapping[UUID, Fact]) -> Verdict:
    """The one rule of completion: every required unit is complete. A course without required units never is."""
    required = [unit for unit in outline.units if unit.required]
    done = sum(1 for unit in required if _completed(facts, unit))
    locks = locked(outline, {key for key, fact in facts.items() if fact.completed})
    return Verdict(
        complete=bool(required) and done == len(required),
        done=done,
        total=len(required),
        score=_mean(required, facts),
        reasons={unit.key: _reason(unit, facts.get(unit.key), locks.get(unit.key)) for unit in outline.units},
    )


def satisfied(rule: Rule, evidence: str, score: Decimal | None) -> bool:
    """Whether this evidence completes a unit under its rule; waiting time and exercises are the caller's to check."""
    if rule.kind == ATTENDED:
        # A lesson with exercises is proven no better than they are.
        least = "browser" if rule.exercises else "attended"
        return evidence in GRADES and GRADES.index(evidence) >= GRADES.index(least)
    if rule.kind == PASSED:
        return evidence != "attended" and score is not None and score >= Decimal(rule.pass_mark or 0)
    return False


def lacking(rule: Rule, scores: Mapping[str, Decimal]) -> list[str]:
    """The keys of the exercises that have not the score they need."""
    return [one.key for one in rule.exercises if scores.get(one.key, Decimal(-1)) < Decimal(one.needs)]


def locked(outline: Outline, completed: set[UUID]) -> dict[UUID, UUID]:
    """In a sequential course: each locked unit, with the required unit that must be completed first."""
    if not outline.sequential:
        return {}
    first: UUID | None = None
    locks: dict[UUID, UUID] = {}
    for unit in outline.units:
        if first and unit.key not in completed:
            locks[unit.key] = first
        elif unit.required and unit.key not in completed:
            first = unit.key
    return locks


def waited(opened_at: datetime, at: datetime, counted: Iterable[tuple[datetime, int]]) -> int:
    """The seconds of a lesson's opening that nobody counted yet, so that lessons opened together share no time.

    `counted` are the completion times and counted seconds of the person's other attended lessons. Of one completed
    after this was opened, at most the part since this was opened can lie in the same time: that much is taken off.
    """
    spent = sum(
        min(seconds, int((completed_at - opened_at).total_seconds()))
        for completed_at, seconds in counted
        if completed_at > opened_at
    )
    return max(0, int((at - opened_at).total_seconds()) - spent)


def proof(outline: Outline, facts: Mapping[UUID, Fact]) -> str:
    """The weakest grade among the required units that are proven as well as the outline demands; empty for none."""
    demanded = GRADES.index(outline.evidence)
    grades = [
        GRADES.index(fact.evidence)
        for unit in outline.units
        if unit.required and (fact := facts.get(unit.key)) and fact.completed and fact.evidence in GRADES
    ]
    enough = [grade for grade in grades if grade >= demanded]
    return GRADES[min(enough)] if enough else ""


def stronger(one: str, other: str) -> str:
    """The stronger of two grades of evidence; an empty one is the weakest."""
    return max(one, other, key=lambda grade: GRADES.index(grade) if grade in GRADES else -1)


def duration(seconds: int) -> str:
    """Some seconds, as people say it: seconds below a minute, else minutes rounded up."""
    if seconds < 60:
        return ngettext("%(count)s second", "%(count)s seconds", seconds) % {"count": seconds}
    return minutes_in_words(seconds / 60, get_language() or "th")


def plain(number: Decimal | None) -> str:
    """A decimal without idle zeros: 80, 87.5. Empty for none."""
    return "" if number is None else numbers.plain(number)


def _completed(facts: Mapping[UUID, Fact], unit: Unit) -> bool:
    fact = facts.get(unit.key)
    return fact is not None and fact.completed


def _mean(units: Sequence[Unit], facts: Mapping[UUID, Fact]) -> Decimal | None:
    marked = [
        (Decimal(unit.weight), fact.score)
        for unit in units
        if unit.rule.kind == PASSED and (fact := facts.get(unit.key)) and fact.score is not None
    ]
    weights = sum((weight for weight, _ in marked), Decimal(0))
    if not weights:
        return None
    return (sum((weight * score for weight, score in marked), Decimal(0)) / weights).quantize(CENT, ROUND_HALF_UP)


def _reason(unit: Unit, fact: Fact | None, first: UUID | None) -> Reason:
    if fact and fact.completed:
        return Reason(Code.DONE, score=fact.score)
    if first:
        return Reason(Code.LOCKED, first=first)
    if unit.rule.kind == PASSED:
        if fact and fact.handed_in:
            return Reason(Code.HANDED_IN)
        needs = Decimal(unit.rule.pass_mark or 0)
        if fact is None or fact.score is None:
            return Reason(Code.UNTRIED, needs=needs)
        return Reason(Code.BELOW, score=fact.score, needs=needs)
    if fact is None:
        return Reason(Code.UNOPENED)
    left = unit.rule.seconds - fact.waited
    if left > 0:
        return Reason(Code.WAITING, seconds_left=left)
    total = len(unit.rule.exercises)
    done = total - len(lacking(unit.rule, fact.exercises))
    return Reason(Code.EXERCISES, done=done, total=total) if done < total else Reason(Code.READY)
