"""Correcting a mark after the attempt was graded, with a reason. What was passed stays passed, as with a regrade."""

from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from academy.errors import Refusal
from academy.people.models import Person
from assessments import grading, journalling, marking, tasks
from assessments.handmarking import judging, rights
from assessments.handmarking.judging import Given
from assessments.journalling import Event
from assessments.models import Attempt, AttemptQuestion, MarkedLetter, Marking, MarkingTask
from assessments.regrading import outcomes
from courses import completing


def correct(person: Person, pk: int, given: Given, reason: str, at: datetime) -> MarkingTask:
    """Put another mark in force. The learner is told when the score changes.

    Refuses not_found, not_allowed, not_marked_yet, reason_missing, unfit_mark and too_long.
    """
    if not reason.strip():
        raise Refusal("reason_missing", _("Give a reason: it is kept with the mark."), status=400)
    with transaction.atomic():
        task = judging.locked(person, pk)
        attempt = task.question.attempt
        if not rights.may_correct(person, task):
            raise Refusal("not_allowed", _("Only the instructors of the course correct marks."), status=403)
        if attempt.state != Attempt.State.MARKED or not task.question.share:
            raise Refusal("not_marked_yet", _("This attempt has not been marked wholly yet."))
        made = judging.written(task, person, Marking.Role.CORRECTION, replace(given, note=reason), at)
        judging.settle(task, made, Fraction(made.share), at)
        before = attempt.score
        if _weigh_again(attempt, task.question, at, person, reason.strip()):
            MarkedLetter.objects.create(attempt=attempt, score_before=before)
            transaction.on_commit(lambda: tasks.queue_marked_letters(), robust=True)
    return task


def _weigh_again(attempt: Attempt, question: AttemptQuestion, at: datetime, by: Person, reason: str) -> bool:
    """Give the attempt the points that it has now; whether what the learner is told is another."""
    questions = attempt.questions.select_related("version", "regrade__version", "regrade__by_version")
    total = Fraction(0)
    for one in questions:
        exact = (marking.reached(one, one.regrade) or Fraction(0)) * Fraction(one.points_possible)
        total += exact
        if one.pk == question.pk:
            one.points = grading.rounded_down(exact, 4)
            one.save(update_fields=["points"])
    before = (attempt.points, attempt.score, attempt.passed)
    after, _kept = outcomes.standing(total, attempt.points_possible, attempt.terms, bool(attempt.passed))
    attempt.points, attempt.score, attempt.passed = after.points, after.score, after.passed
    if before == (attempt.points, attempt.score, attempt.passed):
        return False
    attempt.save(update_fields=["points", "score", "passed"])
    detail = {"why": "correction", "question": question.position, "reason": reason}
    journalling.write(attempt, Event.REGRADED, at=at, by=by, detail=detail)
    if before[1] is not None and after.score > before[1]:
        evidence = marking.evidence_of(attempt)
        completing.record(attempt.enrolment, attempt.unit_key, evidence=evidence, score=after.score, at=at)
    return True
