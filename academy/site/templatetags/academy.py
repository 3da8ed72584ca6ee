"""What templates say with: dates, numbers and lengths of time as the reader's language writes them; the way around."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page, Paginator
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from academy.formats import dates, numbers
from academy.site import ways

register = template.Library()


@register.filter
def thai_date(value: date | datetime | None) -> str:
    """A day: 22 พฤศจิกายน 2569, or 22 November 2026. A moment gives its day in Thailand; nothing gives nothing."""
    return dates.date_in_words(_day(value), _language()) if value else ""


@register.filter
def thai_moment(value: datetime | None) -> str:
    """A day and time: 22 พฤศจิกายน 2569 เวลา 09.30 น., or 22 November 2026, 09:30."""
    return dates.moment_in_words(value, timezone.get_current_timezone(), _language()) if value else ""


@register.filter
def thai_time(value: datetime | None) -> str:
    """The time alone: 09.30 น., or 09:30."""
    return dates.time_in_words(value, timezone.get_current_timezone(), _language()) if value else ""


@register.filter
def thai_range(first: date | datetime | None, last: date | datetime | None) -> str:
    """From one day to another; where one is missing, the other alone."""
    if first and last:
        return dates.range_in_words(_day(first), _day(last), _language())
    return thai_date(first or last)


@register.filter
def percentage(value: Decimal | float | int | None) -> str:
    """80%, 79.9%: at most one decimal, cut and not rounded, so that 79.96 never looks like a pass mark of 80."""
    if value is None or value == "":
        return ""
    cut = Decimal(str(value)).quantize(Decimal("0.1"), ROUND_DOWN)
    return f"{cut:f}".removesuffix(".0") + "%"


@register.filter
def plain_number(value: Decimal | int | None) -> str:
    """A number without needless zeros: 4 for 4.00, 3.5 for 3.50; nothing gives nothing."""
    return "" if value is None else numbers.plain(Decimal(value))


@register.filter
def duration(minutes: float | None) -> str:
    """A length in minutes as hours and minutes: 1 ชั่วโมง 30 นาที, or 1 hour 30 minutes."""
    return "" if minutes is None else dates.minutes_in_words(float(minutes), _language())


@register.filter
def language_name(code: str) -> str:
    """A language in its own words: ไทย, English; a code that is not ours is given back."""
    return str(dict(settings.LANGUAGES).get(code, code))


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """One way to read on in another language."""

    code: str
    name: str
    address: str
    by_address: bool
    """False: the address names no language, so the choice is posted and kept in a cookie."""


@register.simple_tag(takes_context=True)
def other_languages(context: template.Context) -> list[LanguageLink]:
    """Where each other language has this page. A view may say it itself: `translations` = {"en": "/en/…"}."""
    request = context.get("request")
    if request is None:
        return []
    said: dict[str, str] = context.get("translations") or {}
    found: list[LanguageLink] = []
    for code, name in settings.LANGUAGES:
        if code != _language():
            address = said.get(code) or ways.same_page(request, context.get("page"), code)
            found.append(LanguageLink(code, name, address, by_address=address.startswith(f"/{code}/")))
    return found


@register.simple_tag(takes_context=True)
def may_author(context: template.Context) -> bool:
    """Whether to show the way into the CMS. It is a link, no permission: the CMS decides for itself."""
    return ways.may_author(context.get("user"))


@register.simple_tag
def page_foot() -> ways.Foot:
    """The plain pages and the contact that stand at the foot of every page."""
    return ways.foot(_language())


@register.simple_tag(takes_context=True)
def current(context: template.Context, address: str) -> str:
    """` aria-current="…"` for a link: "page" on the page itself, "true" on one below it, nothing elsewhere."""
    path = getattr(context.get("request"), "path", "")
    if not address or not path.startswith(address):
        return ""
    return mark_safe(' aria-current="page"' if path == address else ' aria-current="true"')  # noqa: S308  constants


@register.filter
def page_numbers(paginator: Paginator[Any], page: Page[Any]) -> Iterable[int | str]:
    """The page numbers to show: the first, the last, and those around this one."""
    return paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


def _language() -> str:
    return "en" if (get_language() or "th").startswith("en") else "th"


def _day(value: date | datetime) -> date:
    if not isinstance(value, datetime):
        return value
    return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
