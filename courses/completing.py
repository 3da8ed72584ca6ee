"""Recording what a person did in a unit, and deciding completion in the same transaction.

The server's clock alone counts: a unit's first opening is stamped here, and a lesson is complete when it was open for
its time. Lessons opened together share no time (rules.waited). What is completed stays completed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from academy.errors import Refusal
from courses import certifying, exercises, placing, reading, rules
from courses.locking import locked
from courses.models import Enrolment, Evidence, UnitProgress
from courses.outline import Outline
from courses.placing import Place, Standing
from courses.rules import Verdict

# How stale "seen last" may be while a person stays on one unit.
SEEN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Done:
    """The lesson is complete, now or already; `verdict` is the course's."""

    verdict: Verdict


@dataclass(frozen=True, slots=True)
class NotYet:
    """The lesson has not been open for long enough, or some exercises have not the score they need."""

    seconds_left: int = 0
    exercises_left: int = 0


def open_unit(place: Place, at: datetime) -> UnitProgress:
    """Stamp the first opening of the unit, and where the person is. At most two statements, mostly none."""
    row = place.here
    if row is None:
        row = UnitProgress(enrolment=place.enrolment, unit_key=place.unit.key, opened_at=at)
        with transaction.atomic(savepoint=False):
            # The enrolment first, as everybody who writes in it.
            _see(place, at)
            UnitProgress.objects.bulk_create([row], ignore_conflicts=True)
    else:
        _see(place, at)
    return row


def _see(place: Place, at: datetime) -> None:
    enrolment = place.enrolment
    seen = enrolment.last_seen_at
    if enrolment.last_unit != place.unit.key or seen is None or at - seen > SEEN:
        Enrolment.objects.filter(pk=enrolment.pk).update(last_unit=place.unit.key, last_seen_at=at)


def verdict_at(standing: Standing, at: datetime, opened: UnitProgress | None = None) -> Verdict:
    """The verdict with the waiting time of lessons that are open; `opened` is a row made since the standing was taken.

    One query, none where no lesson is waiting.
    """
    rows = dict(standing.progress)
    if opened:
        rows[opened.unit_key] = opened
    known = placing.facts(rows)
    person = standing.person.pk if standing.person else 0
    for key, seconds in _waited(standing.outline, rows, person, at).items():
        known[key] = replace(known[key], waited=seconds)
    for unit in standing.outline.units:
        if standing.enrolment and unit.rule.exercises and unit.key in known and not known[unit.key].completed:
            known[unit.key] = replace(known[unit.key], exercises=exercises.scores(standing.enrolment, unit))
    return rules.decide(standing.outline, known)


def attend(place: Place, at: datetime) -> Done | NotYet:
    """Finish a lesson that was open long enough. Doing it twice is the same as once.

    Refuses not_by_attending for units that are complete in another way, and withdrawn.
    """
    if place.unit.rule.kind != rules.ATTENDED:
        raise Refusal("not_by_attending", _("This unit is not completed by reading."), status=409)
    with transaction.atomic():
        # All of the person's enrolments, in one order: two tabs in two courses cannot both count the same minute.
        mine = Enrolment.objects.select_for_update().filter(person=place.person).order_by("pk")
        enrolment = next((one for one in mine if one.pk == place.enrolment.pk), None)
        if enrolment is None or enrolment.state == Enrolment.State.WITHDRAWN:
            raise Refusal("withdrawn", _("You have withdrawn from this course. Enrol again to go on."), status=403)
        row, _made = UnitProgress.objects.get_or_create(
            enrolment=enrolment, unit_key=place.unit.key, defaults={"opened_at": at}
        )
        if not row.completed_at:
            waited = _waited(place.outline, {place.unit.key: row}, place.person.pk, at)[place.unit.key]
            left = max(0, place.unit.rule.seconds - waited)
            lacking = rules.lacking(place.unit.rule, exercises.scores(enrolment, place.unit))
            if left or lacking:
                return NotYet(left, len(lacking))
        seconds = 0 if row.completed_at else place.unit.rule.seconds
        evidence = exercises.evidence(enrolment, place.unit)
        return Done(_record(enrolment, place.unit.key, evidence, None, at, seconds))


def record(enrolment: Enrolment, unit_key: UUID, *, evidence: Evidence, score: Decimal | None, at: datetime) -> Verdict:
    """Write what was reached in a unit, inside the caller's transaction, and decide completion now.

    Locks the enrolment and refreshes the caller's copy. The best score is kept; a completion is written once. A unit
    that the release does not know keeps its score and counts for nothing. A withdrawn enrolment completes nothing
    until it is taken up again.
    """
    with transaction.atomic():
        vars(enrolment).update(vars(locked(enrolment.pk)))
        return _record(enrolment, unit_key, evidence, score, at, 0)


