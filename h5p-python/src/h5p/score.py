"""Points as a browser reports them."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from h5p.refusals import Reason, Refused

LARGEST = 10**9
# JavaScript adds tenths up to 0.30000000000000004: what lies beyond the sixth place is noise.
STEP = Decimal("0.000001")
NUMBER = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,40})?([eE][+-]?[0-9]{1,2})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Score:
    """`raw` of `max` points, finite, rounded to six places; whether they make sense `out_of_bounds` says."""

    raw: Decimal
    max: Decimal

    @property
    def scaled(self) -> Decimal | None:
        """The share of the points, 0 to 1, to six places; None where there are none to reach: that is ungraded."""
        if self.max <= 0:
            return None
        return min(max(self.raw / self.max, Decimal(0)), Decimal(1)).quantize(STEP, ROUND_HALF_EVEN)

    def out_of_bounds(self) -> Reason | None:
        """Why no honest player reports this; None when 0 <= raw <= max."""
        if self.raw < 0 or self.max < 0:
            return Reason.NEGATIVE_SCORE
        return Reason.SCORE_ABOVE_MAX if self.raw > self.max else None


def read_score(raw: object, maximum: object) -> Score | Refused:
    """The score of two numbers, each as a number of JSON or as text."""
    read_raw, read_max = points(raw), points(maximum)
    if read_raw is None or read_max is None:
        return Refused(Reason.INVALID_NUMBER, "raw" if read_raw is None else "max")
    return Score(read_raw, read_max)


def points(value: object) -> Decimal | None:
    """A finite number of at most a thousand million either way, rounded to six places; None for anything else."""
    if isinstance(value, str):
        return points(Decimal(value)) if NUMBER.fullmatch(value) else None
    # A boolean is an integer to Python, not to us.
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    inside = number.is_finite() and abs(number) <= LARGEST
    return number.quantize(STEP, ROUND_HALF_EVEN) if inside else None
