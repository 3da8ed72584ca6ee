"""Who stands where in a course: the one place that decides who may see what."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import BigAutoField, QuerySet, SlugField, UUIDField
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from academy.errors import Refusal
from academy.people.models import Person
from academy.prepared import Prepared
from courses import reading, rules
from courses.models import Course, Enrolment, Release, UnitProgress
from courses.outline import Outline, Unit
from courses.reading import Shelf, Source
from courses.rules import Fact, Verdict


@dataclass(frozen=True)
class Standing:
    """A person before a course: `enrolment` is None for strangers and for those not signed in.

    `release` is the enrolment's, else the course's current one. `progress` is empty without an enrolment.
    """

    person: Person | None
    course: Course
    release: Release
    enrolment: Enrolment | None
    progress: Mapping[UUID, UnitProgress]
    language: str

    @cached_property
    def outline(self) -> Outline:
        """The release's frozen outline."""
        return reading.outline_of(self.release)

    @cached_property
    def shelf(self) -> Shelf:
        """The page to read for the course, each module and each unit; asked for when first needed."""
        return reading.shelf(self.release, self.language)

    @cached_property
    def titles(self) -> Mapping[UUID, str]:
        """Titles of the course, modules and units; in the other language where the reader's has none."""
        return {key: source.title for key, source in self.shelf.items()}

    @cached_property
    def verdict(self) -> Verdict:
        """What is complete and why the rest is not; without the waiting time of lessons (see completing.verdict_at)."""
        return rules.decide(self.outline, facts(self.progress))

    @property
    def studying(self) -> bool:
        """Whether units may be opened: enrolled and not withdrawn."""
        return self.enrolment is not None and self.enrolment.state != Enrolment.State.WITHDRAWN

    @property
    def minutes_left(self) -> int:
        """What a learner should yet plan for: the minutes of required units that are not complete."""
        reasons = self.verdict.reasons
        left = (unit for unit in self.outline.units if unit.required and reasons[unit.key].code is not rules.Code.DONE)
        return sum(unit.minutes for unit in left)

    @property
    def next_unit(self) -> Unit | None:
        """Where to go on: the unit seen last while it is not complete, else the first open one that is not complete.

        What a person is marking comes last: there is nothing to do but to wait.
        """
        reasons = self.verdict.reasons
        seen = self.enrolment.last_unit if self.enrolment else None
        last = self.outline.by_key.get(seen) if seen else None
        units = [*([last] if last else []), *(u for u in self.outline.units if u.required), *self.outline.units]
        closed = (rules.Code.DONE, rules.Code.LOCKED)
        left = [unit for unit in units if reasons[unit.key].code not in closed]
        return min(left, key=lambda unit: reasons[unit.key].code is rules.Code.HANDED_IN, default=None)


@dataclass(frozen=True)
class Place(Standing):
    """An enrolled person at a unit that is open to them."""

    person: Person
    enrolment: Enrolment
    unit: Unit

    @property
    def source(self) -> Source:
        """The page to read here. Refuses with not_found when no page of the unit was ever kept."""
        if self.unit.key not in self.shelf:
            raise _nowhere()
        return self.shelf[self.unit.key]

    @property
    def here(self) -> UnitProgress | None:
        """The person's progress in this unit; None before it was opened."""
        return self.progress.get(self.unit.key)

    @cached_property
    def index(self) -> int:
        """The unit's position in the outline, from 0."""
        return self.outline.units.index(self.unit)

    @property
    def previous_unit(self) -> Unit | None:
        """The unit before this one."""
        return self.outline.units[self.index - 1] if self.index else None

    @property
    def following_unit(self) -> Unit | None:
        """The unit after this one."""
        return self.outline.units[self.index + 1] if self.index + 1 < len(self.outline.units) else None


