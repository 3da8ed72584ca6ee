"""Whom the officers' list shows of a course: who completed it, and how their certificate stands. Reads only."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Exists, OuterRef, QuerySet

from academy.people.models import Agency
from certificates.models import Certificate
from courses import certifying, reporting
from courses.models import CertificateRequest, Cohort, Course, Enrolment
from courses.requesting import OPEN

COMPLETED = Enrolment.State.COMPLETED


@dataclass(frozen=True, slots=True)
class Sought:
    """What the list is narrowed to. `standing` is "open" (completed, no certificate), "issued", "studying" or empty

    for all who completed; `agency` stands for all below it; days are those of completion.
    """

    q: str = ""
    standing: str = "open"
    cohort: Cohort | None = None
    agency: Agency | None = None
    since: date | None = None
    until: date | None = None


def candidates(course: Course, sought: Sought) -> QuerySet[Enrolment]:
    """The enrolments of a course that fit, by name, with what judging them takes."""
    found = Enrolment.objects.filter(course=course).annotate(issued=Exists(_certificates(course)))
    if sought.standing == "studying":
        found = found.filter(state=Enrolment.State.ACTIVE)
    else:
        found = found.filter(state=COMPLETED)
    if sought.standing in {"open", "issued"}:
        found = found.filter(issued=sought.standing == "issued")
    for word in sought.q.split():
        found = found.filter(reporting.matching(word, "person__"))
    if sought.cohort:
        found = found.filter(cohort=sought.cohort)
    if sought.agency:
        found = found.filter(person__agency__path__startswith=sought.agency.path)
    if sought.since:
        found = found.filter(completed_at__gte=_midnight(sought.since))
    if sought.until:
        found = found.filter(completed_at__lt=_midnight(date.fromordinal(sought.until.toordinal() + 1)))
    return (
        found.select_related("person__agency", "release", "cohort", "course").defer("release__outline_json")
        .order_by("person__given_th", "person__family_th", "pk")
    )  # fmt: skip


def counts() -> dict[int, dict[str, int]]:
    """For each course how many completed it, hold its certificate, and wait for an officer. Three queries."""
    found: dict[int, dict[str, int]] = {}
    completed = Enrolment.objects.filter(state=COMPLETED).order_by().values("course").annotate(number=Count("pk"))
    for group in completed:
        found[group["course"]] = {"completed": group["number"], "issued": 0, "waiting": 0}
    waiting = CertificateRequest.objects.filter(state__in=OPEN).order_by()
    for course, number in waiting.values_list("enrolment__course").annotate(number=Count("pk")):
        found.setdefault(course, {"completed": 0, "issued": 0})["waiting"] = number
    subjects = {certifying.subject_of(course.key): course.pk for course in Course.objects.filter(pk__in=found)}
    current = Certificate.objects.filter(subject__in=subjects).exclude(state=Certificate.State.SUPERSEDED)
    for subject, number in current.order_by().values_list("subject").annotate(number=Count("pk")):
        found[subjects[subject]]["issued"] = number
    return found


def certificates_of(enrolments: Collection[Enrolment]) -> Mapping[tuple[int, str, int], Certificate]:
    """The current certificates of those people, by person, subject and cycle. One query."""
    people = {one.person_id for one in enrolments}
    subjects = {certifying.subject_of(one.course.key) for one in enrolments}
    rows = Certificate.objects.filter(person__in=people, subject__in=subjects)
    return {(one.person_id, one.subject, one.cycle): one for one in rows.exclude(state=Certificate.State.SUPERSEDED)}


def _certificates(course: Course) -> QuerySet[Certificate]:
    subject = certifying.subject_of(course.key)
    of_cycle = Certificate.objects.filter(person=OuterRef("person"), subject=subject, cycle=OuterRef("cycle"))
    return of_cycle.exclude(state=Certificate.State.SUPERSEDED)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, certifying.BANGKOK)
