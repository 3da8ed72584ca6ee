"""One run: each action is prepared, warmed, counted and measured, and its line comes out as soon as it is known."""

import json
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from tests.bench.actions import floor
from tests.bench.catalogue import WEB, Action
from tests.bench.measuring import Deed, Meter, measure
from tests.bench.processes import Household
from tests.bench.report import Line
from tests.bench.world import AWAKE, World

WARM = 2 * AWAKE
"""Every learner that takes part has been here, and every thread of the server has its connections."""


def run(
    household: Household, world: World, actions: Sequence[Action], written: Path, times: int | None
) -> Iterator[Line]:
    """Measure the actions one after the other; `times` fixes how often each is done in a round.

    `written` is where the server writes the SQL statements that it is asked for.
    """
    for action in actions:
        deed, least = action.prepare(world), floor(world)
        warm = times or min(WARM, action.most)
        deed(warm)
        least(warm)
        queries = action.count(world) if action.count else _count(world, deed, written)
        meter = Meter(household.cpu, action.processes)
        measured = measure(
            meter,
            deed,
            least,
            floor_meter=Meter(household.cpu, WEB),
            times=times,
            most=action.most,
            besides=partial(action.besides, world) if action.besides else None,
        )
        yield Line(action, measured, queries, action.split(world) if action.split else {})
        world.close()


def _count(world: World, deed: Deed, written: Path) -> int:
    """The SQL statements of one doing, all its requests together: the middle of three countings."""
    counts = []
    for _ in range(3):
        deed.ready(1)
        written.write_text("")
        for browser in world.browsers:
            browser.headers["X-Write-Statements"] = "1"
        deed.do(1)
        for browser in world.browsers:
            browser.headers.clear()
        counts.append(sum(len(json.loads(line)) for line in written.read_text().splitlines()))
    return sorted(counts)[1]
