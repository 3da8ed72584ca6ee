"""Statistics of a quiz that everybody has taken: a marked attempt a learner, twenty questions each, written in bulk."""

import json
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import count, islice
from random import Random
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from assessments.models import Attempt, AttemptQuestion, QuestionVersion, QuizPage
from assessments.regrading import amendments
from courses.models import Enrolment
from tests.bench.driver import UnexpectedError
from tests.bench.measuring import Deed, each
from tests.bench.world import World

QUESTIONS = 20
COLUMNS = (
    "attempt_id", "position", "version_id", "choice_order", "points_possible", "answer", "sequence", "saved_at",
    "points", "flagged", "share",
)  # fmt: skip
STARTED = timedelta(minutes=40)


def statistics(world: World) -> Deed:
    """The screen of the quiz's statistics as an administrator opens it, over one attempt of everybody, after another
    result has come in: until then the sums of the last time are kept.
    """
    _sit(world)
    browser = world.browser(world.administrator)
    page = QuizPage.objects.filter(translation_key=world.quiz).order_by("pk")[0]

    last = Attempt.objects.filter(unit_key=world.quiz, state=Attempt.State.MARKED).order_by("-submitted_at")[0]
    assert last.submitted_at is not None
    later = (last.submitted_at + timedelta(seconds=number) for number in count(1))

    def look() -> None:
        Attempt.objects.filter(pk=last.pk).update(submitted_at=next(later))
        if "statistics__drawing" not in browser.get(f"/cms/quizzes/{page.pk}/statistics/"):
            raise UnexpectedError("The statistics say nothing.")

    return each(look)


def _sit(world: World) -> None:
    """A first attempt for everybody who has none; who is better answers more of them rightly."""
    at, rng = timezone.now(), Random(27)
    none = Enrolment.objects.filter(course=world.course).exclude(attempts__unit_key=world.quiz)
    terms = {"pass_mark": "80", "attempts": None, "minutes": 60, "per_page": 5, "show_answers": True, "release": 1}
    versions = list(QuestionVersion.objects.order_by("pk"))
    sheets = []
    for enrolment in none.order_by("pk").values_list("pk", flat=True):
        rows = _sheet(versions, rng.gauss(0.7, 0.15), rng)
        points = sum(points for _version, _answer, points in rows)
        attempt = Attempt(
            enrolment_id=enrolment, unit_key=world.quiz, number=1, state=Attempt.State.MARKED, terms=terms,
            started_at=at - STARTED, submitted_at=at - timedelta(minutes=rng.randrange(35)),
            points=Decimal(points), points_possible=Decimal(QUESTIONS),
            score=Decimal(100 * points) / QUESTIONS, passed=100 * points >= 80 * QUESTIONS,
        )  # fmt: skip
        sheets.append((attempt, rows))
    with transaction.atomic():
        Attempt.objects.bulk_create([attempt for attempt, _rows in sheets], batch_size=2000)
        _write(
            (attempt.pk, position, version, "[]", 1, answer, 1, at.isoformat(), points, False, "")
            for attempt, rows in sheets
            for position, (version, answer, points) in enumerate(rows, 1)
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _sheet(versions: list[QuestionVersion], ability: float, rng: Random) -> list[tuple[int, str, int]]:
    """Version, answer as JSON, and points, of each question of one attempt."""
    rows = []
    for version in rng.sample(versions, QUESTIONS):
        right = rng.random() < ability
        options = amendments.options(version.content)
        if options:
            answer: Any = rng.choice([one["id"] for one in options if bool(one["correct"]) is right])
        else:
            answer = version.content["answer"] is right
        rows.append((version.pk, json.dumps([answer] if version.kind == "multiple" else answer), int(right)))
    return rows


def _write(rows: Iterator[tuple[Any, ...]]) -> None:
    """A million rows in seconds: as the engine takes them in fastest."""
    table = AttemptQuestion._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({', '.join(COLUMNS)}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(COLUMNS))
            while some := list(islice(rows, 10_000)):
                cursor.executemany(f"INSERT INTO {table} ({', '.join(COLUMNS)}) VALUES ({marks})", some)
