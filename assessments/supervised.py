"""The quizzes whose live conditions somebody may set: all, or those of the courses they made or look after."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from academy.errors import Refusal
from academy.people.models import Person
from assessments.models import Conditions
from courses import overseeing, reading
from courses.models import Course
from courses.outline import Unit
from courses.placing import language_now


@dataclass(frozen=True, slots=True)
class Quiz:
    """A quiz of a course's current release, with titles in the reader's language."""

    course: Course
    unit: Unit
    title: str
    course_title: str
    conditions: Conditions | None

    @property
    def questions(self) -> int:
        """How many are asked."""
        return sum(section["count"] for section in self.unit.blueprint["sections"])


def may(person: Any) -> bool:
    """Whether there can be any quiz for them."""
    return bool(
        person.has_perm("assessments.change_conditions") or person.has_perm("assessments.change_taught_conditions")
    )


def quizzes_of(person: Person) -> list[Quiz]:
    """By course title, then in the course's order. Raises PermissionDenied for those who may set none."""
    found = _units(person)
    kept = {one.unit_key: one for one in Conditions.objects.filter(unit_key__in=[unit.key for _course, unit in found])}
    return sorted((_quiz(*one, kept) for one in found), key=lambda quiz: quiz.course_title)


def quiz_of(person: Person, unit_key: UUID) -> Quiz:
    """One of them. Raises PermissionDenied, and Refusal not_found."""
    for course, unit in _units(person):
        if unit.key == unit_key:
            return _quiz(course, unit, {one.unit_key: one for one in Conditions.objects.filter(unit_key=unit_key)})
    raise Refusal("not_found", _("There is no such quiz."), status=404)


def _units(person: Person) -> list[tuple[Course, Unit]]:
    return [
        (course, unit)
        for course in _courses(person)
        if course.current_release
        for unit in reading.outline_of(course.current_release).units
        if unit.kind == "quiz"
    ]


def _quiz(course: Course, unit: Unit, kept: Mapping[UUID, Conditions]) -> Quiz:
    assert course.current_release is not None
    course.current_release.course = course
    shelf = reading.shelf(course.current_release, language_now())
    page, named = shelf.get(unit.key), shelf.get(course.key)
    return Quiz(
        course, unit, page.title if page else unit.slug, named.title if named else course.slug, kept.get(unit.key)
    )


def _courses(person: Person) -> Any:
    released = Course.objects.filter(current_release__isnull=False).select_related("current_release")
    released = released.defer("current_release__outline_json").order_by("slug")
    if person.has_perm("assessments.change_conditions"):
        return released
    if person.has_perm("assessments.change_taught_conditions"):
        return released.filter(key__in=set(overseeing.taught_by(person)))
    raise PermissionDenied
