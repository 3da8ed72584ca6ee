"""Turning bodies into answers, and attempts into bodies. Pure."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from django.core.files import File
from django.utils.translation import gettext_lazy as _

from academy.errors import Refusal
from assessments import numerals, timing
from assessments.attempting import Given, Held
from assessments.faces import Face, Review
from assessments.kinds.pictures import Picture
from assessments.kinds.shown import ReviewedRow, Row
from assessments.models import Attempt
from assessments.sheets import Result

MOST_ANSWERS = 200
LAST_SEQUENCE = 2**31 - 2  # one below what the column holds: a plain form counts one up


def answers(body: Any) -> list[Given]:
    """{"answers": [{"question", "sequence", "answer"}]}. Refuses malformed, saying where."""
    given = body.get("answers") if isinstance(body, dict) else None
    if not isinstance(given, list) or not 1 <= len(given) <= MOST_ANSWERS:
        raise malformed("answers")
    return [_given(i, one) for i, one in enumerate(given)]


def password(body: Any) -> str:
    """{"password"} or nothing. Refuses malformed."""
    said = body.get("password", "") if isinstance(body, dict) else "" if body is None else None
    if not isinstance(said, str):
        raise malformed("password")
    return said


def page(body: Any) -> int:
    """{"page"}. Refuses malformed."""
    return _number(body, "page", 1)


def flag(body: Any) -> tuple[int, bool]:
    """{"question", "flagged"}. Refuses malformed."""
    number = _number(body, "question", 1)
    if not isinstance(body.get("flagged"), bool):
        raise malformed("flagged")
    return number, body["flagged"]


def handed_in(body: Any) -> tuple[int, File[bytes] | None]:
    """{"question", "file"} of a form; no file where none came. Refuses malformed."""
    said, sent = body.get("question", ""), body.get("file")
    if not isinstance(said, str) or len(said) > 4 or not said.isascii() or not said.isdecimal() or not int(said):
        raise malformed("question")
    return int(said), sent if isinstance(sent, File) else None


def too_large() -> Refusal:
    """What is said to a request whose files are larger together than any that is taken."""
    return Refusal("too_large", _("These files are too large together. Hand them in one by one."), status=413)


def looked_away(body: Any) -> int:
    """{"event": "focus_lost", "seconds"}. Refuses malformed."""
    seconds = _number(body, "seconds", 0)
    if body.get("event") != "focus_lost":
        raise malformed("event")
    return seconds


def attempt(found: Attempt, questions: list[Face], at: datetime) -> dict[str, Any]:
    """As AttemptShape."""
    return {
        "id": found.public_id,
        "number": found.number,
        "state": found.state,
        "started_at": found.started_at,
        "deadline": found.deadline,
        "seconds_left": timing.seconds_left(found.deadline, at) if found.open else 0,
        "per_page": found.terms["per_page"],
        "navigation": "forward" if found.forward else "free",
        "page": found.page,
        "questions": [_numbered(one) for one in questions],
    }


def saved(held: list[Held], seconds_left: int | None) -> dict[str, Any]:
    """As SavedShape."""
    return {
        "held": [
            {"question": one.number, "sequence": one.sequence, "saved": one.saved, "answer": one.answer} for one in held
        ],
        "seconds_left": seconds_left,
    }


def result(reached: Result) -> dict[str, Any]:
    """As ResultShape."""
    marked = reached.attempt
    return {
        "id": marked.public_id,
        "number": marked.number,
        "submitted_at": marked.submitted_at,
        "ran_out": marked.ran_out,
        "state": marked.state,
        "points": None if marked.points is None else str(marked.points),
        "points_possible": numerals.write(marked.points_possible),
        "score": None if marked.score is None else str(marked.score),
        "pass_mark": marked.terms["pass_mark"],
        "passed": marked.passed,
        "attempts_left": reached.attempts_left,
        "with_keys": reached.with_keys,
        "questions": [_numbered(one) for one in reached.reviews],
    }


def _numbered(one: Face | Review) -> dict[str, Any]:
    # Not asdict(): it copies each text, for a tenth of what the whole answer costs.
    shape = _shape(one)
    listed = {
        "choices": [_shape(choice) for choice in one.choices],
        "rows": [_row(row) for row in one.rows],
        "picture": _picture(one.picture) if one.picture else None,
    }
    if isinstance(one, Review):
        listed["criteria"] = [_shape(each) for each in one.criteria]
    return {"question": shape.pop("number"), **shape, **listed}


def _row(row: Row | ReviewedRow) -> dict[str, Any]:
    shape = _shape(row)
    return {**shape, "choices": [_shape(one) for one in row.choices]} if isinstance(row, Row) else shape


def _picture(picture: Picture) -> dict[str, Any]:
    """The image's own id stays here; its address says enough."""
    shape = {**_shape(picture), "areas": [_shape(area) for area in picture.areas]}
    del shape["image"]
    return shape


def _shape(one: Any) -> dict[str, Any]:
    return {field.name: getattr(one, field.name) for field in fields(one)}


def _number(body: Any, name: str, least: int) -> int:
    number = body.get(name) if isinstance(body, dict) else None
    # bool is an int in Python; true is no number.
    if type(number) is not int or not least <= number <= LAST_SEQUENCE:
        raise malformed(name)
    return number


def _given(place: int, one: Any) -> Given:
    if not isinstance(one, dict) or "answer" not in one:
        raise malformed(f"answers.{place}")
    number, sequence = one.get("question"), one.get("sequence")
    # bool is an int in Python; true is no number of a question.
    if type(number) is not int or not 1 <= number <= LAST_SEQUENCE:
        raise malformed(f"answers.{place}.question")
    if type(sequence) is not int or not 1 <= sequence <= LAST_SEQUENCE:
        raise malformed(f"answers.{place}.sequence")
    return Given(number, one["answer"], sequence)


def malformed(where: str) -> Refusal:
    """What is said to a body that is not as it should be; `where` names the part."""
    return Refusal(
        "malformed", _("The request has not the expected form."), status=400, fields={where: {"code": "malformed"}}
    )
