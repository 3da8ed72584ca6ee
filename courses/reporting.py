"""Lists and reports of how far people are. Every report is a fixed number of queries, whatever its size. Reads only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Avg, Count, F, Q, QuerySet
from wagtail.models import Page

from academy.people.models import Agency
from courses.models import Course, Enrolment
from courses.overseeing import Scope

# People are counted by their first cycle: a later one begins only when an earlier one is completed, and a completed one
# is never withdrawn. Counting distinct people says the same for three times the work.
FIRST = Q(cycle=1)
ACTIVE, COMPLETED, WITHDRAWN = Enrolment.State.ACTIVE, Enrolment.State.COMPLETED, Enrolment.State.WITHDRAWN
# What a roster can be sorted by; the last key makes the order complete.
ORDERS: Mapping[str, tuple[str, ...]] = {
    "name": ("person__given_th", "person__family_th"),
    "agency": ("person__agency__path", "person__given_th"),
    "state": ("state",),
    "progress": ("units_done",),
    "score": ("score",),
    "due": ("due_on",),
    "enrolled": ("enrolled_at",),
    "seen": ("last_seen_at",),
}
NAMES = ("given_th", "family_th", "given_en", "family_en", "email")


@dataclass(frozen=True, slots=True)
class Line:
    """One agency in one course, in people. `percent` of those enrolled have completed; `score` is the mean of those.

    Who renews counts once: as completed, and as studying too while the new cycle lasts.
    """

    agency: Agency | None
    course: str
    slug: str
    enrolled: int
    studying: int
    completed: int
    overdue: int
    score: Decimal | None

    @property
    def percent(self) -> Decimal:
        return Decimal(100 * self.completed) / self.enrolled if self.enrolled else Decimal(0)


def roster(
    scope: Scope, course: Course, *, query: str = "", state: str = "", order: str = "name"
) -> QuerySet[Enrolment]:
    """The people of a course that may be seen. Every word of `query` must be in the name or address.

    `state` is a state of enrolments or "overdue"; `order` a key of ORDERS, with "-" before it for the reverse.
    """
    found = scope.of(Enrolment.objects.filter(course=course)).select_related("person__agency", "release")
    for word in query.split():
        found = found.filter(matching(word, "person__"))
    if state == "overdue":
        found = found.filter(late(date.today()))  # noqa: DTZ011 - TIME_ZONE is the academy's own
    elif state:
        found = found.filter(state=state)
    fields = ORDERS.get(order.removeprefix("-"), ORDERS["name"])
    backwards = order.startswith("-")
    keys = [F(name).desc(nulls_last=True) if backwards else F(name).asc(nulls_last=True) for name in fields]
    return found.order_by(*keys, "pk").defer("release__outline_json")


def matching(word: str, prefix: str = "") -> Q:
    """People with the word in their name, in either language, or in their address."""
    found = Q()
    for name in NAMES:
        found |= Q(**{f"{prefix}{name}__icontains": word})
    return found


def late(today: date) -> Q:
    """Enrolments still going on after their due date."""
    return Q(state=ACTIVE, due_on__lt=today)


def completion(scope: Scope, *, today: date, language: str, course: str = "") -> list[Line]:
    """By agency, in the order of their tree, and course: three queries. Those withdrawn are not counted."""
    found = scope.of(Enrolment.objects.exclude(state=WITHDRAWN))
    if course:
        found = found.filter(course__slug=course)
    groups = list(
        found.order_by().values("person__agency", "course", "course__key", "course__slug").annotate(
            enrolled=Count("pk", filter=FIRST),
            studying=Count("pk", filter=Q(state=ACTIVE)),
            completed=Count("pk", filter=FIRST & Q(state=COMPLETED)),
            overdue=Count("pk", filter=late(today)),
            mean=Avg("score", filter=Q(state=COMPLETED)),
        )
    )  # fmt: skip
    agencies = {one.pk: one for one in Agency.objects.all()} if groups else {}
    titles = course_titles(language) if groups else {}
    lines = [_line(group, agencies, titles) for group in groups]
    return sorted(lines, key=lambda line: (line.agency is None, line.agency.path if line.agency else "", line.course))


def total(lines: list[Line]) -> Line:
    """All lines as one; the mean score is weighed by those who completed."""
    marked = [line for line in lines if line.score is not None and line.completed]
    people = sum(line.completed for line in marked)
    score = sum((line.score or 0) * line.completed for line in marked) / people if people else None
    return Line(
        agency=None,
        course="",
        slug="",
        enrolled=sum(line.enrolled for line in lines),
        studying=sum(line.studying for line in lines),
        completed=sum(line.completed for line in lines),
        overdue=sum(line.overdue for line in lines),
        score=Decimal(score) if score is not None else None,
    )


def course_titles(language: str) -> dict[UUID, str]:
    """The titles of all courses by key, in that language where there is one. One query."""
    pages = Page.objects.filter(translation_key__in=Course.objects.values("key"), alias_of=None)
    rows: Iterator[tuple[Any, str, str]] = pages.values_list("translation_key", "locale__language_code", "title")
    titles: dict[UUID, str] = {}
    for key, spoken, title in rows:
        if spoken == language or key not in titles:
            titles[key] = title
    return titles


def counts(scope: Scope) -> dict[int, dict[str, int]]:
    """For each course how many are studying, have completed, and are enrolled at all. One query."""
    found = scope.of(Enrolment.objects.exclude(state=WITHDRAWN)).order_by().values("course")
    groups = found.annotate(
        enrolled=Count("pk", filter=FIRST), completed=Count("pk", filter=FIRST & Q(state=COMPLETED))
    )
    return {group["course"]: {"enrolled": group["enrolled"], "completed": group["completed"]} for group in groups}


def _line(group: Mapping[str, Any], agencies: Mapping[int, Agency], titles: Mapping[UUID, str]) -> Line:
    mean = group["mean"]
    return Line(
        agency=agencies.get(group["person__agency"]),
        course=titles.get(group["course__key"], group["course__slug"]),
        slug=group["course__slug"],
        enrolled=group["enrolled"],
        studying=group["studying"],
        completed=group["completed"],
        overdue=group["overdue"],
        score=None if mean is None else Decimal(str(mean)),
    )
