"""Whom of a course's people an official may see, and the record that they looked."""

from dataclasses import dataclass
from uuid import UUID

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from wagtail.log_actions import log

from academy.people.models import Person
from courses.models import Course, CoursePage, Enrolment

# One entry for each reader and list in this time: who read what is the point, not how often they turned the page.
LOOK_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Scope:
    """`everyone`: all people of all courses. Else all people of the courses in `taught` (their keys), and of every
    course the people below `path` in the tree of agencies. `changes`: may enrol and withdraw, in the whole of
    `everyone` or `taught`; never where only an agency's people are seen.
    """

    everyone: bool
    path: str = ""
    taught: frozenset[UUID] = frozenset()
    changes: bool = False

    def of(self, enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
        """Those of the enrolments that may be seen."""
        if self.everyone:
            return enrolments
        seen = Q(course__key__in=self.taught)
        if self.path:
            seen |= Q(person__agency__path__startswith=self.path)
        return enrolments.filter(seen)

    def among(self, courses: QuerySet[Course]) -> QuerySet[Course]:
        """Those of the courses whose people, or some of them, may be seen."""
        return courses if self.everyone or self.path else courses.filter(key__in=self.taught)

    def may_change(self, course: Course) -> bool:
        """Whether people may be enrolled in this course and withdrawn from it."""
        return self.changes and (self.everyone or course.key in self.taught)


def scope_of(person: Person) -> Scope:
    """What the person may see of rosters and reports. Raises PermissionDenied when that is nothing at all."""
    if person.has_perm("courses.view_roster"):
        return Scope(everyone=True, changes=person.has_perm("courses.change_roster"))
    agency = person.has_perm("courses.view_agency_roster")
    teaches = person.has_perm("courses.view_taught_roster")
    if not (agency or teaches):
        raise PermissionDenied
    return Scope(
        everyone=False,
        path=person.agency.path if agency and person.agency else "",
        taught=frozenset(taught_by(person)) if teaches else frozenset(),
        changes=teaches and person.has_perm("courses.change_taught_roster"),
    )


def taught_by(person: Person) -> QuerySet[CoursePage, UUID]:
    """The keys of the courses that the person made or was appointed to, in whichever language."""
    pages = CoursePage.objects.filter(Q(owner=person) | Q(teachers=person), alias_of=None)
    return pages.order_by().values_list("translation_key", flat=True).distinct()


def note_reading(reader: Person, what: Course | Enrolment, *, how: str) -> None:
    """Write down that this person read a list, a person's progress, or took the list away (`how`)."""
    place = f"courses:read:{reader.pk}:{what._meta.model_name}:{what.pk}:{how}"
    if cache.add(place, True, LOOK_SECONDS):
        log(instance=what, action="courses.read", user=reader, data={"how": how})
