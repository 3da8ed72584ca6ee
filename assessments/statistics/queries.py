"""What the statistics ask of the database: sums, made there, in three statements however many attempts there are.

Counted are marked attempts; of each the questions that have points and were not dropped by a regrade. SQL by hand, as
one statement groups by question what another one has grouped by attempt; the same text on SQLite and PostgreSQL.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Count, Max, Sum

from assessments.models import Attempt, Regrade
from assessments.statistics.formulas import TAIL

# Answers of these kinds are counted one by one. Of the others (essays, texts, orders) no two need be alike.
TALLIED = ("single", "multiple", "truefalse", "hotspot", "number")
EVERY = 32_767

# x: the share of a question's points that was reached. r: the share of all the other questions' points ("rest").
SUMS = """
WITH counted AS (
    SELECT q.attempt_id, q.version_id, CAST(q.points AS double precision) AS points,
        CAST(q.points_possible AS double precision) AS possible,
        CASE WHEN v.kind IN (%s, %s, %s, %s, %s) THEN CAST(q.answer AS text) END AS answer
    FROM assessments_attemptquestion q
    JOIN assessments_attempt a ON a.id = q.attempt_id
    JOIN assessments_questionversion v ON v.id = q.version_id
    LEFT JOIN assessments_regrade g ON g.id = q.regrade_id
    WHERE a.unit_key = %s AND a.state = 'marked' AND a.number <= %s
        AND q.points IS NOT NULL AND q.points_possible > 0 AND (g.policy IS NULL OR g.policy <> 'drop')
),
totals AS (
    SELECT attempt_id, SUM(points) AS reached, SUM(possible) AS possible, COUNT(*) AS answers,
        SUM(points / possible) AS shares
    FROM counted GROUP BY attempt_id
),
placed AS (
    SELECT attempt_id, reached, possible,
        ROW_NUMBER() OVER (ORDER BY reached / possible DESC, attempt_id) AS place, COUNT(*) OVER () AS takers
    FROM totals
),
whole AS (
    SELECT COUNT(*) AS takers, SUM(answers) AS answers, SUM(shares) AS shares,
        SUM(shares * shares / answers) AS within_means, SUM(reached) AS points, SUM(reached * reached) AS points2
    FROM totals
),
measured AS (
    SELECT c.version_id, c.answer, c.points, c.points / c.possible AS x,
        (p.reached - c.points) / NULLIF(p.possible - c.possible, 0) AS r,
        CASE WHEN p.place <= p.takers * %s THEN 1 WHEN p.takers + 1 - p.place <= p.takers * %s THEN -1
            ELSE 0 END AS tail
    FROM counted c JOIN placed p ON p.attempt_id = c.attempt_id
)
SELECT m.version_id, m.answer, COUNT(*), SUM(m.points), SUM(m.points * m.points), SUM(m.x), SUM(m.x * m.x),
    COUNT(m.r), SUM(m.r), SUM(m.r * m.r), SUM(m.x * m.r),
    SUM(CASE WHEN m.tail = 1 THEN 1 ELSE 0 END), SUM(CASE WHEN m.tail = 1 THEN m.x ELSE 0 END),
    SUM(CASE WHEN m.tail = -1 THEN 1 ELSE 0 END), SUM(CASE WHEN m.tail = -1 THEN m.x ELSE 0 END),
    MAX(w.takers), MAX(w.answers), MAX(w.shares), MAX(w.within_means), MAX(w.points), MAX(w.points2)
