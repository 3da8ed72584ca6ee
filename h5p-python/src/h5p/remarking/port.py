"""What marking an answer again comes to."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

SEPARATOR = "[,]"  # between the parts of a response, for every type marked here


class Status(StrEnum):
    """OK: marked. MISMATCH: no honest player sends it. UNVERIFIABLE: it cannot be marked, which is no offence."""

    OK = "ok"
    MISMATCH = "mismatch"
    UNVERIFIABLE = "unverifiable"


@dataclass(frozen=True, slots=True)
class Mark:
    """Points `raw` out of `max`, both finite; `reason` is a short code, empty where the status is OK.

    Where the status is not OK, `raw` is 0 and counts for nothing; `max` is the task's own, or None where not even that
    can be told.
    """

    raw: Decimal
    max: Decimal | None
    status: Status = Status.OK
    reason: str = ""


def marked(raw: int | Decimal, maximum: int | Decimal) -> Mark:
    """So many points."""
    return Mark(Decimal(raw), Decimal(maximum))


def mismatch(reason: str, maximum: int | Decimal | None = None) -> Mark:
    """An answer that the player cannot have given."""
    return Mark(Decimal(0), _points(maximum), Status.MISMATCH, reason)


def unverifiable(reason: str, maximum: int | Decimal | None = None) -> Mark:
    """An answer that cannot be told right from wrong here."""
    return Mark(Decimal(0), _points(maximum), Status.UNVERIFIABLE, reason)


def _points(number: int | Decimal | None) -> Decimal | None:
    return None if number is None else Decimal(number)
