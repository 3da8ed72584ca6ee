"""What is different between two outlines of one course. Pure: outlines in, changes out."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from courses.outline import Outline, Unit


class Change(StrEnum):
    """What may happen to a unit, or to the course, from one release to the next."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RULE = "rule"
    REQUIRED = "required"
    MINUTES = "minutes"
    ADDRESS = "address"
    LANGUAGES = "languages"
    DRAW = "draw"
    COURSE = "course"


@dataclass(frozen=True, slots=True)
class Difference:
    """One change. `key` names the unit, None the course itself, whose changed property is `what`; texts for people."""

    change: Change
    key: UUID | None
    what: str = ""
    before: str = ""
    after: str = ""


COURSE_TERMS = (
    *("hours", "sequential", "requires", "certificate", "evidence", "languages", "due_days", "modules"),
    *("identity", "approval", "valid_months", "design"),
)


def differences(before: Outline | None, after: Outline) -> tuple[Difference, ...]:
    """Every change, units in the new reading order, what was removed next, the course's own terms last.

    Without a `before` (the first release) every unit is added and there is nothing else to say.
    """
    if before is None:
        return tuple(Difference(Change.ADDED, unit.key) for unit in after.units)
    found = [difference for unit in after.units for difference in _of_unit(before.by_key.get(unit.key), unit)]
    found += [Difference(Change.MOVED, key) for key in _moved(before, after)]
    found += [Difference(Change.REMOVED, unit.key) for unit in before.units if unit.key not in after.by_key]
    for term in COURSE_TERMS:
        old, new = getattr(before, term), getattr(after, term)
        if old != new:
            found.append(Difference(Change.COURSE, None, term, _plain(old), _plain(new)))
    return tuple(found)


def _of_unit(old: Unit | None, new: Unit) -> Iterator[Difference]:
    if old is None:
        yield Difference(Change.ADDED, new.key)
        return
    pairs: tuple[tuple[Change, object, object], ...] = (
        (Change.RULE, _rule(old), _rule(new)),
        (Change.REQUIRED, old.required, new.required),
        (Change.MINUTES, old.minutes, new.minutes),
        (Change.ADDRESS, old.slug, new.slug),
        (Change.LANGUAGES, sorted(old.languages), sorted(new.languages)),
    )
    for change, before, after in pairs:
        if before != after:
            yield Difference(change, new.key, "", _plain(before), _plain(after))
    if (old.blueprint, old.weight) != (new.blueprint, new.weight):
        yield Difference(Change.DRAW, new.key)


def _rule(unit: Unit) -> str:
    rule = f"{unit.rule.pass_mark}%" if unit.rule.pass_mark else f"{unit.rule.seconds} s"
    return ", ".join([rule, *(f"{one.needs}%" for one in unit.rule.exercises)])


def _moved(before: Outline, after: Outline) -> list[UUID]:
    """The fewest units whose moving explains the new order and modules: those outside the longest common order."""
    old = [(unit.key, unit.module) for unit in before.units if unit.key in after.by_key]
    new = [(unit.key, unit.module) for unit in after.units if unit.key in before.by_key]
    stayed = _longest_common(old, new)
    return [key for key, module in new if (key, module) not in stayed]


def _longest_common(old: list[tuple[UUID, UUID | None]], new: list[tuple[UUID, UUID | None]]) -> set[object]:
    lengths = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            same = old[i] == new[j]
            lengths[i][j] = lengths[i + 1][j + 1] + 1 if same else max(lengths[i + 1][j], lengths[i][j + 1])
    i = j = 0
    common: set[object] = set()
    while i < len(old) and j < len(new):
        if old[i] == new[j]:
            common.add(old[i])
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1
    return common


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, (list, tuple)):
        return ", ".join(str(one) for one in value)
    return "" if value is None else str(value)
