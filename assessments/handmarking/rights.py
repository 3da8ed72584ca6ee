"""Who marks what. Reads only.

Instructors mark in the courses that they made or look after; who is appointed on a quiz's page marks that quiz; and
administrators everything. Nobody ever sees their own answers here.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from academy.people.models import Person
from assessments.models import MarkingTask, QuizPage
from courses import overseeing

EVERYWHERE = "assessments.mark_answers"
TAUGHT = "assessments.mark_taught_answers"


def may_mark(person: Any) -> bool:
    """Whether there can be anything for them to mark."""
    return bool(person.has_perm(EVERYWHERE) or person.has_perm(TAUGHT))


def tasks_of(person: Person) -> QuerySet[MarkingTask]:
    """The answers, marked or not, of the quizzes that they mark. Raises PermissionDenied for those who mark nowhere."""
    if not may_mark(person):
        raise PermissionDenied
    others = MarkingTask.objects.exclude(question__attempt__enrolment__person=person)
    if person.has_perm(EVERYWHERE):
        return others
    appointed = QuizPage.objects.filter(markers=person).values("translation_key")
    return others.filter(Q(course__key__in=set(overseeing.taught_by(person))) | Q(unit_key__in=appointed))


def waiting_for(person: Person) -> QuerySet[MarkingTask]:
    """Those of them that wait for a mark which this person may give: nobody gives two to one answer."""
    return tasks_of(person).exclude(wants="").exclude(markings__by=person)


def may_correct(person: Person, task: MarkingTask) -> bool:
    """Whether the person may change what was marked: administrators, and the instructors of the course."""
    if person.has_perm(EVERYWHERE):
        return True
    return bool(person.has_perm(TAUGHT) and task.course.key in set(overseeing.taught_by(person)))
