"""When an attempt ends, at each edge."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from assessments import timing
from assessments.timing import Times

START = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
END = START + timedelta(minutes=30)
TICK = timedelta(microseconds=1)
MINUTE = timedelta(minutes=1)


HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass
class Other:
    """An override, nearest last in a list of them."""

    opens_at: datetime | None = None
    closes_at: datetime | None = None
    minutes: int | None = None
    attempts: int | None = None


@pytest.mark.parametrize(
    ("everyone", "overrides", "ends"),
    [
        # Nothing limits; the limit alone; the closing alone.
        (Times(), [], None),
        (Times(minutes=30), [], END),
        (Times(closes_at=START + HOUR), [], START + HOUR),
        # Whichever is first, and both at once.
        (Times(minutes=30, closes_at=END + TICK), [], END),
        (Times(minutes=30, closes_at=END), [], END),
        (Times(minutes=30, closes_at=END - TICK), [], END - TICK),
        (Times(minutes=30, closes_at=START), [], START),
        # Opening, waiting, attempts and grace move no deadline.
        (Times(minutes=30, opens_at=START, wait=DAY, attempts=1, grace=timedelta(0)), [], END),
        # More time and less; a limit where there was none.
        (Times(minutes=30), [Other(minutes=45)], START + timedelta(minutes=45)),
        (Times(minutes=30), [Other(minutes=1)], START + timedelta(minutes=1)),
        (Times(), [Other(minutes=30)], END),
        # More time does not reach past the closing, unless that is later too.
        (Times(minutes=30, closes_at=END), [Other(minutes=45)], END),
        (Times(minutes=30, closes_at=END), [Other(minutes=45, closes_at=END + HOUR)], START + timedelta(minutes=45)),
        (Times(minutes=30, closes_at=END), [Other(closes_at=END + HOUR)], END),
        (Times(minutes=30, closes_at=END), [Other(closes_at=START + TICK)], START + TICK),
        # An override that says nothing of the end changes nothing of it.
        (Times(minutes=30), [Other(opens_at=START - DAY, attempts=9)], END),
        # The nearest counts, field by field.
        (Times(minutes=30), [Other(minutes=45), Other(minutes=20)], START + timedelta(minutes=20)),
        (Times(minutes=30), [Other(minutes=45), Other()], START + timedelta(minutes=45)),
        (Times(minutes=30), [Other(minutes=45), Other(closes_at=END)], END),
        (Times(minutes=30), [Other(closes_at=START), Other(minutes=45, closes_at=END + DAY)], END + 15 * MINUTE),
    ],
)
def test_the_deadline(everyone: Times, overrides: list[Other], ends: datetime | None) -> None:
    assert timing.deadline(START, timing.effective(everyone, overrides)) == ends


@pytest.mark.parametrize(
    ("current", "wanted", "at", "becomes"),
    [
        # Later, never, and earlier but still to come: as wanted.
        (END, END + HOUR, START, END + HOUR),
        (END, None, START, None),
        (None, END, START, END),
        (END, START + MINUTE, START, START + MINUTE),
        (END, START, START, START),
        # One that has passed: now, so that what is on its way has the grace.
        (END, START, START + TICK, START + TICK),
        (None, START, START + HOUR, START + HOUR),
        # What is over stays as it was, however often that is looked at.
        (START, START - HOUR, START, START),
        (START, START - HOUR, START + HOUR, START),
        # What is over and is given more time runs again.
        (START, END, START + MINUTE, END),
    ],
)
def test_a_running_deadline_moves_but_never_into_the_past(
    current: datetime | None, wanted: datetime | None, at: datetime, becomes: datetime | None
) -> None:
    assert timing.moved(current, wanted, at) == becomes


@pytest.mark.parametrize(
    ("at", "early", "late"),
    [
        (START - TICK, True, False),
        (START, False, False),
        (END - TICK, False, False),
        (END, False, True),
        (END + TICK, False, True),
    ],
)
def test_a_quiz_opens_at_its_opening_and_is_closed_at_its_closing(at: datetime, early: bool, late: bool) -> None:
    window = Times(opens_at=START, closes_at=END)
    assert (timing.not_yet(window, at), timing.closed(window, at)) == (early, late)
    assert (timing.not_yet(Times(), at), timing.closed(Times(), at)) == (False, False)


def test_waiting_counts_from_the_end_of_the_last_attempt() -> None:
    assert timing.next_from(Times(wait=HOUR), END) == END + HOUR
    assert timing.next_from(Times(wait=HOUR), None) is None
    assert timing.next_from(Times(), END) is None


@pytest.mark.parametrize("grace", [timedelta(0), timedelta(seconds=60)])
def test_the_grace_is_the_quizzes_own(grace: timedelta) -> None:
    assert not timing.is_over(END, END + grace, grace)
    assert timing.is_over(END, END + grace + TICK, grace)


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
