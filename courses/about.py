"""What a course's page says of itself: rendered once for each wording, as bodies are."""

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe

from courses import reading
from courses.models.pages.course import Area, Level
from courses.reading import Source


@dataclass(frozen=True, slots=True)
class About:
    """`summary` is plain text; `html` the rest of what instructors wrote; both in the page's own language."""

    summary: str
    html: SafeString
    area: Promise | str
    level: Promise | str


def about(source: Source) -> About:
    """What the course's page says; at most one query an hour and wording."""
    said = reading.remembered("about", source, _say)
    return About(
        summary=said["summary"],
        html=mark_safe(said["html"]),  # noqa: S308 - made by our template from escaped fields
        area=Area(said["area"]).label,
        level=Level(said["level"]).label,
    )


def _say(source: Source) -> dict[str, Any]:
    page = reading.page_of(source)
    with translation.override(source.language):
        html = render_to_string("courses/includes/about.html", {"page": page})
    return {"summary": page.summary, "html": str(html), "area": page.area, "level": page.level}
