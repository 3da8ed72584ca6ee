"""The parts of a course in reading order, as its pages in all languages together make them. Reads only.

The tree of the course's source page says the order. A part that only another language has stands behind the part that
precedes it there: written once, in either language, it belongs to the course.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from wagtail.models import Page

from courses.models import CoursePage


@dataclass
class Part:
    """A module or a unit: its key, its page in the first language that has one, its own parts in order."""

    key: UUID
    page: Any
    parts: list["Part"] = field(default_factory=list)


def parts_of(source: CoursePage) -> list[Part]:
    """The parts right below the course, each with those below it; `page` is the specific page, published or not."""
    levels: dict[UUID, list[UUID]] = {}
    chosen: dict[UUID, int] = {}
    for course in courses_of(source):
        rows = Page.objects.descendant_of(course).order_by("path").values_list("path", "translation_key", "alias_of")
        keys = {course.path: course.translation_key, **{path: key for path, key, _alias in rows}}
        below: dict[UUID, list[UUID]] = {}
        for path, key, _alias in rows:
            below.setdefault(keys[path[: -Page.steplen]], []).append(key)
        for above, found in below.items():
            levels[above] = merged(levels.get(above, []), found)
        own = Page.objects.descendant_of(course).filter(alias_of=None)
        chosen = {**dict(own.values_list("translation_key", "pk")), **chosen}
    pages = {page.translation_key: page for page in Page.objects.filter(pk__in=chosen.values()).specific()}
    return list(_parts(source.translation_key, levels, pages, set()))


def courses_of(source: CoursePage) -> list[CoursePage]:
    """The pages of the same course, the source first."""
    others = CoursePage.objects.filter(translation_key=source.translation_key, alias_of=None).exclude(pk=source.pk)
    return [source, *others.order_by("locale__language_code")]


def merged(order: Sequence[UUID], other: Iterable[UUID]) -> list[UUID]:
    """`order` with what `other` has besides, each behind the one that precedes it there."""
    found = list(order)
    before: UUID | None = None
    for key in other:
        if key not in found:
            found.insert(found.index(before) + 1 if before else 0, key)
        before = key
    return found


def _parts(above: UUID, levels: dict[UUID, list[UUID]], pages: dict[UUID, Any], told: set[UUID]) -> Iterator[Part]:
    for key in levels.get(above, ()):
        # A part stands once, also where its pages lie in different modules.
        if key in pages and key not in told:
            told.add(key)
            yield Part(key, pages[key], list(_parts(key, levels, pages, told)))
