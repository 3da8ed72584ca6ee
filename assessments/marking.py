"""Marking an attempt and recording what it proves. Called with the attempt locked, inside the caller's transaction.

Where a person marks an answer, the attempt waits until all of it is marked: nothing is recorded before, not even where
what is certain would be enough to pass. So nobody is told a result that the last mark changes.
"""

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

from academy.people.models import Person
from assessments import grading, journalling, timing, wordings
from assessments.handmarking import asking
from assessments.journalling import Event, Note
from assessments.kinds.base import ALL, NOTHING
from assessments.models import Attempt, AttemptQuestion, MarkedLetter, Regrade
from assessments.writing import rewrite
from courses import completing
from courses.models import Evidence


def mark(attempt: Attempt, at: datetime, by: Person | None = None) -> None:
    """Close the attempt and grade it, or have people mark what waits for them.

    `by` is who submitted; None when time was up and the server closes it.
    """
    questions = _questions(attempt)
    attempt.submitted_at = timing.ended_at(attempt.deadline, at)
    ended = Note(Event.SUBMITTED, by.pk) if by else Note(Event.RAN_OUT)
    waiting = [question for question in questions if reached(question, question.regrade) is None]
    if not waiting:
        _grade(attempt, questions, [ended], at, attempt.submitted_at)
        return
    attempt.state = Attempt.State.WAITING
    attempt.save(update_fields=["state", "submitted_at"])
    asking.ask(attempt, waiting, at)
    journalling.add(attempt, journalling.head_beside(questions), [ended], at)
    completing.hand_in(attempt.enrolment, attempt.unit_key, at=attempt.submitted_at)


def finish(attempt: Attempt, at: datetime) -> bool:
    """Grade a waiting attempt once nothing of it waits for a person; whether that was so. Its learner is told then."""
    if not attempt.waiting:
        return False
    questions = _questions(attempt)
    ready = [question for question in questions if reached(question, question.regrade) is not None]
    asking.settled(ready, at)
    if len(ready) < len(questions):
        return False
    completing.hand_back(attempt.enrolment, attempt.unit_key)
    _grade(attempt, questions, [], at, at)
    MarkedLetter.objects.create(attempt=attempt)
    return True


def _questions(attempt: Attempt) -> list[AttemptQuestion]:
    """All of them, each with the decision in force about it, and the head of the journal."""
    questions = list(wordings.worded(journalling.with_head(attempt)))
    # Asked for now that the attempt is locked: a decision from before is seen here, a later one sees this marking.
    regrades = Regrade.objects.in_force(attempt.unit_key, {question.version_id for question in questions})
    for question in questions:
        question.regrade = regrades.get(question.version_id)
    return questions


def _grade(
    attempt: Attempt, questions: Sequence[AttemptQuestion], notes: Sequence[Note], at: datetime, reached_at: datetime
) -> None:
    """Give every question its points, and let the course decide completion in the same transaction.

    Points of a question are kept with four decimals for showing; the score is made from the exact fractions.
    Locks: the caller holds the attempt, completing takes the enrolment, issuing the certificate; never the other way.
    """
    total = Fraction(0)
    for question in questions:
        exact = (reached(question, question.regrade) or NOTHING) * Fraction(question.points_possible)
        question.points = grading.rounded_down(exact, 4)
        total += exact
        if question.regrade and question.regrade.drops:
            attempt.points_possible -= question.points_possible
    rewrite(questions, ["points", "regrade"])
    attempt.points = grading.rounded_down(total, 2)
    attempt.score = grading.per_cent(total, Fraction(attempt.points_possible))
    attempt.passed = attempt.score >= attempt.pass_mark
    attempt.state = Attempt.State.MARKED
    attempt.save(update_fields=["points", "points_possible", "score", "passed", "submitted_at", "state"])
    journalling.add(attempt, journalling.head_beside(questions), [*notes, Note(Event.GRADED)], at)
    completing.record(
        attempt.enrolment,
        attempt.unit_key,
        evidence=_evidence(questions),
        score=attempt.score,
        at=reached_at,
    )


def evidence_of(attempt: Attempt) -> Evidence:
    """What a marked attempt proves: less where people gave a part of its points."""
    return _evidence(attempt.questions.exclude(share=""))


def _evidence(questions: Sequence[AttemptQuestion] | Any) -> Evidence:
    return Evidence.PERSON if any(question.share for question in questions) else Evidence.SERVER


def reached(question: AttemptQuestion, regrade: Regrade | None) -> Fraction | None:
    """The share of its points that a question is worth: by its own version, or as the decision about it says.

    None while a person has still to say it.
    """
    if regrade is None:
        exact = grading.fraction(question.version.kind, question.version.content, question.answer)
        return given(question.share) if exact is None else exact
    return share(question.version.kind, question.answer, regrade, question.share)


def share(kind: str, answer: Any, regrade: Regrade, by_people: str = "") -> Fraction | None:
    """The share of its points that an answer is worth under a decision; nothing where the question does not count.

    `by_people` is what they gave (AttemptQuestion.share). None where they have still to say it.
    """
    if regrade.full or regrade.drops:
        return ALL if regrade.full else NOTHING
    exact = grading.fraction(kind, dict(regrade.content), answer)
    return given(by_people) if exact is None else exact


def given(by_people: str) -> Fraction | None:
    """What people gave, exact; None before they did."""
    return Fraction(by_people) if by_people else None
