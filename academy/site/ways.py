"""The ways that every page offers: this page in the other language, into the CMS, the foot of the page. Read only."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import get_language
from wagtail.models import Page

from academy.cache import remembered
from academy.site.models import Contact, PlainPage

AUTHORING = "wagtailadmin.access_admin"
AUTHORS_SECONDS = 60
FOOT_SECONDS = 10


def same_page(request: HttpRequest, page: Page | None, language: str) -> str:
    """The address of this page in `language`: its translation, or that language's home where it has none.

    An address without a language in it (a certificate's, say) is its own translation, and so is one that leads nowhere.
    """
    if isinstance(page, Page) and page.pk:
        translation = page.get_translations().live().filter(locale__language_code=language).first()
        return str(translation.get_url(request)) if translation else f"/{language}/"
    address, here = request.get_full_path(), f"/{get_language()}/"
    # Only the language differs between the two addresses; asking Django's routes for the other one is dear.
    if request.resolver_match and address.startswith(here):
        return f"/{language}/{address.removeprefix(here)}"
    return address


def may_author(user: Any) -> bool:
    """Whether this person may enter the CMS, as it was at the last full minute: every page asks.

    They are few among all who learn, so one query for all of them serves everybody.
    """
    authors = remembered("authors", AUTHORS_SECONDS, _authors)
    return bool(getattr(user, "is_authenticated", False)) and user.pk in authors


def _authors() -> frozenset[int]:
    return frozenset(ModelBackend().with_perm(AUTHORING).values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands at the foot of every page: plain pages as (title, address), and how to reach the academy."""

    pages: tuple[tuple[str, str], ...]
    address: str
    telephone: str
    email: str
    protection_email: str


def foot(language: str) -> Foot:
    """The foot in that language, remembered for ten seconds: a page that is added appears at the latest then."""
    return remembered(f"foot:{language}", FOOT_SECONDS, lambda: _foot(language))


def _foot(language: str) -> Foot:
    # Depth 3: right below a home page. Its address needs no query: the language and the slug.
    pages = PlainPage.objects.live().public().in_menu().filter(depth=3, locale__language_code=language).order_by("path")
    contact = Contact.objects.first() or Contact()
    with translation.override(language):
        address = contact.address
    return Foot(
        tuple((title, f"/{language}/{slug}/") for title, slug in pages.values_list("title", "slug")),
        address,
        contact.telephone,
        contact.email,
        contact.protection_email,
    )
