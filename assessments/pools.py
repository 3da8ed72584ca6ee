"""What each section of a quiz draws from: a category with its parts, or the one question it names."""

from collections.abc import Mapping, Sequence
from typing import Any

from assessments.models.bank import Question

# A category's row number, or ("question", row number).
Pool = int | tuple[str, int]


def sections(blueprint: Mapping[str, Any]) -> list[tuple[Pool, int]]:
    """(pool, count) of each section, as drawing.draw wants them."""
    return [(_pool(section), section["count"]) for section in blueprint["sections"]]


def pools(blueprint: Mapping[str, Any]) -> dict[Pool, list[int]]:
    """By pool the ids of the current versions of its ready questions. Three queries at most."""
    wanted = [_pool(section) for section in blueprint["sections"]]
    found: dict[Pool, list[int]] = {}
    categories = [pool for pool in wanted if isinstance(pool, int)]
    named = [pool[1] for pool in wanted if not isinstance(pool, int)]
    if categories:
        found.update(Question.objects.pools(categories).items())
    if named:
        ready = Question.objects.filter(pk__in=named, status=Question.Status.READY, current__isnull=False)
        found |= {("question", pk): [current] for pk, current in ready.values_list("pk", "current") if current}
    return found


def _pool(section: Mapping[str, Any]) -> Pool:
    named: Sequence[int] | int | None = section.get("question")
    return ("question", named) if isinstance(named, int) else int(section["category"])
