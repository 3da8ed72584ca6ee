"""When an attempt ends. Pure; the one place that knows, and the one rule for what comes late."""

from datetime import datetime, timedelta

# Who answers in the last second must not lose to a slow line: what arrives this long after the deadline counts.
GRACE = timedelta(seconds=5)


def deadline(started_at: datetime, minutes: int | None) -> datetime | None:
    """The moment the learner is shown as the end; None when there is no limit."""
    return None if minutes is None else started_at + timedelta(minutes=minutes)


def is_over(ends_at: datetime | None, at: datetime) -> bool:
    """Whether nothing more is accepted: the grace after the deadline has passed. At its very edge it has not."""
    return ends_at is not None and at > ends_at + GRACE


def seconds_left(ends_at: datetime | None, at: datetime) -> int | None:
    """Whole seconds until the deadline, rounded down, never negative; None when there is no limit."""
    return None if ends_at is None else max(0, int((ends_at - at).total_seconds()))


def ended_at(ends_at: datetime | None, at: datetime) -> datetime:
    """The moment that counts as submission: now, or the deadline when that was earlier."""
    return at if ends_at is None else min(ends_at, at)
