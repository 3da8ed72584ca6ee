"""Quizzes, one's own attempts and statistics as bodies. Pure."""

from typing import Any
from uuid import UUID

from assessments.api.bank_bodies import malformed
from assessments.models import Attempt
from assessments.overview import Quiz
from assessments.statistics.options import Option
from assessments.statistics.report import Item, Report


def key(text: str, where: str) -> UUID:
    """Refuses malformed for what is no UUID."""
    try:
        return UUID(text)
    except ValueError:
        raise malformed(where) from None


def quiz(one: Quiz) -> dict[str, Any]:
    """As QuizShape."""
    return {name: getattr(one, name) for name in ("key", "title", "course", "course_title", "takes", "oversees")}


def attempt(one: Attempt) -> dict[str, Any]:
    """As OwnAttemptShape. The score of a marked attempt is for its owner to see, whatever the quiz shows besides."""
    facts = ("number", "state", "started_at", "deadline", "submitted_at", "passed")
    return {
        "id": one.public_id,
        "quiz": one.unit_key,
        "course": one.enrolment.course.slug,
        **{name: getattr(one, name) for name in facts},
        "score": None if one.score is None else str(one.score),
    }


def statistics(unit_key: UUID, counted: str, made: Report) -> dict[str, Any]:
    """As StatisticsShape."""
    figures = (
        "attempts", "mean", "median", "deviation", "passed", "minutes", "reliability", "error", "drawn", "bins",
    )  # fmt: skip
    return {
        "quiz": unit_key,
        "counted": counted,
        **{name: getattr(made, name) for name in figures},
        "items": [_item(one) for one in made.items],
    }


def _item(one: Item) -> dict[str, Any]:
    return {
        "question": one.version.question.key,
        "version": one.version.number,
        "kind": one.version.kind,
        "summary": one.version.summary(),
        "answers": one.n,
        "facility": one.facility,
        "discrimination": one.discrimination,
        "upper_lower": one.index,
        "flags": [flag.value for flag in one.flags],
        "options": [_option(option) for option in one.options],
    }


def _option(one: Option) -> dict[str, Any]:
    names = ("answer", "correct", "count", "share", "upper", "lower", "discrimination")
    return {name: getattr(one, name) for name in names}
