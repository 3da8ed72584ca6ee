"""How people mark: criteria with points, each perhaps with levels to choose from. Pure and exact.

A rubric is a list of {"id", "text", "points": decimal as str} and, where there are levels, "levels": [{"id", "text",
"points"}]; the most that a level is worth are then the criterion's points. Without criteria the answer as a whole is
given points, up to what the question is worth in its test.

A mark is {criterion id: {"points": decimal as str, "level": id of the level, empty without levels}}.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments import numerals
from assessments.kinds import parts
from assessments.kinds.checks import Check, decimal, refuse_twins, rows, texts
from assessments.kinds.texts import Texts

MOST_CRITERIA, MOST_LEVELS = 10, 8
MOST_POINTS = Decimal(1000)
# Points that are typed go in quarters.
STEP = Decimal("0.25")
# The one criterion of a question that has none.
WHOLE = "whole"
Mark = Mapping[str, Mapping[str, str]]

EDITOR = parts.Rows(
    "rubric",
    "criterion",
    _("Criteria for marking"),
    _("Criterion"),
    (
        parts.Said("text", _("What is looked at"), rows=2),
        parts.Line(
            "points", _("Points at most"), _("Leave empty where there are levels: the best one says it."), longest=10
        ),
        parts.Levels(
            "levels",
            _("Levels"),
            _("One a line, its points before a bar: “3 | Clear and complete”. Without levels points are typed."),
        ),
    ),
    most=MOST_CRITERIA,
    least=1,
    help=_("Without criteria the answer as a whole is given points. Learners see criteria once it has been marked."),
)


class UnfitMarkError(ValueError):
    """The mark is none that this rubric can give; `criterion` is the first that is wrong."""

    def __init__(self, criterion: str) -> None:
        super().__init__(criterion)
        self.criterion = criterion


@dataclass(frozen=True, slots=True)
class Level:
    """A level to choose."""

    id: str
    text: Texts
    points: Decimal


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that is looked at; `text` is empty for the answer as a whole."""

    id: str
    text: Texts
    points: Decimal
    levels: tuple[Level, ...] = ()


def check(result: Check, content: Mapping[str, Any]) -> None:
    """Put the cleaned rubric into the content, and what is wrong into the faults."""

    def level(where: str, one: Mapping[str, Any]) -> dict[str, Any]:
        return {"text": texts(result, f"{where}.text", one.get("text")), "points": _points(result, where, one)}

    def criterion(where: str, one: Mapping[str, Any]) -> dict[str, Any]:
        levels = rows(result, f"{where}.levels", one.get("levels"), level)
        _check_levels(result, f"{where}.levels", levels)
        said = {"text": texts(result, f"{where}.text", one.get("text"))}
        if levels:
            return {**said, "points": max((each["points"] for each in levels), key=Decimal), "levels": levels}
        points = _points(result, f"{where}.points", one)
        if not Decimal(points):
            result.fault(f"{where}.points", "not_positive")
        return {**said, "points": points}

    listed = result.content["rubric"] = rows(result, "rubric", content.get("rubric"), criterion)
    refuse_twins(result, "rubric", listed)
    if len(listed) > MOST_CRITERIA:
        result.fault("rubric", "too_many")


def said(content: Mapping[str, Any]) -> dict[str, Texts]:
    """By place: the texts that a language must have."""
    found: dict[str, Texts] = {}
    for i, criterion in enumerate(content["rubric"]):
        found[f"rubric.{i}.text"] = criterion["text"]
        for j, level in enumerate(criterion.get("levels", ())):
            found[f"rubric.{i}.levels.{j}.text"] = level["text"]
    return found


def criteria(content: Mapping[str, Any], worth: Decimal) -> tuple[Criterion, ...]:
    """What is marked; `worth` are the points of the question in its test, for a question without criteria."""
    rubric: Sequence[Mapping[str, Any]] = content.get("rubric") or ()
    if not rubric:
        return (Criterion(WHOLE, {}, worth),)
    return tuple(
        Criterion(
            one["id"],
            one["text"],
            Decimal(one["points"]),
            tuple(Level(each["id"], each["text"], Decimal(each["points"])) for each in one.get("levels", ())),
        )
        for one in rubric
    )


def sound(rubric: Sequence[Criterion], given: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The mark, written in one way; `given` has by criterion the id of a level, or points. Raises UnfitMarkError."""
    made = {}
    for one in rubric:
        answer = given.get(one.id)
        if one.levels:
            level = next((each for each in one.levels if each.id == answer), None)
            if level is None:
                raise UnfitMarkError(one.id)
            made[one.id] = {"points": numerals.write(level.points), "level": level.id}
            continue
        points = numerals.parse(str(answer)) if answer not in (None, "") else None
        if points is None or not 0 <= points <= one.points or (points % STEP and points != one.points):
            raise UnfitMarkError(one.id)
        made[one.id] = {"points": numerals.write(points), "level": ""}
    return made


def share(rubric: Sequence[Criterion], mark: Mark) -> Fraction:
    """How much of the question a mark is worth, from 0 to 1, exact."""
    most = sum((Fraction(one.points) for one in rubric), Fraction(0))
    return sum((Fraction(mark[one.id]["points"]) for one in rubric), Fraction(0)) / most


def _points(result: Check, where: str, one: Mapping[str, Any]) -> str:
    points = decimal(result, where, one.get("points"))
    if Decimal(points) < 0:
        result.fault(where, "negative")
    if Decimal(points) > MOST_POINTS:
        result.fault(where, "too_many")
    return points


def _check_levels(result: Check, where: str, levels: list[dict[str, Any]]) -> None:
    if not levels:
        return
    if len(levels) < 2:
        result.fault(where, "at_least_two")
    if len(levels) > MOST_LEVELS:
        result.fault(where, "too_many")
    refuse_twins(result, where, levels)
    if not any(Decimal(one["points"]) > 0 for one in levels):
        result.fault(where, "not_positive")
