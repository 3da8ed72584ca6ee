"""One learner's way through a course up to a stage, through the deeds of the academy with the clock set back."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import Enum, auto
from random import Random

from django.utils.translation import gettext as _

from academy.demo import exercising
from academy.people.models import Person
from assessments import answers, attempting, kinds, starting
from assessments.attempting import Given
from assessments.models import AttemptQuestion
from courses import completing, enrolling
from courses.completing import NotYet
from courses.models import Course
from courses.outline import Unit
from courses.placing import Place, place_of


class Stage(Enum):
    """How far a learner of the demo is."""

    ABSENT = auto()
    NEW = auto()
    READING = auto()
    READ = auto()
    FAILED = auto()
    DONE = auto()
    WITHDRAWN = auto()


def study(person: Person, course: Course, stage: Stage, *, since: datetime, until: datetime, chance: Random) -> None:
    """Enrol the person at `since` and let them study until they have reached the stage, at the latest at `until`."""
    if stage is Stage.ABSENT:
        return
    enrolment = enrolling.enrol(person, course, by=person, at=since)
    clock = since + timedelta(minutes=2)
    outline = enrolment.release.outline
    lessons = [unit for unit in outline.units if unit.kind == "lesson"]
    if stage in (Stage.READING, Stage.WITHDRAWN):
        lessons = lessons[: chance.randint(1, len(lessons) - 1)]
    if stage is not Stage.NEW:
        clock = _read(person, course, lessons, clock, until, chance)
    if stage is Stage.WITHDRAWN:
        enrolling.withdraw(enrolment, by=person, reason=_("Moved to another duty."), at=clock)
    elif stage in (Stage.FAILED, Stage.DONE):
        for unit in outline.units:
            if unit.kind == "quiz":
                clock = sit(person, course, unit, clock, right=stage is Stage.DONE, chance=chance)


def _read(
    person: Person, course: Course, lessons: Sequence[Unit], clock: datetime, until: datetime, chance: Random
) -> datetime:
    """Open each lesson, stay for its time, and finish it; a day or two may lie between lessons."""
    for unit in lessons:
        here = place_of(person, course.slug, unit.slug)
        completing.open_unit(here, clock)
        clock += timedelta(seconds=unit.rule.seconds + chance.randint(5, 300))
        # Minutes that went to the person's other course do not count for this lesson: they stay on for as long.
        while isinstance(answer := completing.attend(place_of(person, course.slug, unit.slug), clock), NotYet):
            clock += timedelta(seconds=answer.seconds_left)
            if answer.exercises_left:
                clock += timedelta(minutes=chance.randint(2, 6))
                exercising.exercise(place_of(person, course.slug, unit.slug), clock)
        pause = timedelta(hours=chance.choice([0, 0, 1, 5, 20]))
        clock = min(clock + pause, max(clock, until - timedelta(hours=2)))
    return clock


def sit(
    person: Person, course: Course, unit: Unit, clock: datetime, *, right: bool, chance: Random, text: str = ""
) -> datetime:
    """One attempt at a quiz: nearly all right, or nearly all wrong. `text` is what they write where that is asked."""
    here: Place = place_of(person, course.slug, unit.slug)
    completing.open_unit(here, clock)
    attempt = starting.start(here, clock, chance)
    questions = list(AttemptQuestion.objects.filter(attempt=attempt).select_related("version").order_by("position"))
    given = [Given(row.position, _answer(row, text, right=right or row.position == 1), 1) for row in questions]
    clock += timedelta(minutes=chance.randint(6, 20))
    attempting.save(person, attempt.public_id, given, clock)
    attempting.submit(person, attempt.public_id, clock)
    return clock


def _answer(row: AttemptQuestion, text: str, *, right: bool) -> object:
    """An answer to the question, right or wrong, read from its key, in the form in which a browser gives it."""
    kind, content = row.version.kind, row.version.content
    if kind == "essay":
        return text
    if right:
        return answers.given(kind, row.choice_order, kinds.of(kind).right(content))
    if kind == "truefalse":
        return not content["answer"]
    if kind == "number":
        return "-1"
    if kind not in {"single", "multiple"}:
        # Left open: as wrong as any answer.
        return None
    chosen = [choice["id"] for choice in content["choices"] if not choice["correct"]]
    return answers.given(kind, row.choice_order, chosen if kind == "multiple" else chosen[0])
