"""Keeping the published wording of a release's pages, for the day when a page is gone."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from courses.models import KeptPage, Release


def keep(release: Release, keys: Iterable[UUID]) -> int:
    """Copy every page of these translation keys as it is published now, each language; say how many."""
    pages = Page.objects.filter(translation_key__in=list(keys), live=True, alias_of=None).select_related("locale")
    rows = [
        KeptPage(
            release=release,
            key=page.translation_key,
            language=page.locale.language_code,
            content_type=ContentType.objects.get_for_model(type(page)),
            title=page.title,
            content=page.serializable_data(),
        )
        for page in pages.specific()
    ]
    KeptPage.objects.bulk_create(rows)
    return len(rows)


def kept_page(release: Release, key: UUID, language: str) -> Any | None:
    """The page as it was at release, able to render itself; in another language where that one was not kept.

    None when the release kept no page of this key.
    """
    rows = {row.language: row for row in KeptPage.objects.filter(release=release, key=key)}
    row = rows.get(language) or next(iter(rows.values()), None)
    return restored(row) if row else None


def restored(row: KeptPage) -> Any:
    """The page object of one kept row. It is a copy: saving it would bring back what was deleted, so nobody does."""
    model: Any = row.content_type.model_class()
    return model.from_serializable_data(row.content, check_fks=False, strict_fks=False)
