"""Who may see how a quiz went, and what a regrade of it would do. Reads only."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from academy.people.models import Person
from assessments.models import QuizPage
from courses import overseeing
from courses.models import CoursePage

REGRADE = "assessments.regrade_attempts"


def quiz_of(person: Person, page_id: int) -> tuple[QuizPage, CoursePage]:
    """The quiz and the course it is in, for administrators and for instructors of the course.

    Raises Http404 where there is no such quiz, PermissionDenied where the person has no part in it.
    """
    page = QuizPage.objects.filter(pk=page_id).first()
    course = CoursePage.objects.ancestor_of(page).last() if page else None
    if page is None or course is None:
        raise Http404
    if not (person.has_perm(REGRADE) or teaches(person, course.translation_key)):
        raise PermissionDenied
    return page, course


def quiz_by_key(person: Person, unit_key: UUID) -> QuizPage:
    """As `quiz_of`, by the quiz's key; what somebody has no part in is not there for them. Raises Http404."""
    page = QuizPage.objects.filter(translation_key=unit_key, alias_of=None).order_by("pk").first()
    try:
        return quiz_of(person, page.pk if page else 0)[0]
    except PermissionDenied:
        raise Http404 from None


def teaches(person: Person, course: UUID) -> bool:
    """Whether the person is an instructor of this course: made it or was appointed to it, and may see its learners."""
    if not person.has_perm("courses.view_taught_roster"):
        return False
    return overseeing.taught_by(person).filter(translation_key=course).exists()


def may_regrade(person: Person) -> bool:
    """Whether the person may carry a regrade out, besides looking at what it would do."""
    return bool(person.has_perm(REGRADE))
