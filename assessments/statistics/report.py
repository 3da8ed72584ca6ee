"""The statistics of a quiz: of the test as a whole, and of each version of each question that was asked. Reads only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from math import sqrt
from typing import Any
from uuid import UUID

from django.core.cache import cache

from assessments.models import QuestionVersion, Regrade
from assessments.statistics import formulas, queries
from assessments.statistics.flags import Flag, flags
from assessments.statistics.formulas import Nested, Pairs
from assessments.statistics.options import Option, options
from assessments.statistics.queries import Sums, Whole

BINS = 10
KEPT = 3600


@dataclass(frozen=True)
class Item:
    """One version of a question. `regrade` is the decision in force about it, if there is one."""

    version: QuestionVersion
    regrade: Regrade | None
    sums: Sequence[Sums]

    @cached_property
    def n(self) -> int:
        """How many of the attempts had it."""
        return sum(one.n for one in self.sums)

    @cached_property
    def pairs(self) -> Pairs:
        """Its share against the rest of the test."""
        return Pairs(
            sum(one.rest_n for one in self.sums), _sum(one.x for one in self.sums), _sum(one.r for one in self.sums),
            _sum(one.xx for one in self.sums), _sum(one.rr for one in self.sums), _sum(one.xr for one in self.sums),
        )  # fmt: skip

    @property
    def facility(self) -> float | None:
        """The mean share of its points, 0 to 1."""
        return formulas.mean(self.pairs.x, self.n)

    @cached_property
    def discrimination(self) -> float | None:
        """The corrected point-biserial; None where nobody had another question, or nothing varies."""
        return formulas.correlation(self.pairs)

    @cached_property
    def index(self) -> float | None:
        """The upper-lower 27 % index."""
        upper = formulas.mean(_sum(one.upper_x for one in self.sums), self.upper)
        return formulas.upper_lower(upper, formulas.mean(_sum(one.lower_x for one in self.sums), self.lower))

    @property
    def upper(self) -> int:
        """How many of the best 27 % had it."""
        return sum(one.upper for one in self.sums)

    @property
    def lower(self) -> int:
        """How many of the weakest 27 % had it."""
        return sum(one.lower for one in self.sums)

    @property
    def content(self) -> Mapping[str, Any]:
        """With the key in force."""
        content: Mapping[str, Any] = self.regrade.content if self.regrade else self.version.content
        return content

    @cached_property
    def options(self) -> Sequence[Option]:
        """How often each option was chosen, and by whom; for kinds without options the commonest answers."""
        return options(self.content, self.sums)

    @cached_property
    def flags(self) -> Sequence[Flag]:
        """What looks wrong with it."""
        if self.regrade and self.regrade.full:
            return ()
        return flags(self.n, self.facility, self.discrimination, self.options)


@dataclass(frozen=True)
class Report:
    """`scores` in per cent with how many attempts have them; `durations` in whole minutes likewise."""

    whole: Whole
    items: Sequence[Item]
    scores: Mapping[tuple[Decimal, bool], int]
    durations: Sequence[tuple[int, int]]

    @property
    def attempts(self) -> int:
        """How many marked attempts are counted."""
        return sum(self.scores.values())

    @property
    def mean(self) -> float | None:
        """The mean score."""
        return formulas.mean(sum(float(score) * count for (score, _), count in self.scores.items()), self.attempts)

    @property
    def median(self) -> float | None:
        """The middle score."""
        return _median([(float(score), count) for (score, _passed), count in self.scores.items()])

    @cached_property
    def deviation(self) -> float | None:
        """The standard deviation of the scores."""
        total = sum(float(score) * count for (score, _), count in self.scores.items())
        squares = sum(float(score) ** 2 * count for (score, _), count in self.scores.items())
        spread = formulas.variance(self.attempts, total, squares)
        return None if spread is None else sqrt(spread)

    @property
    def passed(self) -> float | None:
        """The share of attempts that passed, in per cent."""
        return formulas.mean(100 * sum(count for (_, passed), count in self.scores.items() if passed), self.attempts)

    @property
    def minutes(self) -> float | None:
        """The middle length of an attempt, from start to submission, pauses included."""
        return _median(self.durations)

    @property
    def minutes_a_question(self) -> float | None:
        """That length divided by the questions of an attempt."""
        if self.minutes is None or not self.whole.answers:
            return None
        return self.minutes * self.whole.takers / self.whole.answers

    @cached_property
    def drawn(self) -> bool:
        """Whether takers had different questions, so that alpha cannot be used."""
        return any(item.n < self.whole.takers for item in self.items)

    @cached_property
    def reliability(self) -> float | None:
        """Cronbach's alpha; where questions are drawn, the coefficient that counts the draw as error."""
        takers = self.whole.takers
        if self.drawn:
            squares = _sum(item.pairs.xx for item in self.items)
            return formulas.drawn_reliability(
                Nested(takers, self.whole.answers, self.whole.shares, squares, self.whole.within_means)
            )
        each = (
            formulas.variance(item.n, _sum(s.points for s in item.sums), _sum(s.points2 for s in item.sums))
            for item in self.items
        )
        total = formulas.variance(takers, self.whole.points, self.whole.points2)
        return formulas.alpha([one or 0.0 for one in each], total)

    @property
    def error(self) -> float | None:
        """The standard error of measurement, in per cent of the score."""
        return formulas.standard_error(self.deviation, self.reliability)

    @property
    def bins(self) -> list[int]:
        """How many attempts have a score from 0 to under 10 per cent, from 10 to under 20, …, from 90 to 100."""
        counts = [0] * BINS
        for (score, _passed), count in self.scores.items():
            counts[min(BINS - 1, int(score) * BINS // 100)] += count
        return counts

    @property
    def flagged(self) -> int:
        """How many questions have a flag."""
        return sum(bool(item.flags) for item in self.items)


def report(unit_key: UUID, *, first: bool = True) -> Report:
    """The statistics of a quiz over all its releases and languages: of first attempts, or of all.

    Seven statements. The one that takes long is asked once a result: its answer is kept until another attempt is
    marked or regraded, or for KEPT seconds.
    """
    place = f"assessments:statistics:{unit_key}:{first}:{queries.stamp(unit_key)}"
    found: tuple[Whole, list[Sums]] | None = cache.get(place)
    if found is None:
        found = queries.sums(unit_key, first=first)
        cache.set(place, found, KEPT)
    whole, rows = found
    by_version: dict[int, list[Sums]] = {}
    for row in rows:
        by_version.setdefault(row.version, []).append(row)
    versions = QuestionVersion.objects.select_related("question").in_bulk(by_version)
    regrades = Regrade.objects.in_force(unit_key, by_version.keys())
    items = [Item(versions[version], regrades.get(version), some) for version, some in by_version.items()]
    items.sort(key=lambda item: (-len(item.flags), _first(item.discrimination), item.version.pk))
    scores = queries.scores(unit_key, first=first)
    return Report(whole, items, scores, queries.minutes(unit_key, first=first))


def _first(value: float | None) -> float:
    return 2.0 if value is None else value


def _sum(values: Iterable[float]) -> float:
    return float(sum(values))


def _median(counted: Sequence[tuple[float, int]]) -> float | None:
    """The middle of values in rising order, each so many times."""
    n = sum(count for _value, count in counted)
    if not n:
        return None
    low = high = 0.0
    seen = 0
    for value, count in counted:
        if seen <= (n - 1) // 2 < seen + count:
            low = value
        if seen <= n // 2 < seen + count:
            high = value
        seen += count
    return (low + high) / 2
