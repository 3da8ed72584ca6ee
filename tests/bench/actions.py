"""What people do most, each with what it may cost. Aims: the design's table of costs."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count, cycle

from tests.bench.driver import Browser, UnexpectedError
from tests.bench.measuring import Deed
from tests.bench.world import World


@dataclass(frozen=True)
class Action:
    """`prepare` readies the world and returns the deed that is measured: one doing, with all its requests.

    `aim` is in milliseconds of CPU, `queries` in SQL statements; None where nothing is promised.
    """

    name: str
    title: str
    prepare: Callable[[World], Deed]
    aim: float | None = None
    queries: int | None = None
    processes: tuple[str, ...] = ("web", "db", "redis")
    most: int = 10_000


def floor(world: World) -> Deed:
    """The least a view can cost."""
    browser = world.browser(world.awake[0])
    return lambda: _expect(browser.get("/th/floor/"), "hello")


def _lesson(world: World) -> Deed:
    """The lesson that the learner was last at, opened before."""
    browsers = world.learners()
    path = f"/th/courses/{world.course.slug}/{world.lessons[len(world.lessons) // 2]}/"
    return lambda: _expect(next(browsers).get(path), "หน่วยงานของรัฐมีข้อมูลอยู่แล้ว")


def _course(world: World) -> Deed:
    browsers = world.learners()
    path = f"/th/courses/{world.course.slug}/"
    return lambda: _expect(next(browsers).get(path), world.lessons[0])


def _catalogue(world: World) -> Deed:
    browser = world.browser()
    return lambda: _expect(browser.get("/th/courses/"), world.course.slug)


def _my_learning(world: World) -> Deed:
    browsers = world.learners()
    return lambda: _expect(next(browsers).get("/th/my/"), world.course.slug)


def _save(world: World) -> Deed:
    """One page of five answers; every save changes all five."""
    sheets = cycle([(browser, _start(world, browser), count(1)) for browser in _some(world, 0)])

    def save() -> None:
        browser, attempt, sequence = next(sheets)
        _answer(browser, attempt, range(1, 6), next(sequence))

    return save


def _attempt(world: World) -> Deed:
    """Start, save four pages of five, submit, read the result. Each is a failed one, so that the next may start."""
    browsers = cycle(_some(world, 20))

    def sit() -> None:
        browser = next(browsers)
        attempt = _start(world, browser)
        for page in range(4):
            _answer(browser, attempt, range(page * 5 + 1, page * 5 + 6), 1)
        browser.send("POST", f"/api/v1/attempts/{attempt['id']}/submit/", None)
        browser.get(f"/th/attempts/{attempt['id']}/result/")

    return sit


ACTIONS = (
    Action("lesson", "A learner views a lesson page", _lesson, 5, 6),
    Action("course", "A learner views the course page", _course, 7, 8),
    Action("catalogue", "A visitor views the catalogue", _catalogue),
    Action("my-learning", "A learner views My learning", _my_learning),
    Action("save", "One page of answers is saved", _save, 4, 6),
    Action("attempt", "A quiz attempt: 20 questions, 4 saves", _attempt, 55),
)


def _some(world: World, first: int) -> list[Browser]:
    return [world.browser(person) for person in world.awake[first : first + 20]]


def _start(world: World, browser: Browser) -> dict:
    return browser.send("POST", f"/api/v1/quizzes/{world.quiz}/attempts/", None)


def _answer(browser: Browser, attempt: dict, questions: range, sequence: int) -> None:
    """An answer of the right form to each; another one at every second saving, and seldom the right one."""
    answers = []
    for one in attempt["questions"]:
        if one["question"] in questions:
            given = bool(sequence % 2) if one["kind"] == "truefalse" else str(1 + sequence % 4)
            answers.append({"question": one["question"], "sequence": sequence, "answer": given})
    answer = browser.send("POST", f"/api/v1/attempts/{attempt['id']}/answers/", {"answers": answers})
    if not all(held["saved"] for held in answer["held"]):
        raise UnexpectedError(f"An answer was not kept: {answer}")


def _expect(page: str, words: str) -> None:
    if words not in page:
        raise UnexpectedError(f"A page lacks {words!r}: {page}")
