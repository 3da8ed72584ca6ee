"""One run: the world is made, each action is counted and measured, and the lines come out as they are known."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.actions import Action, floor
from tests.bench.engines import THREADS
from tests.bench.measuring import Deed, Meter, measure
from tests.bench.processes import Household
from tests.bench.report import Line
from tests.bench.world import World

WARM = 12 * THREADS


def run(
    household: Household, world: World, actions: Sequence[Action], statements: Path, times: int | None
) -> Iterator[Line]:
    """Measure the actions one after the other; `times` fixes how often each is done in a round."""
    for action in actions:
        deed, least = action.prepare(world), floor(world)
        for _ in range(times or min(WARM, action.most)):
            deed()
            least()
        queries = _count(world, deed, statements)
        meter = Meter(household.cpu, action.processes)
        measured = measure(meter, deed, least, times=times, most=action.most)
        yield Line(action, measured, queries)
        world.close()


def _count(world: World, deed: Deed, statements: Path) -> int:
    """The SQL statements of one doing: the most of three, for what is remembered for a while may end just now."""
    counts = []
    for browser in world.browsers:
        browser.headers["X-Write-Statements"] = "1"
    for _ in range(3):
        statements.write_text("")
        deed()
        counts.append(sum(len(json.loads(line)) for line in statements.read_text().splitlines()))
    for browser in world.browsers:
        browser.headers.clear()
    return sorted(counts)[1]
