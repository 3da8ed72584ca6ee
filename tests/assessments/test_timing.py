"""When an attempt ends, at each edge."""

from datetime import UTC, datetime, timedelta

import pytest

from assessments import timing

START = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
END = START + timedelta(minutes=30)
TICK = timedelta(microseconds=1)


def test_the_deadline_is_the_start_and_the_limit() -> None:
    assert timing.deadline(START, 30) == END


def test_without_a_limit_there_is_no_deadline() -> None:
    assert timing.deadline(START, None) is None


@pytest.mark.parametrize(
    ("at", "over", "left"),
    [
        (START, False, 1800),
        (START + TICK, False, 1799),
        (END - TICK, False, 0),
        (END, False, 0),
        (END + timing.GRACE, False, 0),
        (END + timing.GRACE + TICK, True, 0),
        (END + timedelta(days=1), True, 0),
    ],
)
def test_time_is_over_after_the_grace_and_not_a_tick_before(at: datetime, over: bool, left: int) -> None:
    assert timing.is_over(END, at) is over
    assert timing.seconds_left(END, at) == left


def test_without_a_deadline_time_is_never_over() -> None:
    assert not timing.is_over(None, END + timedelta(days=365))
    assert timing.seconds_left(None, END) is None
    assert timing.ended_at(None, END) == END


@pytest.mark.parametrize(("at", "counts"), [(END - TICK, END - TICK), (END, END), (END + TICK, END)])
def test_a_submission_counts_at_its_time_but_never_after_the_deadline(at: datetime, counts: datetime) -> None:
    assert timing.ended_at(END, at) == counts
