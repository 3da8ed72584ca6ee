"""When an attempt may begin and when it ends. Pure; the one place that knows, and the one rule for what comes late."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

# Who answers in the last second must not lose to a slow line: what arrives this long after the deadline counts.
GRACE = timedelta(seconds=5)


class Other(Protocol):
    """What an override says; None is "as for everyone"."""

    opens_at: datetime | None
    closes_at: datetime | None
    minutes: int | None
    attempts: int | None


@dataclass(frozen=True, slots=True)
class Times:
    """What governs one person's attempts at one quiz. None: no such limit."""

    minutes: int | None = None
    attempts: int | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    grace: timedelta = GRACE
    wait: timedelta = timedelta(0)

    @property
    def wait_minutes(self) -> int:
        """The waiting time in whole minutes."""
        return int(self.wait.total_seconds() // 60)


def effective(everyone: Times, overrides: Iterable[Other]) -> Times:
    """Everyone's times with the overrides on top, the nearest last; each field from the nearest that sets it."""
    times = everyone
    for one in overrides:
        set_here = {name: getattr(one, name) for name in ("minutes", "attempts", "opens_at", "closes_at")}
        times = replace(times, **{name: value for name, value in set_here.items() if value is not None})
    return times


def deadline(started_at: datetime, times: Times) -> datetime | None:
    """The moment the learner is shown as the end: the time limit or the closing, whichever is first; None without."""
    limit = None if times.minutes is None else started_at + timedelta(minutes=times.minutes)
    return min((end for end in (limit, times.closes_at) if end is not None), default=None)


def moved(current: datetime | None, wanted: datetime | None, at: datetime) -> datetime | None:
    """The deadline of a running attempt whose conditions changed: the one now wanted, but never one that has passed.

    Whoever would already be over ends now, and has the grace to send what is on its way; what is over stays so.
    """
    if wanted is None or wanted >= at:
        return wanted
    return current if current is not None and current <= at else at


def is_over(ends_at: datetime | None, at: datetime, grace: timedelta = GRACE) -> bool:
    """Whether nothing more is accepted: the grace after the deadline has passed. At its very edge it has not."""
    return ends_at is not None and at > ends_at + grace


def seconds_left(ends_at: datetime | None, at: datetime) -> int | None:
    """Whole seconds until the deadline, rounded down, never negative; None when there is no limit."""
    return None if ends_at is None else max(0, int((ends_at - at).total_seconds()))


def ended_at(ends_at: datetime | None, at: datetime) -> datetime:
    """The moment that counts as submission: now, or the deadline when that was earlier."""
    return at if ends_at is None else min(ends_at, at)


def not_yet(times: Times, at: datetime) -> bool:
    """Whether it has not opened: at its opening it has."""
    return times.opens_at is not None and at < times.opens_at


def closed(times: Times, at: datetime) -> bool:
    """Whether nobody begins any more: at the closing it is closed."""
    return times.closes_at is not None and at >= times.closes_at


def next_from(times: Times, last_end: datetime | None) -> datetime | None:
    """From when another attempt may begin; None: at once."""
    return last_end + times.wait if last_end is not None and times.wait else None


def left(times: Times, used: int) -> int | None:
    """How many more attempts may be started after so many; None when there is no limit."""
    return None if times.attempts is None else max(0, times.attempts - used)
