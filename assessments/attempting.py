"""Taking a quiz: start, save answers, submit. The server draws, keeps time, marks and decides.

Every deed takes the person and finds only their own attempt. Locks go attempt, enrolment, certificate. An attempt whose
time is over is marked as soon as anybody looks; a task does the same for those that nobody looks at.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from academy.errors import Refusal
from academy.people.models import Person
from assessments import answers, timing
from assessments.marking import mark
from assessments.models import Attempt, AttemptQuestion
from assessments.writing import rewrite
from courses.models import Enrolment

log = logging.getLogger(__name__)
# How many attempts one run of the task closes; the next run goes on.
BATCH = 500


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that arrived: `number` of the question in the attempt, `answer` in given form (assessments.answers).

    `sequence` is counted by the browser, up with each change; None means "this is the newest", for plain forms.
    """

    number: int
    answer: Any
    sequence: int | None


@dataclass(frozen=True, slots=True)
class Held:
    """What the server holds after a save. `saved` is false where a newer answer was there: `answer` is that one."""

    number: int
    sequence: int
    saved: bool
    answer: Any


def mine(person: Person) -> QuerySet[Attempt]:
    """The person's own attempts, with their enrolment."""
    return Attempt.objects.filter(enrolment__person=person).select_related("enrolment")


def look(person: Person, public_id: UUID, at: datetime) -> Attempt:
    """The person's attempt as it stands now. Refuses not_found."""
    # With release and course for the pages around it; without the outline, which is read once a process.
    wide = mine(person).select_related("enrolment__release__course").defer("enrolment__release__outline_json")
    attempt = wide.filter(public_id=public_id).first()
    if attempt is None:
        raise _not_found()
    if attempt.open and timing.is_over(attempt.deadline, at):
        with transaction.atomic():
            attempt = _locked(person, public_id)
            _close_if_over(attempt, at)
    return attempt


def save(person: Person, public_id: UUID, given: Sequence[Given], at: datetime) -> tuple[Attempt, list[Held]]:
    """Keep the answers, all or none, and say what is held for each. The same save again changes nothing.

    Refuses not_found, attempt_closed, deadline_passed, not_enrolled, question_not_drawn and wrong_type.
    """
    with transaction.atomic():
        attempt = _locked(person, public_id)
        over = _close_if_over(attempt, at)
        if not over:
            _refuse_closed(attempt)
            return attempt, _keep(attempt, given, at)
    # Only now, so that the closing is kept.
    raise Refusal("deadline_passed", _("The time was over. What had been saved before was marked."))


def submit(person: Person, public_id: UUID, at: datetime) -> Attempt:
    """Mark the attempt with what is saved; a marked one comes back as it is. Refuses not_found."""
    with transaction.atomic():
        attempt = _locked(person, public_id)
        if attempt.open:
            mark(attempt, at)
    return attempt


def close_overdue(at: datetime) -> int:
    """Mark the attempts whose time is over, each in a transaction of its own; how many that were."""
    late = Attempt.objects.filter(state=Attempt.State.OPEN, deadline__lt=at - timing.GRACE).order_by("deadline")
    closed = 0
    for pk in list(late.values_list("pk", flat=True)[:BATCH]):
        try:
            with transaction.atomic():
                # One that somebody else is closing right now is left to them.
                rows = Attempt.objects.select_for_update(skip_locked=True, of=("self",)).select_related("enrolment")
                attempt = rows.filter(pk=pk).first()
                closed += bool(attempt and _close_if_over(attempt, at))
        except Exception:
            # One attempt that cannot be marked must not keep all the others open.
            log.exception("Attempt %s could not be closed.", pk)
    return closed


def _locked(person: Person, public_id: UUID) -> Attempt:
    attempt = mine(person).select_for_update(of=("self",)).filter(public_id=public_id).first()
    if attempt is None:
        raise _not_found()
    return attempt


def _not_found() -> Refusal:
    return Refusal("not_found", _("There is no such attempt."), status=404)


def _close_if_over(attempt: Attempt, at: datetime) -> bool:
    over = attempt.open and timing.is_over(attempt.deadline, at)
    if over:
        mark(attempt, at)
    return over


def _refuse_closed(attempt: Attempt) -> None:
    if attempt.ran_out:
        raise Refusal("deadline_passed", _("The time was over. What had been saved before was marked."))
    if not attempt.open:
        raise Refusal("attempt_closed", _("This attempt has been submitted; its answers can no longer be changed."))
    if attempt.enrolment.state == Enrolment.State.WITHDRAWN:
        raise Refusal("not_enrolled", _("You are no longer enrolled in this course."), status=403)


def _keep(attempt: Attempt, given: Sequence[Given], at: datetime) -> list[Held]:
    wanted = {one.number for one in given}
    rows = {
        row.position: row
        # Of the version its kind alone: a save asks what form an answer takes, and never what it says.
        for row in attempt.questions.filter(position__in=wanted).select_related("version").defer("version__content")
    }
    missing = sorted(wanted - rows.keys())
    if missing:
        raise Refusal(
            "question_not_drawn",
            _("This attempt has no such question."),
            status=422,
            fields={str(number): {"code": "question_not_drawn"} for number in missing},
        )
    changed: dict[int, AttemptQuestion] = {}
    kept = _stored(rows, given)
    for one, answer in zip(given, kept, strict=True):
        row = rows[one.number]
        newest = row.sequence + (row.answer != answer) if one.sequence is None else one.sequence
        if newest > row.sequence:
            row.answer, row.sequence, row.saved_at = answer, newest, at
            changed[row.position] = row
    if changed:
        rewrite(changed.values(), ["answer", "sequence", "saved_at"])
    return [_held(rows[one.number], answer) for one, answer in zip(given, kept, strict=True)]


def _stored(rows: dict[int, AttemptQuestion], given: Sequence[Given]) -> list[Any]:
    """The answers in stored form; refused together, each with its question."""
    stored, wrong = [], {}
    for one in given:
        row = rows[one.number]
        try:
            stored.append(answers.stored(row.version.kind, row.choice_order, one.answer))
        except answers.WrongTypeError:
            wrong[str(one.number)] = {"code": "wrong_type", "kind": row.version.kind}
    if wrong:
        raise Refusal("wrong_type", _("An answer has not the form that its question takes."), status=422, fields=wrong)
    return stored


def _held(row: AttemptQuestion, sent: Any) -> Held:
    held = answers.given(row.version.kind, row.choice_order, row.answer)
    return Held(row.position, row.sequence, row.answer == sent, held)
