"""What each section of a quiz draws from: questions of a category with its parts, by tags, or one that it names."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import BigAutoField, Q, QuerySet

from academy.cache import remembered
from academy.prepared import Prepared
from assessments.models.bank import Category, Question

RECENT = 10
"""For how many seconds a process goes on with pools that it has read."""
ROW = ("current_id", "pk", "category_id", "area", "level", "source")


@dataclass(frozen=True, slots=True)
class Pool:
    """Ready questions. `category` is a row number, None for the whole bank; an empty tag takes any.

    `question` is the row number of the only one; then the rest is empty.
    """

    category: int | None = None
    area: str = ""
    level: str = ""
    source: str = ""
    question: int | None = None

    @property
    def tags(self) -> tuple[str, ...]:
        """As a question's are compared: sources however they are capitalised."""
        return self.area, self.level, self.source.casefold()


def of(section: Mapping[str, Any]) -> Pool:
    """What a section of a blueprint (QuizPage.freeze) draws from."""
    if section.get("question") is not None:
        return Pool(question=section["question"])
    return Pool(section["category"], **section.get("tags", {}))


def sections(blueprint: Mapping[str, Any]) -> list[tuple[Pool, int]]:
    """(pool, count) of each section, as drawing.draw wants them."""
    return [(of(section), section["count"]) for section in blueprint["sections"]]


@dataclass(frozen=True, slots=True)
class Found:
    """What pools held at one moment: versions by pool, and by each named category all that was within it."""

    versions: Mapping[Pool, list[int]]
    within: Mapping[int, set[int]]


def versions(wanted: Iterable[Pool]) -> Mapping[Pool, list[int]]:
    """By pool the ids of the current versions of its ready questions. Two queries at most."""
    return find(wanted).versions


def find(wanted: Iterable[Pool]) -> Found:
    """What these pools hold now. Two queries at most."""
    found: dict[Pool, list[int]] = {pool: [] for pool in wanted}
    tops = {pool.category for pool in found if pool.category is not None}
    within = Category.objects.with_parts(tops) if tops else {}
    for row in _rows(found, within):
        for pool in found:
            if _holds(pool, within, row):
                found[pool].append(row[0])
    return Found(found, within)


def recent(name: str, wanted: Collection[Pool]) -> Found:
    """As `find`, up to ten seconds old: reading pools costs more than drawing from them, and thousands draw at once.

    `name` belongs to what is wanted alone. Ask `stands` of what was drawn.
    """
    return remembered(f"pools:{name}", RECENT, lambda: find(wanted))


def stands(drawn: Sequence[tuple[Pool, Collection[int]]], found: Found) -> bool:
    """Whether what was drawn from each pool is in it now: ready, in these words and with these tags. One query.

    Which categories belong together is taken as it was found.
    """
    asked = [version for _pool, chosen in drawn for version in chosen]
    rows = _current(len(asked))(**{f"v{place}": version for place, version in enumerate(asked)}) if asked else []
    now = {row[0]: row for row in rows}
    return all(
        version in now and _holds(pool, found.within, now[version]) for pool, chosen in drawn for version in chosen
    )


def _rows(wanted: Collection[Pool], within: Mapping[int, set[int]]) -> Iterable[tuple[Any, ...]]:
    ready = Question.objects.ready().order_by("pk")
    if all(pool.category or pool.question for pool in wanted):
        named = [pool.question for pool in wanted if pool.question]
        ready = ready.filter(Q(pk__in=named) | Q(category__in=set().union(*within.values())))
    return ready.values_list(*ROW)


@cache
def _current(count: int) -> Prepared[tuple[Any, ...]]:
    def ask(**versions: Any) -> QuerySet[Question, tuple[Any, ...]]:
        return Question.objects.ready().filter(current__pk__in=list(versions.values())).values_list(*ROW)

    return Prepared(ask, **{f"v{place}": BigAutoField() for place in range(count)})


def _holds(pool: Pool, within: Mapping[int, set[int]], row: tuple[Any, ...]) -> bool:
    _version, question, category, *tags = row
    if pool.question is not None:
        return bool(question == pool.question)
    if pool.category is not None and category not in within[pool.category]:
        return False
    return all(not one or tag.casefold() == one for tag, one in zip(tags, pool.tags, strict=True))
