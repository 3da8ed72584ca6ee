"""Measuring: rounds of an action, each beside a round of the floor, in CPU seconds of the server processes."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

ROUNDS = 5
LEAST = 0.6  # seconds of CPU a round: one tick of 10 ms is then under 2 %
LONGEST = 8.0  # seconds of wall time a round


@dataclass(frozen=True)
class Deed:
    """`do` does its action so many times, and returns when all that follows from it is done too.

    `ready` makes before what so many doings need; that is nobody's cost.
    """

    do: Callable[[int], None]
    ready: Callable[[int], None] = lambda _times: None

    def __call__(self, times: int) -> None:
        """Both."""
        self.ready(times)
        self.do(times)


@dataclass(frozen=True)
class Cost:
    """What one action costs in milliseconds of CPU: by process, and the least and most that a round said of the sum."""

    by_process: dict[str, float]
    least: float
    most: float

    @property
    def total(self) -> float:
        """All processes together."""
        return sum(self.by_process.values())


@dataclass(frozen=True)
class Measured:
    """An action beside the floor of the same minutes; `times` is how often it was done in each round.

    `besides` are the milliseconds of that part of the action which no aim counts, measured in the same minutes too.
    """

    action: Cost
    floor: Cost
    times: int
    besides: float = 0.0


def each(once: Callable[[], None], ready: Callable[[], None] = lambda: None) -> Deed:
    """The deed that does `once` so many times, each made ready before the first is done."""

    def so_often(what: Callable[[], None]) -> Callable[[int], None]:
        def repeat(times: int) -> None:
            for _ in range(times):
                what()

        return repeat

    return Deed(so_often(once), so_often(ready))


class Meter:
    """Reads the CPU clocks of `processes` around what it is given to do."""

    def __init__(self, clocks: Callable[[], dict[str, float]], processes: Sequence[str]) -> None:
        self.clocks = clocks
        self.processes = processes

    def take(self, deed: Deed, times: int) -> dict[str, float]:
        """Milliseconds of CPU for each doing, by process."""
        deed.ready(times)
        before = self.clocks()
        deed.do(times)
        after = self.clocks()
        return {name: (after[name] - before[name]) * 1000 / times for name in self.processes if name in after}

    def enough(self, deed: Deed, most: int) -> int:
        """How many doings make a round long enough to be read, and not longer than anyone's patience."""
        times, wall, spent = 0, 0.0, 0.0
        while times < most and wall < 1:
            deed.ready(1)
            before, started = sum(self.clocks().values()), time.perf_counter()
            deed.do(1)
            wall += time.perf_counter() - started
            spent += sum(self.clocks().values()) - before
            times += 1
        wall /= times
        each = max(spent / times, wall / 10)
        return max(1, min(most, round(LEAST / each), round(LONGEST / wall)))


def measure(
    meter: Meter,
    deed: Deed,
    floor: Deed,
    *,
    floor_meter: Meter,
    times: int | None,
    most: int = 10_000,
    besides: Callable[[], float] | None = None,
) -> Measured:
    """The medians of rounds that take turns: machine and neighbours change, and both then change alike.

    `times` fixes the doings of a round; without it they are chosen so that a clock tick does not matter.
    """
    done = times or meter.enough(deed, most)
    floors = times or floor_meter.enough(floor, 10_000)
    action_rounds, floor_rounds, besides_rounds = [], [], [0.0] if besides is None else []
    for _ in range(ROUNDS):
        floor_rounds.append(floor_meter.take(floor, floors))
        action_rounds.append(meter.take(deed, done))
        if besides:
            besides_rounds.append(besides())
    return Measured(_cost(action_rounds), _cost(floor_rounds), done, median(besides_rounds))


def _cost(rounds: list[dict[str, float]]) -> Cost:
    sums = [sum(one.values()) for one in rounds]
    return Cost({name: median(one[name] for one in rounds) for name in rounds[0]}, min(sums), max(sums))
