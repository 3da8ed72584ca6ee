"""Built-ins of every template: icons, and Django's `date` filter with the year in the Buddhist Era for Thai readers.

The CMS and packages use the filter too. Formats for machines (`c`, `Y-m-d`) name no month in words and stay Gregorian.
"""

import re
from datetime import date as calendar_day
from functools import lru_cache
from typing import Any

from django import template
from django.template import defaultfilters
from django.templatetags.static import static
from django.utils.formats import get_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from academy.formats.dates import year_in

register = template.Library()

# One character of a format, together with the backslash that makes it mean itself.
CHARACTER = re.compile(r"\\.|[^\\]", re.DOTALL)
MONTH_IN_WORDS = frozenset("FMNEb")


@register.simple_tag
@lru_cache(maxsize=256)
def sign(name: str, large: bool = False) -> SafeString:
    """An icon from site/icons.svg, hidden from screen readers: the words beside it say the same.

    A page has thirty; they are written once a process.
    """
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        " icon--large" if large else "",
        static("site/icons.svg"),
        name,
    )


@register.filter(expects_localtime=True, is_safe=False)
def date(value: Any, arg: str | None = None) -> Any:
    """As Django's; for a Thai reader 22 พฤศจิกายน 2569 where Django says 2026."""
    if not isinstance(value, calendar_day) or not (get_language() or "").startswith("th"):
        return defaultfilters.date(value, arg)
    return defaultfilters.date(value, in_buddhist_era(str(get_format(arg or "DATE_FORMAT")), value))


def in_buddhist_era(pattern: str, day: calendar_day) -> str:
    """The pattern with its years written out, if it is one for people: one that names the month in words."""
    characters = CHARACTER.findall(pattern)
    if not MONTH_IN_WORDS.intersection(characters):
        return pattern
    year = "".join(f"\\{digit}" for digit in str(year_in(day, "th")))
    written = {"Y": year, "y": year[-4:]}
    return "".join(written.get(character, character) for character in characters)