FROM measured m CROSS JOIN whole w GROUP BY m.version_id, m.answer
"""
MINUTES = {
    "postgresql": """
        SELECT CAST(FLOOR(EXTRACT(EPOCH FROM submitted_at - started_at) / 60) AS integer) AS minutes, COUNT(*)
        FROM assessments_attempt
        WHERE unit_key = %s AND state = 'marked' AND number <= %s GROUP BY 1 ORDER BY 1
    """,
    "sqlite": """
        SELECT CAST((julianday(submitted_at) - julianday(started_at)) * 1440 + 1e-6 AS integer) AS minutes, COUNT(*)
        FROM assessments_attempt
        WHERE unit_key = %s AND state = 'marked' AND number <= %s GROUP BY 1 ORDER BY 1
    """,
}


@dataclass(frozen=True, slots=True)
class Sums:
    """Of one question and one answer to it: how often, and the sums that the formulas take.

    `answer` is in stored form; None is no answer, and every answer of kinds that are not TALLIED.
    """

    version: int
    answer: Any
    n: int
    points: float
    points2: float
    x: float
    xx: float
    rest_n: int
    r: float
    rr: float
    xr: float
    upper: int
    upper_x: float
    lower: int
    lower_x: float


@dataclass(frozen=True, slots=True)
class Whole:
    """Of the test: how many took it, how many answers they gave, and the sums over takers that reliability takes."""

    takers: int = 0
    answers: int = 0
    shares: float = 0.0
    within_means: float = 0.0
    points: float = 0.0
    points2: float = 0.0


def sums(unit_key: UUID, *, first: bool) -> tuple[Whole, list[Sums]]:
    """Of every question of the quiz, by answer; first attempts alone or all. One statement, of a second or more where
    a million answers were given.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Compiling this statement takes longer than it saves.
            cursor.execute("SET LOCAL jit = off")
        cursor.execute(SUMS, [*TALLIED, *_which(unit_key, first=first), TAIL, TAIL])
        rows = cursor.fetchall()
    if not rows:
        return Whole(), []
    whole = Whole(int(rows[0][15]), int(rows[0][16]), *(float(value) for value in rows[0][17:21]))
    return whole, [
        Sums(version, _parsed(answer), n, points, points2, x, xx, rest_n, r or 0.0, rr or 0.0, xr or 0.0,
             upper, upper_x, lower, lower_x)
        for version, answer, n, points, points2, x, xx, rest_n, r, rr, xr, upper, upper_x, lower, lower_x, *_whole
        in rows
    ]  # fmt: skip


def stamp(unit_key: UUID) -> str:
    """Another one whenever the sums may be others: an attempt was marked, or a regrade went on."""
    marked = Attempt.objects.filter(unit_key=unit_key, state=Attempt.State.MARKED)
    # The points: a correction of one mark changes nothing else of these.
    attempts = marked.aggregate(count=Count("pk"), last=Max("submitted_at"), points=Sum("points"))
    regrades = Regrade.objects.filter(unit_key=unit_key).aggregate(last=Max("pk"), done=Sum("done"))
    return "-".join(
        [
            str(attempts["count"]), str(attempts["points"]),
            f"{attempts['last'].timestamp() if attempts['last'] else 0}",
            str(regrades["last"]), str(regrades["done"]),
        ]
    )  # fmt: skip


def scores(unit_key: UUID, *, first: bool) -> Mapping[tuple[Decimal, bool], int]:
    """How many attempts have each score and verdict."""
    attempts = Attempt.objects.filter(unit_key=unit_key, state=Attempt.State.MARKED, score__isnull=False)
    if first:
        attempts = attempts.filter(number=1)
    rows = attempts.order_by("score", "passed").values_list("score", "passed").annotate(Count("pk"))
    return {(score, bool(passed)): count for score, passed, count in rows}


def minutes(unit_key: UUID, *, first: bool) -> list[tuple[int, int]]:
    """How many attempts took so many whole minutes from start to submission, the quickest first."""
    with connection.cursor() as cursor:
        cursor.execute(MINUTES[connection.vendor], _which(unit_key, first=first))
        return [(int(length), count) for length, count in cursor.fetchall()]


def _which(unit_key: UUID, *, first: bool) -> list[Any]:
    field = Attempt._meta.get_field("unit_key")
    return [field.get_db_prep_value(unit_key, connection), 1 if first else EVERY]


def _parsed(answer: str | None) -> Any:
    return None if answer is None else json.loads(answer)
