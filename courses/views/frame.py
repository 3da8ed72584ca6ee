"""What every unit's page has around it, whatever its kind: where am I, how much is left, previous and next."""

from typing import Any

from django.urls import reverse

from courses.outline import Unit
from courses.placing import Place
from courses.rules import Verdict
from courses.views import drawing, syllabus
from courses.views.syllabus import Row


def frame(place: Place, verdict: Verdict) -> dict[str, Any]:
    """The context that templates/courses/player.html needs; a kind of unit adds its own to it."""
    sections = syllabus.sections(place, verdict)
    rows = {row.unit.key: row for section in sections for row in section.rows}
    return {
        "place": place,
        "verdict": verdict,
        "row": rows[place.unit.key],
        "title": place.source.title,
        "unit_language": place.source.language,
        "in_other_language": place.source.language != place.language,
        "course_title": place.titles.get(place.course.key, place.course.slug),
        "course_address": reverse("courses:course", args=[place.course.slug]),
        "outline": drawing.outline(sections, place.unit),
        "number": place.index + 1,
        "minutes_left": place.minutes_left,
        "previous": _neighbour(place.previous_unit, rows),
        "following": _neighbour(place.following_unit, rows),
        "missing": drawing.missing([row for row in rows.values() if row.unit.required and not row.done], place.titles),
    }


def _neighbour(unit: Unit | None, rows: dict[Any, Row]) -> Row | None:
    return rows[unit.key] if unit else None
