"""What people do most over the web, each with what it may cost."""

from itertools import count, cycle, islice
from typing import Any

from courses.models import H5PContent
from tests.bench.course import INTERACTIVE
from tests.bench.driver import Browser, UnexpectedError
from tests.bench.measuring import Deed, each
from tests.bench.world import PASSWORD, World


def floor(world: World) -> Deed:
    """The least a view can cost."""
    browser = world.browser(world.awake[0])
    return each(lambda: _expect(browser.get("/th/floor/"), "hello"))


def lesson(world: World) -> Deed:
    """The lesson that the learner was last at, opened before."""
    browsers = world.learners()
    path = f"/th/courses/{world.course.slug}/{world.lessons[len(world.lessons) // 2]}/"
    return each(lambda: _expect(next(browsers).get(path), "หน่วยงานของรัฐมีข้อมูลอยู่แล้ว"))


def interactive_lesson(world: World) -> Deed:
    """The next one, which is the same but for interactive content at its end."""
    browsers = world.learners()
    path = f"/th/courses/{world.course.slug}/{INTERACTIVE}/"
    return each(lambda: _expect(next(browsers).get(path), "interactive__frame"))


def play(world: World) -> Deed:
    """The page in which that content is played, without the files it asks for."""
    browsers = world.learners()
    key = H5PContent.objects.get().key
    path = f"/th/courses/{world.course.slug}/{INTERACTIVE}/play/{key}/"
    return each(lambda: _expect(next(browsers).get(path), "h5p-integration"))


def course(world: World) -> Deed:
    browsers = world.learners()
    path = f"/th/courses/{world.course.slug}/"
    return each(lambda: _expect(next(browsers).get(path), world.lessons[0]))


def catalogue(world: World) -> Deed:
    browser = world.browser()
    return each(lambda: _expect(browser.get("/th/courses/"), world.course.slug))


def my_learning(world: World) -> Deed:
    browsers = world.learners()
    return each(lambda: _expect(next(browsers).get("/th/my/"), world.course.slug))


def save(world: World) -> Deed:
    """One page of five answers; every save changes all five."""
    sheets = cycle([(browser, _start(world, browser), count(1)) for browser in _some(world, 0)])

    def save() -> None:
        browser, attempt, sequence = next(sheets)
        _answer(browser, attempt, range(1, 6), next(sequence))

    return each(save)


def start(world: World) -> Deed:
    """The quiz's page, its button, and the questions; whoever begins has no open attempt."""
    turns = world.learners()
    begun = [(browser, _start(world, browser)["id"]) for browser in islice(turns, len(world.awake))]

    def end() -> None:
        while begun:
            browser, attempt = begun.pop()
            browser.send("POST", f"/api/v1/attempts/{attempt}/submit/", None)

    def begin() -> None:
        browser = next(turns)
        _expect(browser.get(f"/th/courses/{world.course.slug}/final-quiz/"), "quiz-rules")
        browser.submit(f"/th/quizzes/{world.quiz}/start/", {})
        sheet = browser.location
        _expect(browser.get(sheet), "data-attempt")
        begun.append((browser, sheet.split("/")[-2]))

    return each(begin, end)


def submit(world: World) -> Deed:
    """Submit an attempt whose twenty questions are answered."""
    turns, full = cycle(_some(world, 20)), []

    def fill() -> None:
        browser = next(turns)
        attempt = _start(world, browser)
        _answer(browser, attempt, range(1, 21), 1)
        full.append((browser, attempt["id"]))

    def hand_in() -> None:
        browser, attempt = full.pop()
        browser.send("POST", f"/api/v1/attempts/{attempt}/submit/", None)

    return each(hand_in, fill)


def review(world: World) -> Deed:
    """The result of an attempt, with every question."""
    pages = []
    for browser in _some(world, 20):
        attempt = _start(world, browser)
        browser.send("POST", f"/api/v1/attempts/{attempt['id']}/submit/", None)
        pages.append((browser, f"/th/attempts/{attempt['id']}/result/"))
    turns = cycle(pages)

    def read() -> None:
        browser, page = next(turns)
        _expect(browser.get(page), "data-finished")

    return each(read)


def attempt(world: World) -> Deed:
    """Start, save four pages of five, submit, read the result. Each is a failed one, so that the next may start."""
    browsers = cycle(_some(world, 20))

    def sit() -> None:
        browser = next(browsers)
        attempt = _start(world, browser)
        for page in range(4):
            _answer(browser, attempt, range(page * 5 + 1, page * 5 + 6), 1)
        browser.send("POST", f"/api/v1/attempts/{attempt['id']}/submit/", None)
        browser.get(f"/th/attempts/{attempt['id']}/result/")

    return each(sit)


def sign_in(world: World) -> Deed:
    """The form, the password, and the page it leads to, on a browser that has never been here."""
    people = cycle(world.awake)
    browser = world.browser()

    def enter() -> None:
        browser.cookies.clear()
        browser.get("/th/accounts/login/")
        browser.submit("/th/accounts/login/", {"login": next(people).email, "password": PASSWORD})
        _expect(browser.get(browser.location), world.course.slug)

    return each(enter)


def completion_report(world: World) -> Deed:
    """By agency and course, over everybody who is enrolled, as an administrator sees it."""
    browser = world.browser(world.administrator)
    return each(lambda: _expect(browser.get("/cms/learners/report/"), "<table"))


def _some(world: World, first: int) -> list[Browser]:
    return [world.browser(person) for person in world.awake[first : first + 20]]


def _start(world: World, browser: Browser) -> dict[str, Any]:
    attempt: dict[str, Any] = browser.send("POST", f"/api/v1/quizzes/{world.quiz}/attempts/", None)
    return attempt


def _answer(browser: Browser, attempt: dict[str, Any], questions: range, sequence: int) -> None:
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
        title = page.partition("<title>")[2].partition("</title>")[0].strip()
        raise UnexpectedError(f"The page “{title}” lacks {words!r}.")
