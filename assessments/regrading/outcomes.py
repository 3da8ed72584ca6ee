"""What a regrade makes of attempts, one by one and exactly: the same reckoning for the dry run and for the deed.

Reads only, in three narrow queries for many attempts. Points of a question are kept with four decimals; where that is
less than the exact share (a third of a point), the share is reckoned again: nobody loses a hundredth to rounding.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import F, Q, QuerySet, Sum

from assessments import grading, marking
from assessments.models import Attempt, AttemptQuestion, QuestionVersion, Regrade


@dataclass(frozen=True, slots=True)
class Standing:
    """How an attempt stands: points reached and possible, score in per cent, passed or not."""

    points: Decimal
    possible: Decimal
    score: Decimal
    passed: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """One attempt before and after. `row` is its question, worth `question_points` now.

    `kept_pass`: by the new points it would not pass. The pass that was recorded stays, and the score falls no lower
    than the pass mark.
    """

    attempt: int
    enrolment: int
    row: int
    question_points: Decimal
    before: Standing
    after: Standing
    kept_pass: bool

    @property
    def changed(self) -> bool:
        """Whether anything that the learner is told is another."""
        return self.before != self.after or self.kept_pass

    @property
    def passes(self) -> bool:
        """Passed now, and not before."""
        return self.after.passed and not self.before.passed


def concerned(regrade: Regrade) -> "QuerySet[AttemptQuestion]":
    """The questions that a decision is about: in every attempt at the quiz that drew the version, open ones too."""
    return AttemptQuestion.objects.filter(version=regrade.version, attempt__unit_key=regrade.unit_key)


def weigh(regrade: Regrade, attempts: Collection[int]) -> Iterator[Outcome]:
    """The outcome for those of the attempts that are marked and not yet under this decision."""
    rows = concerned(regrade).filter(attempt__in=attempts, attempt__state=Attempt.State.MARKED, points__isnull=False)
    if regrade.pk:
        rows = rows.exclude(regrade=regrade)
    others = _others(regrade, attempts)
    shares = _Shares(regrade)
    for (
        attempt, enrolment, row, answer, by_people, kept, possible, policy, points, points_possible, score, passed,
        terms,
    ) in rows.order_by("attempt_id").values_list(
        "attempt_id", "attempt__enrolment_id", "pk", "answer", "share", "points", "points_possible", "regrade__policy",
        "attempt__points", "attempt__points_possible", "attempt__score", "attempt__passed", "attempt__terms",
    ):  # fmt: skip
        # A marked attempt has them all.
        assert kept is not None
        assert points is not None
        assert score is not None
        assert passed is not None
        share = shares.of(answer, by_people)
        exact = Fraction(kept) if share is None else share * Fraction(possible)
        counted = points_possible
        if policy == Regrade.Policy.DROP:
            counted += possible
        if regrade.drops:
            counted -= possible
        before = Standing(points, points_possible, score, passed)
        after, kept_pass = standing(others.get(attempt, Fraction(0)) + exact, counted, terms, passed)
        yield Outcome(attempt, enrolment, row, grading.rounded_down(exact, 4), before, after, kept_pass)


class _Shares:
    """What answers are worth under a decision, reckoned once for each answer; None for what a person marks."""

    def __init__(self, regrade: Regrade) -> None:
        self.regrade, self.kind = regrade, regrade.version.kind
        self.known: dict[str, Fraction | None] = {}

    def of(self, answer: Any, by_people: str) -> Fraction | None:
        name = json.dumps([answer, by_people], sort_keys=True)
        if name not in self.known:
            self.known[name] = marking.share(self.kind, answer, self.regrade, by_people)
        return self.known[name]


def standing(total: Fraction, possible: Decimal, terms: Mapping[str, Any], passed: bool) -> tuple[Standing, bool]:
    """How an attempt stands with these points, and whether it keeps a pass that they would not reach."""
    score, pass_mark = grading.per_cent(total, Fraction(possible)), Decimal(terms["pass_mark"])
    kept_pass = passed and score < pass_mark
    if kept_pass:
        score = pass_mark.quantize(Decimal("0.01"))
    points = grading.rounded_down(total, 2)
    return Standing(points, possible, score, passed or score >= pass_mark), kept_pass


def _others(regrade: Regrade, attempts: Collection[int]) -> dict[int, Fraction]:
    """The exact points of all other questions of each attempt."""
    rows = AttemptQuestion.objects.filter(attempt__in=attempts).exclude(version=regrade.version)
    whole = Q(points=0) | Q(points=F("points_possible"))
    sums = rows.filter(whole).order_by().values_list("attempt").annotate(Sum("points"))
    found = {attempt: Fraction(Decimal(points).quantize(Decimal("0.01"))) for attempt, points in sums}
    parts = list(
        rows.filter(points__isnull=False).exclude(whole)
        .values_list("attempt", "version", "answer", "share", "points", "points_possible", "regrade")
    )  # fmt: skip
    versions = QuestionVersion.objects.in_bulk({part[1] for part in parts})
    rulings = Regrade.objects.select_related("version", "by_version").in_bulk({part[6] for part in parts if part[6]})
    for attempt, version, answer, by_people, points, possible, ruling in parts:
        row = AttemptQuestion(
            version=versions[version], answer=answer, share=by_people, points=points, points_possible=possible
        )
        found[attempt] = found.get(attempt, Fraction(0)) + _exact(row, rulings.get(ruling))
    return found


def _exact(row: AttemptQuestion, ruling: Regrade | None) -> Fraction:
    """The share behind points that were rounded; the points as they are where they come from elsewhere."""
    assert row.points is not None
    share = marking.reached(row, ruling)
    exact = None if share is None else share * Fraction(row.points_possible)
    return exact if exact is not None and grading.rounded_down(exact, 4) == row.points else Fraction(row.points)
