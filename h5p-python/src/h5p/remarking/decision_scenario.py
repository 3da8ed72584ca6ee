"""DGA.DecisionScenario: a case decided step by step; the best path through it gives the maximum."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from h5p.names import LibraryName
from h5p.remarking import data_reading
from h5p.remarking.port import SEPARATOR, Mark, marked, mismatch, unverifiable
from h5p.remarking.reading_responses import INDEX

MOST_SITUATIONS = 30
WITHIN_STEP = "[.]"
READING = ("DGA.DataReading", 1)


class UnplayableError(ValueError):
    """The player refuses this content too, and gives no points for it: `args[0]` says why, as a short code."""


class UnknownEvidenceError(ValueError):
    """A situation shows something to read whose points are not known here."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Its points, and the place of the situation that it leads to; None where the case ends."""

    points: int
    to: int | None


@dataclass(frozen=True, slots=True)
class Situation:
    """The choices, and the params of the evidence that is read there; empty where there is none."""

    choices: tuple[Choice, ...]
    evidence: Mapping[str, Any]

    @property
    def extra(self) -> int:
        """The points of the evidence."""
        return len(data_reading.questions(self.evidence))


class Case:
    """The graph of a case; UnplayableError for one that the player refuses."""

    def __init__(self, params: Mapping[str, Any]) -> None:
        nodes = _list(params.get("nodes"))
        if not 0 < len(nodes) <= MOST_SITUATIONS:
            raise UnplayableError("number-of-situations")
        names = [node.get("name") or "" for node in nodes]
        named = {name: place for place, name in enumerate(names) if name}
        if len(named) < sum(map(bool, names)):
            raise UnplayableError("name-used-twice")
        self.situations = tuple(Situation(tuple(_choices(node, named)), _evidence(node)) for node in nodes)
        if not all(situation.choices for situation in self.situations):
            raise UnplayableError("nothing-to-choose")

    @cached_property
    def best(self) -> int:
        """The points of the best path, with the evidence read on it; UnplayableError when paths lead in a circle."""
        known: dict[int, int] = {}

        def ahead(place: int, trail: frozenset[int]) -> int:
            if place in trail:
                raise UnplayableError("circle")
            if place not in known:
                situation, walked = self.situations[place], trail | {place}
                ways = (
                    choice.points + (0 if choice.to is None else ahead(choice.to, walked))
                    for choice in situation.choices
                )
                known[place] = situation.extra + max(ways)
            return known[place]

        return ahead(0, frozenset())


def mark(params: Mapping[str, Any], response: str) -> Mark:
    """Marks a path: the index of each choice, followed by the answers to the evidence that was read before it."""
    try:
        case = Case(params)
        best = case.best
    except UnplayableError as refused:
        return unverifiable(str(refused), 0)
    except UnknownEvidenceError:
        return unverifiable("evidence-of-unknown-type")
    points, place = Decimal(0), 0 if response else None
    for step in response.split(SEPARATOR) if response else ():
        if place is None:
            return mismatch("beyond-the-end", best)
        situation = case.situations[place]
        index, *answers = step.split(WITHIN_STEP)
        if not INDEX.fullmatch(index) or int(index) >= len(situation.choices):
            return mismatch("not-a-choice", best)
        if situation.extra and not answers:
            # Its library was not there to show it: neither were its points.
            return unverifiable("evidence-not-shown")
        read = data_reading.mark_answers(situation.evidence, answers) if situation.extra else None
        if (answers and read is None) or (read and read.reason):
            return mismatch("not-an-answer", best)
        choice = situation.choices[int(index)]
        points += choice.points + (read.raw if read else 0)
        place = choice.to
    return marked(points, best)


def _choices(node: Mapping[str, Any], named: Mapping[str, int]) -> Iterator[Choice]:
    for choice in _list(node.get("choices")):
        following = choice.get("next") or ""
        if following and following not in named:
            raise UnplayableError("leads-nowhere")
        yield Choice(_points(choice.get("points")), named[following] if following else None)


def _evidence(node: Mapping[str, Any]) -> Mapping[str, Any]:
    evidence = node.get("evidence")
    if not isinstance(evidence, Mapping) or not evidence.get("library"):
        return {}
    try:
        name = LibraryName.parse(str(evidence["library"]))
    except ValueError:
        raise UnknownEvidenceError from None
    if (name.machine_name, name.major) != READING:
        raise UnknownEvidenceError
    return evidence.get("params") or {}


def _points(given: Any) -> int:
    is_number = isinstance(given, int | float | Decimal) and not isinstance(given, bool)
    return int(given) if is_number and Decimal(str(given)).is_finite() and given > 0 else 0


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else ()
