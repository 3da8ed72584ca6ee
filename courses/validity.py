"""How long a certificate counts. Pure: dates in, dates out."""

from calendar import monthrange
from datetime import date

RENEWABLE = 90
"""Days before its last day from which on a certificate can be renewed; the first reminder goes out then."""


def last_day(start: date, months: int) -> date:
    """So many months after that day; where the month has no such day, its last: 31 January and a month is 28 February.

    Raises ValueError beyond the year 9999.
    """
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def renewable(valid_until: date | None, today: date) -> bool:
    """Whether a certificate with that last day may be renewed today: soon before it runs out, and ever after."""
    return valid_until is not None and (valid_until - today).days <= RENEWABLE
