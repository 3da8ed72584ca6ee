"""What each section of a quiz draws from: questions of a category with its parts, by tags, or one that it names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from assessments.models.bank import Category, Question

TAGS = ("area", "level", "source")


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


def pools(blueprint: Mapping[str, Any]) -> dict[Pool, list[int]]:
    """By pool the ids of the current versions of its ready questions. Three queries at most."""
    return versions([of(section) for section in blueprint["sections"]])


def versions(wanted: Iterable[Pool]) -> dict[Pool, list[int]]:
    """As `pools`, for these."""
    asked = dict.fromkeys(wanted)
    named = {pool.question for pool in asked if pool.question is not None}
    drawn = [pool for pool in asked if pool.question is None]
    found: dict[Pool, list[int]] = {pool: [] for pool in asked}
    if named:
        ready = Question.objects.ready().filter(pk__in=named)
        found |= {Pool(question=pk): [current] for pk, current in ready.values_list("pk", "current") if current}
    if drawn:
        tops = {pool.category for pool in drawn if pool.category is not None}
        reach = Category.objects.with_parts(tops) if tops else {}
        for category, current, *tags in _rows(drawn, reach):
            for pool in drawn:
                within = pool.category is None or category in reach[pool.category]
                if within and (not tags or _bears(tags, pool.tags)):
                    found[pool].append(current)
    return found


def _rows(drawn: list[Pool], reach: Mapping[int, set[int]]) -> Iterable[tuple[Any, ...]]:
    ready = Question.objects.ready().order_by("pk")
    if all(pool.category is not None for pool in drawn):
        ready = ready.filter(category__in=set().union(*reach.values()))
    tags = TAGS if any(any(pool.tags) for pool in drawn) else ()
    return ready.values_list("category_id", "current_id", *tags)


def _bears(tags: list[str], wanted: tuple[str, ...]) -> bool:
    return all(not one or tag.casefold() == one for tag, one in zip(tags, wanted, strict=True))
