"""The long lists of units, drawn in plain Python: templates took most of a page's time for them."""

from collections.abc import Callable, Mapping
from html import escape  # as Django's for text, without its care for lazy strings, which costs a tenth of a page
from uuid import UUID

from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from academy.formats.dates import minutes_in_words
from courses.outline import Unit
from courses.views.syllabus import Row, Section


def outline(sections: list[Section], here: Unit) -> SafeString:
    """Modules with their units as lists; each unit's mark is a picture with words, and `here` is the current page."""
    mark = _marks()
    parts: list[str] = []
    for section in sections:
        if section.title:
            parts.append(f'<h2 class="outline__module"{_lang(section.language)}>{escape(section.title)}</h2>')
        parts.append('<ol class="outline">')
        for row in section.rows:
            inside = f"{mark(row)}<span>{escape(row.title)}</span>"
            parts.append(_row(row, inside, row.unit.key == here.key))
        parts.append("</ol>")
    return mark_safe("".join(parts))  # noqa: S308 - every word in it is escaped above


def syllabus(sections: list[Section], titles: Mapping[UUID, str] | None) -> SafeString:
    """Modules with their units on the course's page: title, minutes, marks; with `titles` also why one must wait."""
    mark, language = _marks(), get_language() or "th"
    optional = f' <span class="meta">{escape(gettext("(optional)"))}</span>'
    parts: list[str] = []
    for section in sections:
        parts.append('<div class="syllabus">')
        if section.title:
            whole = _minutes(section.minutes, "meta", language)
            heading = f"<h3{_lang(section.language)}>{escape(section.title)}</h3>"
            parts.append(f'<div class="syllabus__head">{heading}{whole}</div>')
        parts.append('<ol class="outline">')
        for row in section.rows:
            said = escape(row.title) + ("" if row.unit.required else optional)
            if row.explained and titles is not None:
                said += f'<br><span class="meta">{escape(row.reason.sentence(titles))}</span>'
            minutes = _minutes(row.unit.minutes, "outline__minutes meta", language)
            parts.append(_row(row, f"{mark(row)}<span>{said}</span>{minutes}"))
        parts.append("</ol></div>")
    return mark_safe("".join(parts))  # noqa: S308 - every word in it is escaped above


def missing(rows: list[Row], titles: Mapping[UUID, str]) -> SafeString:
    """Each of these units as a list item with the reason why it is not complete; empty for none."""
    items = [f"<li>{_named(row)}: {escape(row.reason.sentence(titles))}</li>" for row in rows]
    return mark_safe("".join(items))  # noqa: S308 - every word in it is escaped


def _named(row: Row) -> str:
    if row.address:
        return f'<a href="{escape(row.address)}"{_lang(row.language)}>{escape(row.title)}</a>'
    return f"<span{_lang(row.language)}>{escape(row.title)}</span>"


def _marks() -> Callable[[Row], str]:
    """Draws a row's mark: a picture that says in words what it shows."""
    icons, done, locked = static("site/icons.svg"), escape(gettext("complete")), escape(gettext("not open yet"))

    def mark(row: Row) -> str:
        icon, label = row.icon, ""
        if row.done:
            icon, label = "check", done
        elif row.locked:
            icon, label = "lock", locked
        return (
            f'<svg class="icon" role="img" focusable="false" aria-label="{label or escape(str(row.label))}">'
            f'<use href="{icons}#{icon}"></use></svg>'
        )

    return mark


def _row(row: Row, inside: str, current: bool = False) -> str:
    if not row.address:
        return f'<li class="outline__row"{_lang(row.language)}><span>{inside}</span></li>'
    page = ' aria-current="page"' if current else ""
    return f'<li class="outline__row"{_lang(row.language)}><a href="{escape(row.address)}"{page}>{inside}</a></li>'


def _minutes(minutes: int, kind: str, language: str) -> str:
    return f'<span class="{kind}">{escape(minutes_in_words(minutes, language))}</span>' if minutes else ""


def _lang(language: str) -> str:
    return f' lang="{language}"' if language else ""
