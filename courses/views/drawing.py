"""The long lists beside and below every unit, drawn in plain Python: templates took most of a page's time for them."""

from collections.abc import Mapping
from html import escape  # as Django's for text, without its care for lazy strings, which costs a tenth of a page
from uuid import UUID

from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from courses.outline import Unit
from courses.views.syllabus import Row, Section


def outline(sections: list[Section], here: Unit) -> SafeString:
    """Modules with their units as lists; each unit's mark is a picture with words, and `here` is the current page."""
    icons = static("site/icons.svg")
    done, locked = escape(gettext("complete")), escape(gettext("not open yet"))
    parts: list[str] = []
    for section in sections:
        if section.title:
            parts.append(f'<h2 class="outline__module"{_lang(section.language)}>{escape(section.title)}</h2>')
        parts.append('<ol class="outline">')
        for row in section.rows:
            icon, label = row.icon, ""
            if row.done:
                icon, label = "check", done
            elif row.locked:
                icon, label = "lock", locked
            parts.append(_row(row, f"{icons}#{icon}", label or escape(str(row.label)), row.unit.key == here.key))
        parts.append("</ol>")
    return mark_safe("".join(parts))  # noqa: S308 - every word in it is escaped above


def missing(rows: list[Row], titles: Mapping[UUID, str]) -> SafeString:
    """Each of these units as a list item with the reason why it is not complete; empty for none."""
    items = [f"<li>{_named(row)}: {escape(row.reason.sentence(titles))}</li>" for row in rows]
    return mark_safe("".join(items))  # noqa: S308 - every word in it is escaped


def _named(row: Row) -> str:
    if row.address:
        return f'<a href="{escape(row.address)}"{_lang(row.language)}>{escape(row.title)}</a>'
    return f"<span{_lang(row.language)}>{escape(row.title)}</span>"


def _row(row: Row, icon: str, label: str, current: bool) -> str:
    mark = (
        f'<svg class="icon" role="img" focusable="false" aria-label="{label}"><use href="{icon}"></use></svg>'
        f"<span>{escape(row.title)}</span>"
    )
    if not row.address:
        return f'<li class="outline__row"{_lang(row.language)}><span>{mark}</span></li>'
    page = ' aria-current="page"' if current else ""
    return f'<li class="outline__row"{_lang(row.language)}><a href="{escape(row.address)}"{page}>{mark}</a></li>'


def _lang(language: str) -> str:
    return f' lang="{language}"' if language else ""
