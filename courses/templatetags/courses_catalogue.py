"""The catalogue in templates: a page and its preview show the same."""

from typing import Any

from django import template
from django.core.paginator import Page, Paginator
from django.utils.translation import get_language

from courses import catalogue
from courses.catalogue import Catalogue, Entry

register = template.Library()
PER_PAGE = 12


@register.simple_tag(takes_context=True)
def catalogue_for(context: dict[str, Any]) -> Catalogue:
    """What this request's query string asks the catalogue for, for the person who asks."""
    request = context["request"]
    user = getattr(request, "user", None)
    person = user if user is not None and user.is_authenticated else None
    language = "en" if get_language() == "en" else "th"
    return catalogue.look(request.GET, person=person, language=language)


@register.simple_tag(takes_context=True)
def page_of_courses(context: dict[str, Any], found: Catalogue) -> Page[Entry]:
    """The page of the list that the query string names; the nearest one when it names none that there is."""
    return Paginator(found.entries, PER_PAGE).get_page(context["request"].GET.get("page"))


@register.simple_tag
def featured_courses(number: int = 3) -> list[Entry]:
    """The courses released last, for the home page. Two queries."""
    return catalogue.entries("en" if get_language() == "en" else "th")[:number]
