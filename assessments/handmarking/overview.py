"""The queue as those see it who mark: by quiz, by question and by work. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from academy.people.models import Person
from assessments.handmarking import rights, scheme
from assessments.models import Attempt, MarkingTask, Question
from courses import reading
from courses.models import Course
from courses.placing import language_now

# How many works one screen lists; those that wait longest.
WORKS = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A quiz with answers to mark. `mine` of those that wait are for this person; all counts are of answers."""

    unit_key: UUID
    title: str
    course_title: str
    total: int
    waiting: int
    mine: int
    oldest: datetime | None

    @property
    def done(self) -> int:
        """How many have their points."""
        return self.total - self.waiting


@dataclass(frozen=True, slots=True)
class Part:
    """A question, or a work, with how many of its answers wait."""

    key: str
    title: str
    total: int
    waiting: int
    mine: int

    @property
    def done(self) -> int:
        """How many have their points."""
        return self.total - self.waiting


WAITING = Count("pk", filter=~Q(wants=""))


def lines(person: Person) -> list[Line]:
    """Every quiz with answers, what waits longest first, what is done last. Raises PermissionDenied."""
    found = _lines(rights.tasks_of(person), rights.waiting_for(person))
    return sorted(found, key=lambda line: (line.oldest is None, line.oldest, line.title))


def line(person: Person, unit_key: UUID) -> Line | None:
    """One of them; None where there is nothing that the person may see."""
    of_quiz = {"unit_key": unit_key}
    found = _lines(rights.tasks_of(person).filter(**of_quiz), rights.waiting_for(person).filter(**of_quiz))
    return found[0] if found else None


def _lines(tasks: QuerySet[MarkingTask], waiting: QuerySet[MarkingTask]) -> list[Line]:
    counted = list(
        tasks.order_by().values("course", "unit_key")
        .annotate(total=Count("pk"), waiting=WAITING, oldest=Min("asked_at", filter=~Q(wants="")))
    )  # fmt: skip
    mine = dict(waiting.order_by().values_list("unit_key").annotate(Count("pk")))
    courses = Course.objects.select_related("current_release").defer("current_release__outline_json")
    names = {course.pk: course for course in courses.filter(pk__in={row["course"] for row in counted})}
    return [
        Line(
            row["unit_key"],
            *_titles(names[row["course"]], row["unit_key"]),
            row["total"],
            row["waiting"],
            mine.get(row["unit_key"], 0),
            row["oldest"],
        )
        for row in counted
    ]


def questions(person: Person, unit_key: UUID) -> list[Part]:
    """The questions of a quiz that people mark, all versions of one together."""
    by_question = "question__version__question"
    counted = _counted(person, unit_key, by_question)
    known = Question.objects.select_related("current").in_bulk([pk for pk, _total, _waiting, _mine in counted])
    return [Part(str(pk), str(known[pk]), total, waiting, mine) for pk, total, waiting, mine in counted]


def works(person: Person, unit_key: UUID) -> list[Part]:
    """The attempts of a quiz that wait, in no telling order; called by a number where marking is blind."""
    counted = _counted(person, unit_key, "question__attempt", waiting=True)
    attempts = Attempt.objects.select_related("enrolment__person").in_bulk([row[0] for row in counted])
    rows = [
        Part(str(attempts[pk].public_id), work_title(attempts[pk]), total, waiting, mine)
        for pk, total, waiting, mine in counted
    ]
    return sorted(rows, key=lambda part: part.key)[:WORKS]


def work_title(attempt: Attempt) -> str:
    """Whose work it is; a number where that may not be known."""
    if scheme.of(attempt.terms).blind:
        return scheme.name_of(attempt.public_id)
    person = attempt.enrolment.person
    return person.certificate_name(language_now()) or person.email


def only(tasks: QuerySet[MarkingTask], unit_key: UUID, way: str) -> QuerySet[MarkingTask]:
    """Those of a quiz, and of the `way` that was chosen: "question-12", "work-<uuid>", or "" for all."""
    kind, _dash, key = way.partition("-")
    chosen = tasks.filter(unit_key=unit_key)
    if kind == "question" and key.isascii() and key.isdecimal() and len(key) < 10:
        return chosen.filter(question__version__question=int(key))
    if kind == "work":
        try:
            return chosen.filter(question__attempt__public_id=UUID(key))
        except ValueError:
            return chosen.none()
    return chosen


def _counted(person: Person, unit_key: UUID, by: str, *, waiting: bool = False) -> list[tuple[int, int, int, int]]:
    tasks: Any = rights.tasks_of(person).filter(unit_key=unit_key).order_by().values_list(by)
    rows: Iterable[tuple[int, int, int]] = tasks.annotate(Count("pk"), left=WAITING).order_by(by)
    mine = dict(rights.waiting_for(person).filter(unit_key=unit_key).order_by().values_list(by).annotate(Count("pk")))
    return [(key, total, left, mine.get(key, 0)) for key, total, left in rows if left or not waiting]


def _titles(course: Course, unit_key: UUID) -> tuple[str, str]:
    if course.current_release is None:
        return str(unit_key), course.slug
    course.current_release.course = course
    shelf = reading.shelf(course.current_release, language_now())
    page, named = shelf.get(unit_key), shelf.get(course.key)
    return (page.title if page else str(unit_key)), (named.title if named else course.slug)
