"""Whom of a course's people an official may see, and the record that they looked."""

from dataclasses import dataclass

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from wagtail.log_actions import log

from academy.people.models import Person
from courses.models import Course, Enrolment

# One entry for each reader and list in this time: who read what is the point, not how often they turned the page.
LOOK_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Scope:
    """`everyone`: the whole list. Else the people below `path` in the tree of agencies; nobody where that is empty."""

    everyone: bool
    path: str = ""
    may_change: bool = False

    def of(self, enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
        """Those of the enrolments that may be seen."""
        if self.everyone:
            return enrolments
        return enrolments.filter(person__agency__path__startswith=self.path) if self.path else enrolments.none()


def scope_of(person: Person) -> Scope:
    """What the person may see of rosters and reports. Raises PermissionDenied when that is nothing at all."""
    if person.has_perm("courses.view_roster"):
        return Scope(everyone=True, may_change=person.has_perm("courses.change_roster"))
    if person.has_perm("courses.view_agency_roster"):
        return Scope(everyone=False, path=person.agency.path if person.agency else "")
    raise PermissionDenied


def note_reading(reader: Person, what: Course | Enrolment, *, how: str) -> None:
    """Write down that this person read a list, a person's progress, or took the list away (`how`)."""
    place = f"courses:read:{reader.pk}:{what._meta.model_name}:{what.pk}:{how}"
    if cache.add(place, True, LOOK_SECONDS):
        log(instance=what, action="courses.read", user=reader, data={"how": how})
