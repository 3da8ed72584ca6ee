"""The shapes that given answers have, for each kind to read its own with. Pure; each raises WrongTypeError."""

import unicodedata
from collections.abc import Sequence
from typing import Any

from assessments.kinds.shown import Posted, Shown

LONGEST_LINE = 500


class WrongTypeError(ValueError):
    """The answer has not the shape that the question's kind takes."""


def place(order: Sequence[str], name: Any) -> str:
    """The id at a place that was given. Raises WrongTypeError."""
    if not isinstance(name, str) or not name.isascii() or not name.isdecimal() or len(name) > 3:
        raise WrongTypeError
    number = int(name)
    if not 1 <= number <= len(order):
        raise WrongTypeError
    return order[number - 1]


def places(order: Sequence[str], given: Any) -> list[str] | None:
    """The ids at the places that were given, in the learner's order. Raises WrongTypeError."""
    if not isinstance(given, list) or len(given) > len(order):
        raise WrongTypeError
    picked = {place(order, name) for name in given}
    return [name for name in order if name in picked] or None


def place_of(order: Sequence[str], name: str) -> str:
    """Where in the order an id stands, from "1"."""
    return str(order.index(name) + 1)


def by_row(given: Any, rows: int) -> dict[str, Any]:
    """What was given for each row, by its place, empty ones left out. Raises WrongTypeError."""
    if not isinstance(given, dict) or len(given) > rows:
        raise WrongTypeError
    for name in given:
        place(range_of(rows), name)
    return {name: said for name, said in given.items() if said not in (None, "")}


def range_of(rows: int) -> list[str]:
    """The places from "1" on."""
    return [str(number) for number in range(1, rows + 1)]


def typed_rows(name: str, shown: Shown, posted: Posted) -> dict[str, str] | None:
    """What a plain form says for each row."""
    said = {row.id: posted.get(f"{name}-{row.id}") for row in shown.rows}
    return {row: value for row, value in said.items() if value} or None


def typed_line(given: Any) -> str | None:
    """A line of text, white space folded; None for nothing. Raises WrongTypeError, also for what cannot be kept."""
    if not isinstance(given, str) or len(given) > LONGEST_LINE:
        raise WrongTypeError
    line = " ".join(given.split())
    if any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in line):
        raise WrongTypeError
    return line or None
