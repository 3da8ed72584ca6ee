"""Every action that is measured, with what it may cost: the design's table, a tenth of what a peer took."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.hashers import check_password

from tests.bench import actions, sittings
from tests.bench.certificate import certificate, milliseconds, statements, steps
from tests.bench.measuring import Deed
from tests.bench.world import AWAKE, PASSWORD, World

WEB = ("web", "db", "redis")


@dataclass(frozen=True)
class Action:
    """`prepare` readies the world and returns the deed that is measured, all its requests together.

    `aim` is in milliseconds of CPU, `queries` in SQL statements; None where nothing is promised. `besides` is a part
    of the cost that the aim leaves out; `count` counts statements where no web request makes them; `split` looks
    inside. `most` bounds how often it is done in a round.
    """

    name: str
    title: str
    prepare: Callable[[World], Deed]
    aim: float | None = None
    queries: int | None = None
    processes: tuple[str, ...] = WEB
    most: int = 10_000
    besides: Callable[[World], float] | None = None
    count: Callable[[World], int] | None = None
    split: Callable[[World], dict[str, float]] | None = None


def _hash(world: World) -> float:
    encoded = world.awake[0].password
    return milliseconds(lambda: check_password(PASSWORD, encoded), again=3)


ACTIONS = (
    Action("lesson", "A learner views a lesson page", actions.lesson, 5, 6),
    Action("lesson-h5p", "The same lesson with interactive content", actions.interactive_lesson, None, 6),
    Action("play", "The page that plays the content", actions.play),
    Action("course", "A learner views the course page", actions.course, 7, 8),
    Action("my-learning", "A learner views My learning", actions.my_learning),
    Action("catalogue", "A visitor views the catalogue", actions.catalogue),
    Action("sign-in", "Sign in: 3 requests", actions.sign_in, 50, most=25, besides=_hash),
    Action("start", "An attempt is started: 3 requests", actions.start, 20, most=AWAKE),
    Action("save", "One page of answers is saved", actions.save, 4, 6),
    Action("submit", "An attempt of 20 questions is submitted", actions.submit, most=20),
    Action("review", "A learner reads its result", actions.review),
    Action("attempt", "A quiz attempt: 20 questions, 4 saves; 7 requests", actions.attempt, 55, most=200),
    Action(
        "certificate", "One certificate, from the decision to the file", certificate, 35,
        processes=("worker", "db", "redis"), most=100, count=statements, split=steps,
    ),
    Action("report", "A completion report over everybody", actions.completion_report, 100, most=50),
    # The last: it writes an attempt of everybody, which the others do not reckon with.
    Action("statistics", "Statistics of a quiz that everybody has taken", sittings.statistics, most=2),
)  # fmt: skip
