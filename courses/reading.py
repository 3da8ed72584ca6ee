"""What learners read: a unit's live page, else the revision kept at release, else the other language.

Reads only. Titles come in one narrow query, once an edition of the course; bodies are rendered once a revision and
language, and kept in this process and in the cache. A release never changes, so its outline and kept titles are read
once a process.
"""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet, UUIDField
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from academy import cache as memory
from academy.prepared import Prepared
from courses.keeping import restored
from courses.models import KeptPage, Release
from courses.outline import Outline

# A body holds addresses of other pages, which move: after this many seconds it is rendered anew.
BODY_SECONDS = 3600
SHELF_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Source:
    """One page in one language: live (`page`) or kept at release (`kept`). `stamp` names the very wording."""

    key: UUID
    language: str
    title: str
    content_type: int
    page: int = 0
    kept: int = 0
    stamp: str = ""


Shelf = Mapping[UUID, Source]


def outline_of(release: Release) -> Outline:
    """The release's outline, read once a process; the release may have been fetched without its outline."""
    return _outline(release.pk, release.made_at)


def shelf(release: Release, language: str) -> Shelf:
    """For the course, its modules and its units the page to read, in the reader's language where there is one.

    Remembered until the course has another edition (courses.publishing): what is published shows at the next request,
    what changes past Wagtail's publishing within SHELF_SECONDS. Otherwise one query, and a second where a page that
    the release promised is not live.
    """
    course = release.course
    span = int(time.time() // SHELF_SECONDS)
    return _shelf(release.pk, release.made_at, course.key, course.edition, language, span)


@lru_cache(maxsize=512)
def _shelf(release: int, made_at: datetime, course: UUID, edition: int, language: str, span: int) -> Shelf:
    outline = _outline(release, made_at)
    keys = [course, *outline.modules, *(unit.key for unit in outline.units)]
    live = live_pages(keys)
    chosen: dict[UUID, Source] = {}
    kept: Mapping[UUID, Mapping[str, Source]] | None = None
    for key in keys:
        here = live.get(key, {})
        unit = outline.by_key.get(key)
        promised = unit.languages if unit else outline.languages
        if language not in here and (language in promised or not here):
            kept = _kept(release, made_at) if kept is None else kept
            here = {**kept.get(key, {}), **here}
        if here:
            chosen[key] = here.get(language) or next(iter(here.values()))
    return chosen


def titles(release: Release) -> dict[str, str]:
    """The course's title in each language: of its live page, else as kept at the release."""
    key = release.course.key
    sources = {**_kept(release.pk, release.made_at).get(key, {}), **_sources(_live(key=key)).get(key, {})}
    return {language: source.title for language, source in sources.items()}


def live_pages(keys: Iterable[UUID]) -> dict[UUID, dict[str, Source]]:
    """Published pages by translation key and language. Copies that only mirror another language do not count."""
    return _sources(_pages().filter(translation_key__in=list(keys)))


def _pages() -> QuerySet[Page, tuple[Any, ...]]:
    return Page.objects.filter(live=True, alias_of=None).values_list(
        "translation_key", "locale__language_code", "title", "content_type_id", "pk", "live_revision_id",
        "last_published_at",
    )  # fmt: skip


_live = Prepared(lambda key: _pages().filter(translation_key=key), key=UUIDField())


def _sources(rows: Iterable[tuple[Any, ...]]) -> dict[UUID, dict[str, Source]]:
    found: dict[UUID, dict[str, Source]] = {}
    for key, language, title, kind, pk, revision, published in rows:
        # Without a moment of publishing nothing tells one wording from the next: such a page is not kept.
        stamp = f"{revision}-{published.timestamp()}" if published else ""
        found.setdefault(key, {})[language] = Source(key, language, title, kind, page=pk, stamp=stamp)
    return found


def best(sources: Mapping[str, Source], language: str) -> str:
    """The title in that language, else in the other; empty for none."""
    source = sources.get(language) or next(iter(sources.values()), None)
    return source.title if source else ""


def title_of(release: Release, key: UUID, live: Mapping[UUID, Mapping[str, Source]], language: str) -> str:
    """The title among pages fetched before, else as kept at the release; empty for none."""
    return best(live.get(key) or _kept(release.pk, release.made_at).get(key, {}), language)


def page_of(source: Source) -> Any:
    """The page itself, as its own class: from its table when live, from the release's copy when kept."""
    if source.kept:
        return restored(KeptPage.objects.select_related("content_type").get(pk=source.kept))
    model: Any = ContentType.objects.get_for_id(source.content_type).model_class()
    return model.objects.get(pk=source.page)


def body(source: Source) -> SafeString:
    """The unit's `body` as HTML in the page's own language; rendered without request or reader, so anyone's."""
    return mark_safe(remembered("body", source, _render_body))  # noqa: S308 - blocks escape what authors wrote


def remembered(what: str, source: Source, make: Any) -> Any:
    """`make(source)`, once an hour for each wording."""
    if not source.stamp:
        return make(source)
    place = f"courses:{what}:{source.page}:{source.kept}:{source.stamp}"
    return memory.remembered(place, BODY_SECONDS, lambda: make(source))


def forget() -> None:
    """Drop what this process remembers; for processes whose database is put back to an earlier state."""
    memory.forget()
    for remembering in (_shelf, _outline, _kept):
        remembering.cache_clear()


def _render_body(source: Source) -> str:
    page = page_of(source)
    with translation.override(source.language):
        return str(page.body.render_as_block({"page": page, "language": source.language}))


# The moment of the release is part of the key: a number may come again where a transaction was rolled back.
@lru_cache(maxsize=512)
def _outline(release: int, made_at: datetime) -> Outline:
    outline: Any = Release.objects.values_list("outline_json", flat=True).get(pk=release)
    return Outline.from_json(outline)


@lru_cache(maxsize=512)
def _kept(release: int, made_at: datetime) -> Mapping[UUID, Mapping[str, Source]]:
    rows = KeptPage.objects.filter(release=release).values_list("key", "language", "title", "content_type_id", "pk")
    found: dict[UUID, dict[str, Source]] = {}
    for key, language, title, kind, pk in rows:
        stamp = f"kept-{made_at.timestamp()}"
        found.setdefault(key, {})[language] = Source(key, language, title, kind, kept=pk, stamp=stamp)
    return found
