"""Which quizzes a person has to do with: to take, or to look after. Reads only."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from academy.people.models import Person
from assessments.models import QuizPage
from assessments.oversight import REGRADE
from courses import overseeing, reading
from courses.models import CoursePage, Enrolment


@dataclass(frozen=True, slots=True)
class Quiz:
    """`course` is the course's address; titles are in the reader's language where there is one.

    `takes`: it is part of a course in which the person is enrolled, perhaps not open yet. `oversees`: they may see its
    statistics.
    """

    key: UUID
    title: str
    course: str
    course_title: str
    takes: bool = False
    oversees: bool = False


def quizzes_of(person: Person, language: str) -> list[Quiz]:
    """Each once, by course."""
    found: dict[UUID, Quiz] = {}
    for quiz in _taken(person, language):
        found.setdefault(quiz.key, quiz)
    for quiz in _overseen(person, language):
        found[quiz.key] = replace(found[quiz.key], oversees=True) if quiz.key in found else quiz
    return sorted(found.values(), key=lambda quiz: (quiz.course, str(quiz.key)))


def _taken(person: Person, language: str) -> Iterator[Quiz]:
    enrolments = Enrolment.objects.filter(person=person).exclude(state=Enrolment.State.WITHDRAWN)
    # The newest cycle first. The outline is left out: it is read once a process.
    newest = enrolments.select_related("course", "release").defer("release__outline_json").order_by("-cycle", "-pk")
    for enrolment in newest:
        enrolment.release.course = enrolment.course
        shelf = reading.shelf(enrolment.release, language)
        course = shelf[enrolment.course.key].title if enrolment.course.key in shelf else enrolment.course.slug
        for unit in reading.outline_of(enrolment.release).units:
            if unit.kind == "quiz":
                title = shelf[unit.key].title if unit.key in shelf else unit.slug
                yield Quiz(unit.key, title, enrolment.course.slug, course, takes=True)


def _overseen(person: Person, language: str) -> Iterator[Quiz]:
    courses = CoursePage.objects.filter(alias_of=None)
    if not person.has_perm(REGRADE):
        if not person.has_perm("courses.view_taught_roster"):
            return
        courses = courses.filter(translation_key__in=overseeing.taught_by(person))
    above = {course.path: course for course in courses.select_related("locale").only("path", "slug", "title", "locale")}
    pages = QuizPage.objects.filter(alias_of=None).select_related("locale")
    # The reader's language first: of the pages of one quiz the first names it.
    for page in sorted(pages, key=lambda page: (page.locale.language_code != language, page.pk)):
        ends = range(page.steplen, len(page.path), page.steplen)
        course = next((above[page.path[:end]] for end in ends if page.path[:end] in above), None)
        if course:
            yield Quiz(page.translation_key, page.title, course.slug, course.title, oversees=True)