def hand_in(enrolment: Enrolment, unit_key: UUID, *, at: datetime) -> None:
    """Note, in the caller's transaction, that a person marks what was handed in. Locks the enrolment, as `record`."""
    Enrolment.objects.select_for_update(of=("self",)).only("pk").get(pk=enrolment.pk)
    UnitProgress.objects.update_or_create(
        enrolment=enrolment,
        unit_key=unit_key,
        defaults={"handed_in_at": at},
        create_defaults={"handed_in_at": at, "opened_at": at},
    )


def hand_back(enrolment: Enrolment, unit_key: UUID) -> None:
    """It is marked: whoever calls this records what came of it in the same transaction. Locks the enrolment."""
    Enrolment.objects.select_for_update(of=("self",)).only("pk").get(pk=enrolment.pk)
    UnitProgress.objects.filter(enrolment=enrolment, unit_key=unit_key).update(handed_in_at=None)


def decide_again(enrolment: Enrolment, at: datetime) -> Verdict:
    """Decide completion from the facts as they stand, inside the caller's transaction, enrolment locked.

    For an enrolment taken up again, moved to another release, or recomputed. Adds, never takes away: a score that now
    reaches the pass mark completes its unit; what was completed stays so.
    """
    outline = reading.outline_of(enrolment.release)
    rows = placing.progress_of(enrolment)
    for unit in outline.units:
        row = rows.get(unit.key)
        if row is None or row.completed_at or row.score is None:
            continue
        if rules.satisfied(unit.rule, row.evidence, row.score):
            row.completed_at = at
            row.save(update_fields=["completed_at"])
    return _settle(enrolment, rows, at, certify=True)


def _record(
    enrolment: Enrolment, unit_key: UUID, evidence: str, score: Decimal | None, at: datetime, seconds: int
) -> Verdict:
    rows = placing.progress_of(enrolment)
    row = rows.get(unit_key) or UnitProgress(enrolment=enrolment, unit_key=unit_key, opened_at=at)
    before = (row.pk, row.completed_at, row.evidence, row.score)
    best = score is not None and (row.score is None or score > row.score)
    if best:
        row.score = score
    unit = reading.outline_of(enrolment.release).by_key.get(unit_key)
    reached = unit is not None and rules.satisfied(unit.rule, evidence, score)
    if reached:
        row.evidence = rules.stronger(row.evidence if row.completed_at else "", evidence)
        row.seconds = row.seconds or seconds
        row.completed_at = row.completed_at or at
    elif best and not row.completed_at:
        row.evidence = evidence
    changed = before != (row.pk, row.completed_at, row.evidence, row.score)
    if changed:
        row.save()
    rows[unit_key] = row
    return _settle(enrolment, rows, at, certify=changed)


def _settle(enrolment: Enrolment, rows: Mapping[UUID, UnitProgress], at: datetime, *, certify: bool) -> Verdict:
    """Roll up, complete the enrolment if the rules say so, and award what was earned."""
    verdict = rules.decide(reading.outline_of(enrolment.release), placing.facts(rows))
    before = (enrolment.state, enrolment.units_done, enrolment.units_total, enrolment.score)
    enrolment.units_done, enrolment.units_total, enrolment.score = verdict.done, verdict.total, verdict.score
    if verdict.complete and enrolment.state == Enrolment.State.ACTIVE:
        enrolment.state, enrolment.completed_at = Enrolment.State.COMPLETED, at
    if before != (enrolment.state, enrolment.units_done, enrolment.units_total, enrolment.score):
        enrolment.save(update_fields=["state", "completed_at", "units_done", "units_total", "score"])
    if certify and enrolment.state == Enrolment.State.COMPLETED:
        certifying.award(enrolment)
    return verdict


def _waited(outline: Outline, rows: Mapping[UUID, UnitProgress], person: int, at: datetime) -> dict[UUID, int]:
    """For each lesson that is open and not complete, the seconds that count for it now."""
    waiting = {
        key: row.opened_at
        for key, row in rows.items()
        if not row.completed_at and (unit := outline.by_key.get(key)) and unit.rule.kind == rules.ATTENDED
    }
    if not waiting or min(waiting.values()) >= at:
        return dict.fromkeys(waiting, 0)
    others = UnitProgress.objects.filter(
        enrolment__person=person, completed_at__gt=min(waiting.values()), seconds__gt=0
    ).values_list("completed_at", "seconds")
    counted = [(done, seconds) for done, seconds in others if done]
    return {key: rules.waited(opened_at, at, counted) for key, opened_at in waiting.items()}
