"""How much of a question an answer is worth. Pure and exact: fractions, never floats.

Each kind has one rule:
single, truefalse: all or nothing.
multiple: max(0, right ones picked / right ones - wrong ones picked / wrong ones). Picking everything is worth nothing,
    picking nothing is worth nothing, each right pick adds and each wrong pick takes away the same share.
number: all, when the distance to the answer is at most the tolerance (the edge included); nothing otherwise.
"""

from collections.abc import Callable
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction
from typing import Any

from assessments import numerals

NOTHING, ALL = Fraction(0), Fraction(1)
Grader = Callable[[dict[str, Any], Any], Fraction]


def _single(content: dict[str, Any], answer: Any) -> Fraction:
    return ALL if any(choice["id"] == answer and choice["correct"] for choice in content["choices"]) else NOTHING


def _multiple(content: dict[str, Any], answer: Any) -> Fraction:
    right = {choice["id"] for choice in content["choices"] if choice["correct"]}
    wrong = {choice["id"] for choice in content["choices"]} - right
    picked = set(answer)
    gained = Fraction(len(picked & right), len(right)) if right else NOTHING
    lost = Fraction(len(picked & wrong), len(wrong)) if wrong else NOTHING
    return max(NOTHING, gained - lost)


def _truefalse(content: dict[str, Any], answer: Any) -> Fraction:
    return ALL if answer is content["answer"] else NOTHING


def _number(content: dict[str, Any], answer: Any) -> Fraction:
    given = numerals.parse(answer)
    if given is None:
        return NOTHING
    distance = abs(Fraction(given) - Fraction(content["answer"]))
    return ALL if distance <= Fraction(content["tolerance"]) else NOTHING


GRADERS: dict[str, Grader] = {"single": _single, "multiple": _multiple, "truefalse": _truefalse, "number": _number}


def fraction(kind: str, content: dict[str, Any], answer: Any) -> Fraction:
    """From 0 to 1. `answer` is in stored form (see assessments.answers); None, unanswered, is worth nothing.

    Raises KeyError for a kind that has no grader.
    """
    grader = GRADERS[kind]
    return NOTHING if answer is None else grader(content, answer)


def rounded_down(value: Fraction, places: int) -> Decimal:
    """The value with so many decimals, rounded down: what is shown is never more than what was reached."""
    scaled = value.numerator * 10**places // value.denominator
    return Decimal(scaled).scaleb(-places).quantize(Decimal(1).scaleb(-places), rounding=ROUND_FLOOR)


def per_cent(points: Fraction, possible: Fraction) -> Decimal:
    """The score with two decimals, rounded down. 79.996 per cent is 79.99, so it does not pass at 80.

    A pass mark has two decimals at most, so comparing it with this gives the same verdict as the exact fraction.
    """
    return rounded_down(points / possible * 100, 2) if possible else Decimal("0.00")
