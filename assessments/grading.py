"""How much of a question an answer is worth. Pure and exact: fractions, never floats. Each kind's file has its rule."""

from collections.abc import Mapping
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction
from typing import Any

from assessments import kinds
from assessments.kinds.base import NOTHING


def fraction(kind: str, content: Mapping[str, Any], answer: Any) -> Fraction | None:
    """From 0 to 1; None: a person marks it. `answer` is in stored form; None, unanswered, is worth nothing.

    Raises KeyError for a kind that is not there.
    """
    grader = kinds.of(kind)
    return NOTHING if answer is None else grader.grade(content, answer)


def rounded_down(value: Fraction, places: int) -> Decimal:
    """The value with so many decimals, rounded down: what is shown is never more than what was reached."""
    scaled = value.numerator * 10**places // value.denominator
    return Decimal(scaled).scaleb(-places).quantize(Decimal(1).scaleb(-places), rounding=ROUND_FLOOR)


def per_cent(points: Fraction, possible: Fraction) -> Decimal:
    """The score with two decimals, rounded down. 79.996 per cent is 79.99, so it does not pass at 80.

    A pass mark has two decimals at most, so comparing it with this gives the same verdict as the exact fraction.
    """
    return rounded_down(points / possible * 100, 2) if possible else Decimal("0.00")
