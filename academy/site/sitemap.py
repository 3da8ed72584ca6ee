"""What search engines are shown: every public page of both languages, from the pages' own say (`get_sitemap_urls`)."""

from collections.abc import Iterable
from typing import Any

from django.contrib.sitemaps import Sitemap
from wagtail.models import Page


class PublicPages(Sitemap[Page]):
    """Live pages without a view restriction. A page kind that has no page to read says so by giving no address."""

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        """One entry for each address that a page names."""
        return [entry for item in self._pages() for entry in item.get_sitemap_urls()]

    def _pages(self) -> Iterable[Page]:
        return Page.objects.filter(depth__gte=2).live().public().order_by("path").defer_streamfields().specific()
