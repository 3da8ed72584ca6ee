"""The ways that every page offers: this page in the other language, into the CMS, the foot of the page. Read only."""

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.urls import translate_url
from wagtail.models import Page

from academy.site.models import Contact, PlainPage

AUTHORING = "wagtailadmin.access_admin"
REMEMBERED = 300  # seconds


def same_page(request: HttpRequest, page: Page | None, language: str) -> str:
    """The address of this page in `language`: its translation, or that language's home where it has none.

    An address without a language in it (a certificate's, say) is its own translation.
    """
    if isinstance(page, Page) and page.pk:
        translation = page.get_translations().live().filter(locale__language_code=language).first()
        return str(translation.get_url(request)) if translation else f"/{language}/"
    return translate_url(request.get_full_path(), language)


def may_author(user: Any) -> bool:
    """Whether this person may enter the CMS, remembered for five minutes: every page asks, and asking costs queries."""
    if not getattr(user, "is_authenticated", False):
        return False
    if user.is_superuser:
        return True
    key = f"may-author:{user.pk}"
    known = cache.get(key)
    if known is None:
        known = bool(user.has_perm(AUTHORING))
        cache.set(key, known, REMEMBERED)
    return bool(known)


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands at the foot of every page: plain pages as (title, address), and how to reach the academy."""

    pages: tuple[tuple[str, str], ...]
    contact: Contact


def foot(language: str) -> Foot:
    """The foot in that language, remembered for five minutes: a page that is added appears at the latest then."""
    key = f"foot:{language}"
    known = cache.get(key)
    if isinstance(known, Foot):
        return known
    # Depth 3: right below a home page. Its address needs no query: the language and the slug.
    pages = PlainPage.objects.live().public().in_menu().filter(depth=3, locale__language_code=language).order_by("path")
    found = tuple((title, f"/{language}/{slug}/") for title, slug in pages.values_list("title", "slug"))
    made = Foot(found, Contact.objects.first() or Contact())
    cache.set(key, made, REMEMBERED)
    return made
