"""Setting the live conditions of a quiz. Whoever sits it at this moment has the new ones at once.

A change and its effect on running attempts are one transaction. An attempt that began in the same moment, under the
conditions from before, is caught by the sweep (`settle_recent`), and so is whoever changes cohort or agency meanwhile
(`settle_moved`).
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from academy.errors import Refusal
from academy.people.models import Person
from assessments import journalling, terms, timing
from assessments.journalling import Event, Note
from assessments.models import Attempt, Conditions, JournalEntry, Override

# How long the sweep looks again at what was changed; starting takes a second at most.
RECENT = timedelta(minutes=5)
# What says when an attempt ends.
WHAT_ENDS_IT = (
    "started_at", "deadline", "terms", "enrolment__cohort", "enrolment__person__agency__path",
    "enrolment__person__agency__depth",
)  # fmt: skip


def conditions_of(unit_key: UUID) -> Conditions:
    """The quiz's conditions; new ones, not kept yet, where nothing was ever set."""
    found = Conditions.objects.filter(unit_key=unit_key).select_related("changed_by").first()
    return found or Conditions(unit_key=unit_key)


def keep(conditions: Conditions, *, by: Person, at: datetime) -> int:
    """Keep the conditions; how many running attempts they changed. Refuses invalid."""
    conditions.changed_at, conditions.changed_by = at, by
    _check(conditions)
    with transaction.atomic():
        conditions.save()
        # What was set stands in the table; the log says that it was, and never the password.
        log(instance=conditions, action="assessments.conditions", user=by)
        return settle(conditions, by=by, at=at)


def keep_override(override: Override, *, by: Person, at: datetime) -> int:
    """Keep an exception, new or changed; how many running attempts it changed. Refuses invalid."""
    override.made_at, override.made_by = at, by
    with transaction.atomic():
        override.conditions = _touched(override.conditions, by, at)
        _check(override)
        override.save()
        log(instance=override.conditions, action="assessments.exception", user=by, data=_whom(override))
        return settle(override.conditions, by=by, at=at)


def remove_override(override: Override, *, by: Person, at: datetime) -> int:
    """Take an exception back; how many running attempts that changed."""
    with transaction.atomic():
        conditions = _touched(override.conditions, by, at)
        log(instance=conditions, action="assessments.no_exception", user=by, data=_whom(override))
        override.delete()
        return settle(conditions, by=by, at=at)


def settle(conditions: Conditions, *, by: Person | None, at: datetime, only: Collection[int] | None = None) -> int:
    """Give every running attempt the deadline, grace and networks that now hold; how many deadlines that changed.

    In the caller's transaction; locks the attempts (`only` those, where they are named), in the order of their rows.
    Five statements, however many.
    """
    running = Attempt.objects.select_for_update(of=("self",)).filter(
        unit_key=conditions.unit_key, state=Attempt.State.OPEN
    )
    if only is not None:
        running = running.filter(pk__in=only)
    attempts = list(running.select_related("enrolment__person__agency").order_by("pk"))
    overrides = list(conditions.overrides.select_related("agency"))
    notes: list[tuple[Attempt, Note]] = []
    for attempt in attempts:
        before, attempt.grace = attempt.deadline, conditions.grace
        attempt.networks = conditions.network_list()
        attempt.deadline = _ends(attempt, conditions, overrides, at)
        if attempt.deadline != before:
            moments = {"from": journalling.moment(before), "to": journalling.moment(attempt.deadline)}
            notes.append((attempt, Note(Event.DEADLINE_CHANGED, by.pk if by else None, moments)))
    if attempts:
        Attempt.objects.bulk_update(attempts, ["deadline", "grace", "networks"], batch_size=500)
        _write_down(notes, at)
    return len(notes)


def settle_recent(at: datetime) -> None:
    """Settle again what was changed a moment ago. For the sweep."""
    for pk in Conditions.objects.filter(changed_at__gt=at - RECENT).values_list("pk", flat=True):
        _settle_now(pk, at)


def settle_moved(at: datetime) -> int:
    """Settle attempts whose people came into a cohort or an agency, or left it, meanwhile; how many. For the sweep.

    However they moved: by an import, a form, an agency that was placed below another. Only quizzes with exceptions for
    cohorts or agencies are looked at, two statements each, and only what comes to another end is locked.
    """
    of_many = Override.objects.filter(conditions=OuterRef("pk"), person=None)
    changed = 0
    for conditions in Conditions.objects.filter(Exists(of_many)):
        moved = _moved(conditions, at)
        if moved:
            changed += _settle_now(conditions.pk, at, moved)
    return changed


@transaction.atomic
def _settle_now(pk: int, at: datetime, only: Collection[int] | None = None) -> int:
    conditions = Conditions.objects.filter(pk=pk).first()
    return settle(conditions, by=None, at=at, only=only) if conditions else 0


def _moved(conditions: Conditions, at: datetime) -> list[int]:
    running = Attempt.objects.filter(unit_key=conditions.unit_key, state=Attempt.State.OPEN)
    attempts = running.select_related("enrolment__person__agency").only(*WHAT_ENDS_IT)
    overrides = list(conditions.overrides.select_related("agency"))
    return [one.pk for one in attempts if _ends(one, conditions, overrides, at) != one.deadline]


def _ends(attempt: Attempt, conditions: Conditions, overrides: Iterable[Override], at: datetime) -> datetime | None:
    """When a running attempt ends, by what holds now."""
    nearest = terms.by_nearness(overrides, attempt.enrolment.person, attempt.enrolment.cohort_id)
    times = timing.effective(terms.for_everyone(conditions, attempt.terms), nearest)
    return timing.moved(attempt.deadline, timing.deadline(attempt.started_at, times), at)


def _write_down(notes: Iterable[tuple[Attempt, Note]], at: datetime) -> None:
    some = list(notes)
    heads = journalling.heads(attempt for attempt, _note in some)
    JournalEntry.objects.bulk_create(
        entry for attempt, note in some for entry in journalling.entries(attempt, heads[attempt.pk], [note], at)
    )


def _touched(conditions: Conditions, by: Person, at: datetime) -> Conditions:
    conditions.changed_at, conditions.changed_by = at, by
    conditions.save()
    return conditions


def _whom(override: Override) -> dict[str, int | None]:
    return {"person": override.person_id, "agency": override.agency_id, "cohort": override.cohort_id}


def _check(one: Conditions | Override) -> None:
    try:
        one.full_clean()
    except ValidationError as error:
        fields = {name: {"code": "invalid", "detail": " ".join(said)} for name, said in error.message_dict.items()}
        raise Refusal("invalid", _("Some of it needs mending."), status=400, fields=fields) from error
