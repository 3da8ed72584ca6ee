"""A person's whole learning at a glance: the next step, what is due, going on and done. Reads only."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from academy.people.models import Person
from certificates.models import Certificate
from courses import certifying, enrolling, placing, reading, renewing, rules
from courses.models import Enrolment, UnitProgress
from courses.outline import Unit
from courses.placing import Standing


@dataclass(frozen=True, slots=True)
class Line:
    """One course of the person's. `unit` is where to go on; None where nothing is left to do."""

    standing: Standing
    enrolment: Enrolment
    title: str
    unit: Unit | None
    unit_title: str
    minutes_left: int
    overdue: bool
    certificate: Certificate | None
    may_renew: bool

    @property
    def waits(self) -> bool:
        """Whether nothing is left to do but to wait for a person who marks."""
        return self.unit is not None and self.standing.verdict.reasons[self.unit.key].code is rules.Code.HANDED_IN


@dataclass(frozen=True, slots=True)
class Desk:
    """`step` is the one next step; it is not repeated in `due` and `going_on`. Each list has the most urgent first."""

    step: Line | None
    due: list[Line]
    going_on: list[Line]
    done: list[Line]


def desk_of(person: Person) -> Desk:
    """Four queries, however many courses."""
    enrolments = list(
        Enrolment.objects.filter(person=person).exclude(state=Enrolment.State.WITHDRAWN)
        .select_related("course", "release").defer("release__outline_json").order_by("-last_seen_at", "-pk")
    )  # fmt: skip
    lines = _lines(person, enrolments)
    active = [line for line in lines if line.enrolment.state == Enrolment.State.ACTIVE]
    due = sorted((line for line in active if line.enrolment.due_on), key=lambda line: line.enrolment.due_on or date.max)
    going_on = [line for line in active if not line.enrolment.due_on]
    step = next(iter([line for line in due if line.overdue] or _begun(active) or due or going_on), None)
    done = sorted(
        (line for line in lines if line.enrolment.completed_at), key=lambda line: str(line.enrolment.completed_at)
    )
    return Desk(
        step=step,
        due=[line for line in due if line is not step],
        going_on=[line for line in going_on if line is not step],
        done=list(reversed(done)),
    )


def _begun(active: list[Line]) -> list[Line]:
    return [line for line in active if line.enrolment.last_seen_at]


def _lines(person: Person, enrolments: list[Enrolment]) -> list[Line]:
    language = placing.language_now()
    progress: dict[int, dict[UUID, UnitProgress]] = defaultdict(dict)
    active = [one.pk for one in enrolments if one.state == Enrolment.State.ACTIVE]
    for row in UnitProgress.objects.filter(enrolment__in=active):
        progress[row.enrolment_id][row.unit_key] = row
    standings: list[Standing] = []
    for one in enrolments:
        one.release.course = one.course
        standings.append(Standing(person, one.course, one.release, one, progress[one.pk], language))
    steps = [one.next_unit if one.enrolment and one.enrolment.pk in progress else _first(one) for one in standings]
    keys = [one.course.key for one in standings] + [unit.key for unit in steps if unit]
    live = reading.live_pages(keys) if keys else {}
    newest = {one.course_id: one.cycle for one in sorted(enrolments, key=lambda one: one.cycle)}
    today = timezone.localdate()
    certificates = _certificates(person) if any(one.completed_at for one in enrolments) else {}
    return [
        Line(
            standing=standing,
            enrolment=one,
            title=reading.title_of(one.release, one.course.key, live, language) or one.course.slug,
            unit=unit,
            unit_title=reading.title_of(one.release, unit.key, live, language) or unit.slug if unit else "",
            minutes_left=standing.minutes_left if unit else 0,
            overdue=enrolling.overdue(one),
            certificate=certificates.get(certifying.subject_of(one.course.key)),
            may_renew=one.cycle == newest[one.course_id]
            and renewing.may_renew(certificates.get(certifying.subject_of(one.course.key)), today),
        )
        for standing, one, unit in zip(standings, enrolments, steps, strict=True)
    ]


def _first(standing: Standing) -> Unit | None:
    """Where to go on without progress: nowhere in a completed course, else at the start."""
    done = standing.enrolment is None or standing.enrolment.state == Enrolment.State.COMPLETED
    return None if done else standing.next_unit


def _certificates(person: Person) -> dict[str, Certificate]:
    # The newest last, so that it is the one that stays.
    return {one.subject: one for one in Certificate.objects.filter(person=person).order_by("cycle", "revision")}