def standing_of(person: Person | None, course_slug: str) -> Standing:
    """Where the person stands before a course. Refuses not_found: unknown, unreleased, or closed to newcomers.

    A course is closed to newcomers while none of its course pages is published.
    """
    enrolment = _in_course.first(person=person.pk, slug=course_slug) if person else None
    if enrolment:
        return Standing(person, enrolment.course, enrolment.release, enrolment, _known(enrolment), language_now())
    course = (
        Course.objects.select_related("current_release").defer("current_release__outline_json")
        .filter(slug=course_slug, current_release__isnull=False).first()
    )  # fmt: skip
    if course is None or course.current_release is None:
        raise _nowhere()
    course.current_release.course = course
    standing = Standing(person, course, course.current_release, None, {}, language_now())
    if not standing.shelf.get(course.key) or not standing.shelf[course.key].page:
        raise _nowhere()
    return standing


def place_of(person: Person, course_slug: str, unit_slug: str) -> Place:
    """The person at a unit, by addresses.

    Refuses not_found (404); and, telling the way in `fields`, not_enrolled, withdrawn (403) and locked (409).
    """
    enrolment = _in_course.first(person=person.pk, slug=course_slug)
    if enrolment is None:
        outline = standing_of(None, course_slug).outline
        if unit_slug not in outline.by_slug:
            raise _nowhere()
        raise Refusal("not_enrolled", _("Enrol in the course to open its lessons."), status=403)
    return _placed(person, enrolment, reading.outline_of(enrolment.release).by_slug.get(unit_slug))


def place_by_key(person: Person, unit_key: UUID) -> Place:
    """The person at a unit, by its key. Refuses as `place_of`; a unit of a course not enrolled in is not found."""
    enrolment = (
        _with_progress.first(person=person.pk, unit=unit_key)
        or next((one for one in _enrolments(person.pk) if unit_key in reading.outline_of(one.release).by_key), None)
    )  # fmt: skip
    if enrolment is None:
        raise _nowhere()
    return _placed(person, enrolment, reading.outline_of(enrolment.release).by_key.get(unit_key))


def facts(progress: Mapping[UUID, UnitProgress]) -> dict[UUID, Fact]:
    """Progress rows as the plain facts that the rules judge; waiting time is added by those who know the clock."""
    return {
        key: Fact(
            completed=row.completed_at is not None,
            evidence=row.evidence,
            score=row.score,
            handed_in=row.handed_in_at is not None,
        )
        for key, row in progress.items()
    }


def language_now() -> str:
    """The language of the moment, as pages name it."""
    return "en" if get_language() == "en" else "th"


def _placed(person: Person, enrolment: Enrolment, unit: Unit | None) -> Place:
    if unit is None:
        raise _nowhere()
    if enrolment.state == Enrolment.State.WITHDRAWN:
        raise Refusal("withdrawn", _("You have withdrawn from this course. Enrol again to go on."), status=403)
    progress = _known(enrolment)
    place = Place(person, enrolment.course, enrolment.release, enrolment, progress, language_now(), unit)
    reason = place.verdict.reasons[unit.key]
    if reason.code is rules.Code.LOCKED and reason.first:
        first = place.outline.by_key[reason.first]
        raise Refusal("locked", reason.sentence(place.titles), fields={"first": first.slug})
    return place


def _enrolments(person: int) -> QuerySet[Enrolment]:
    # The newest cycle first. The outline is left out: it is read once a process, not once a request.
    return (
        Enrolment.objects.filter(person=person).select_related("course", "release")
        .defer("release__outline_json").order_by("-cycle", "-pk")
    )  # fmt: skip


_ROW = BigAutoField()
_in_course = Prepared(
    lambda person, slug: _enrolments(person).filter(course__slug=slug)[:1], person=_ROW, slug=SlugField()
)
_with_progress = Prepared(
    lambda person, unit: _enrolments(person).filter(progress__unit_key=unit)[:1], person=_ROW, unit=UUIDField()
)
_progress = Prepared(lambda enrolment: UnitProgress.objects.filter(enrolment=enrolment), enrolment=_ROW)


def progress_of(enrolment: Enrolment) -> dict[UUID, UnitProgress]:
    """What was done in this enrolment, by the key of the unit, as it is stored now. One query."""
    return {row.unit_key: row for row in _progress(enrolment=enrolment.pk)}


def _known(enrolment: Enrolment) -> dict[UUID, UnitProgress]:
    enrolment.release.course = enrolment.course
    return progress_of(enrolment)


def _nowhere() -> Refusal:
    return Refusal("not_found", _("There is no such course or unit."), status=404)
