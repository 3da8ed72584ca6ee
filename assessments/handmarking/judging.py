"""Giving an answer a mark. When the last one of an attempt falls, it is graded in the same transaction.

The attempt's row is locked first, as everywhere: two marks at once come one after the other, and the second one sees
what the first has done.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from academy.errors import Refusal
from academy.people.models import Person
from assessments import journalling, marking, tasks
from assessments.handmarking import rights, scheme
from assessments.journalling import Event
from assessments.kinds import rubrics
from assessments.kinds.rubrics import UnfitMarkError
from assessments.models import Attempt, AttemptQuestion, Marking, MarkingTask

Wants = MarkingTask.Wants
LONGEST_COMMENT, LONGEST_NOTE = 4000, 2000


@dataclass(frozen=True, slots=True)
class Given:
    """A mark as it was filled in: by criterion the id of a level, or points; words to the learner and to colleagues."""

    mark: Mapping[str, Any]
    comment: str = ""
    note: str = ""


def judge(person: Person, pk: int, role: str, given: Given, at: datetime) -> MarkingTask:
    """Keep the mark, and see what it makes of the answer. `role` is the one that the person was asked for.

    Refuses not_found, already_marked (also where another role is asked for by now), claimed by somebody else,
    unfit_mark with the criterion, and too_long.
    """
    with transaction.atomic():
        task = locked(person, pk)
        if task.wants != role or task.markings.filter(by=person).exists():
            raise Refusal("already_marked", _("This answer has been marked meanwhile."))
        if task.claimed_by_id not in (None, person.pk) and task.claimed_until and task.claimed_until >= at:
            raise Refusal("claimed", _("Somebody else is marking this answer now."))
        made = written(task, person, role, given, at)
        settled = _settled(task, made)
        task.wants = _next(task, settled)
        task.claimed_by = task.claimed_until = None
        task.done_at = None if task.wants else at
        task.save(update_fields=["wants", "claimed_by", "claimed_until", "done_at"])
        settle(task, made, settled, at)
        if settled is not None and marking.finish(task.question.attempt, at):
            transaction.on_commit(lambda: tasks.queue_marked_letters(), robust=True)
    return task


def locked(person: Person, pk: int) -> MarkingTask:
    """A task that the person may mark, its attempt locked, both as they are now. Refuses not_found."""
    found = rights.tasks_of(person).filter(pk=pk).values_list("question__attempt_id", flat=True).first()
    if found is None:
        raise Refusal("not_found", _("There is no such answer."), status=404)
    attempt = Attempt.objects.select_for_update(of=("self",)).select_related("enrolment").get(pk=found)
    task = MarkingTask.objects.select_related("question__version", "course").get(pk=pk)
    task.question.attempt = attempt
    return task


def rubric_of(question: AttemptQuestion) -> tuple[rubrics.Criterion, ...]:
    """What is marked in this answer."""
    return rubrics.criteria(question.version.content, question.points_possible)


def written(task: MarkingTask, person: Person, role: str, given: Given, at: datetime) -> Marking:
    """The mark, kept. Refuses unfit_mark and too_long."""
    if len(given.comment) > LONGEST_COMMENT or len(given.note) > LONGEST_NOTE:
        raise Refusal("too_long", _("This text is too long."), status=400)
    rubric = rubric_of(task.question)
    try:
        mark = rubrics.sound(rubric, given.mark)
    except UnfitMarkError as error:
        fields = {error.criterion: {"code": "unfit_mark"}}
        raise Refusal("unfit_mark", _("Give every criterion its points."), status=400, fields=fields) from error
    return Marking.objects.create(
        task=task,
        role=role,
        by=person,
        at=at,
        mark=mark,
        share=str(rubrics.share(rubric, mark)),
        comment=given.comment.strip(),
        note=given.note.strip(),
    )


def settle(task: MarkingTask, made: Marking, settled: Fraction | None, at: datetime) -> None:
    """Write the mark into the journal and, once it is known, what the answer is worth into its row."""
    question = task.question
    detail: dict[str, Any] = {
        "question": question.position, "role": made.role, "mark": made.mark, "share": made.share,
    }  # fmt: skip
    if settled is not None:
        question.share = detail["settled"] = str(settled)
        question.save(update_fields=["share"])
    journalling.write(question.attempt, Event.JUDGED, at=at, by=made.by, detail=detail)


def _settled(task: MarkingTask, made: Marking) -> Fraction | None:
    """What the answer is worth by now; None while another mark is wanted."""
    if made.role == Wants.FIRST:
        return None if task.second else Fraction(made.share)
    if made.role == Wants.MODERATOR:
        return Fraction(made.share)
    first = task.markings.get(role=Marking.Role.FIRST)
    return scheme.agreed(scheme.of(task.question.attempt.terms), Fraction(first.share), Fraction(made.share))


def _next(task: MarkingTask, settled: Fraction | None) -> str:
    if settled is not None:
        return ""
    return Wants.SECOND if task.wants == Wants.FIRST else Wants.MODERATOR
