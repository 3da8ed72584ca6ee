"""The quizzes whose live conditions somebody may set: all, or those of the courses they made or look after."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied

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
    found = []
    for course in _courses(person):
        if course.current_release:
            course.current_release.course = course
            shelf = reading.shelf(course.current_release, language_now())
            named = shelf.get(course.key)
            for unit in reading.outline_of(course.current_release).units:
                if unit.kind == "quiz":
                    title = shelf[unit.key].title if unit.key in shelf else unit.slug
                    found.append(Quiz(course, unit, title, named.title if named else course.slug, None))
    kept = {one.unit_key: one for one in Conditions.objects.filter(unit_key__in=[quiz.unit.key for quiz in found])}
    whole = [Quiz(one.course, one.unit, one.title, one.course_title, kept.get(one.unit.key)) for one in found]
    return sorted(whole, key=lambda quiz: quiz.course_title)


def quiz_of(person: Person, unit_key: UUID) -> Quiz:
    """One of them. Raises PermissionDenied, and Refusal not_found."""
    for quiz in quizzes_of(person):
        if quiz.unit.key == unit_key:
            return quiz
    raise Refusal("not_found", "There is no such quiz.", status=404)


def _courses(person: Person) -> Any:
    released = Course.objects.filter(current_release__isnull=False).select_related("current_release")
    released = released.defer("current_release__outline_json").order_by("slug")
    if person.has_perm("assessments.change_conditions"):
        return released
    if person.has_perm("assessments.change_taught_conditions"):
        return released.filter(key__in=set(overseeing.taught_by(person)))
    raise PermissionDenied
