"""Marking an attempt and recording what it proves. Called with the attempt locked, inside the caller's transaction."""

from datetime import datetime
from fractions import Fraction
from typing import Any

from academy.people.models import Person
from assessments import grading, journalling, timing, wordings
from assessments.journalling import Event, Note
from assessments.kinds.base import ALL, NOTHING
from assessments.models import Attempt, AttemptQuestion, Regrade
from assessments.writing import rewrite
from courses import completing
from courses.models import Evidence


def mark(attempt: Attempt, at: datetime, by: Person | None = None) -> None:
    """Grade every question, close the attempt, and let the course decide completion in the same transaction.

    `by` is who submitted; None when time was up and the server closes it.

    Points of a question are kept with four decimals for showing; the score is made from the exact fractions.
    Locks: the caller holds the attempt, completing takes the enrolment, issuing the certificate; never the other way.
    """
    questions = wordings.worded(journalling.with_head(attempt.questions.all(), attempt))
    # Asked for now that the attempt is locked: a decision from before is seen here, a later one sees this marking.
    regrades = Regrade.objects.in_force(attempt.unit_key, {question.version_id for question in questions})
    total = Fraction(0)
    for question in questions:
        question.regrade = regrades.get(question.version_id)
        exact = reached(question, question.regrade) * Fraction(question.points_possible)
        question.points = grading.rounded_down(exact, 4)
        total += exact
        if question.regrade and question.regrade.drops:
            attempt.points_possible -= question.points_possible
    rewrite(questions, ["points", "regrade"])
    attempt.points = grading.rounded_down(total, 2)
    attempt.score = grading.per_cent(total, Fraction(attempt.points_possible))
    attempt.passed = attempt.score >= attempt.pass_mark
    attempt.submitted_at = timing.ended_at(attempt.deadline, at)
    attempt.state = Attempt.State.MARKED
    attempt.save(update_fields=["points", "points_possible", "score", "passed", "submitted_at", "state"])
    ended = Note(Event.SUBMITTED, by.pk) if by else Note(Event.RAN_OUT)
    journalling.add(attempt, journalling.head_beside(questions), [ended, Note(Event.GRADED)], at)
    completing.record(
        attempt.enrolment,
        attempt.unit_key,
        evidence=Evidence.SERVER,
        score=attempt.score,
        at=attempt.submitted_at,
    )


def reached(question: AttemptQuestion, regrade: Regrade | None) -> Fraction:
    """The share of its points that a question is worth: by its own version, or as the decision about it says."""
    if regrade is None:
        return grading.fraction(question.version.kind, question.version.content, question.answer)
    return share(question.version.kind, question.answer, regrade)


def share(kind: str, answer: Any, regrade: Regrade) -> Fraction:
    """The share of its points that an answer is worth under a decision; nothing where the question does not count."""
    if regrade.full or regrade.drops:
        return ALL if regrade.full else NOTHING
    return grading.fraction(kind, dict(regrade.content), answer)
