"""What the courses' templates say with."""

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from django import template
from django.utils.translation import get_language

from academy.formats.dates import minutes_in_words
from courses.rules import Reason

register = template.Library()


@register.filter
def reason(value: Reason, titles: Mapping[UUID, str]) -> str:
    """Why a unit is not complete, as a sentence; `titles` name the units that it may speak of."""
    return value.sentence(titles)


@register.filter
def lookup(values: Mapping[UUID, str], key: UUID) -> str:
    """A mapping's value; empty for none."""
    return values.get(key, "")


@register.filter
def hours(value: Decimal) -> str:
    """The length of a course in words: 6 ชั่วโมง, or 1 hour 30 minutes."""
    return minutes_in_words(float(value) * 60, "en" if get_language() == "en" else "th")
