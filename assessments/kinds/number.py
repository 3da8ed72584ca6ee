"""A number: all, when the distance to the answer is at most the tolerance (the edge included); nothing otherwise."""

import math
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments import numerals
from assessments.kinds import parts
from assessments.kinds.base import ALL, NOTHING, Asked, Content, Kind, Reviewed, WrongTypeError
from assessments.kinds.checks import Check, decimal, texts
from assessments.kinds.texts import Texts, say


class Number(Kind):
    """Given and stored: what was typed, "1,250.5"."""

    name = "number"
    says = _("Learners type a number; you say how far off it may be.")
    editor = (
        parts.Line("answer", _("Right answer, a number"), longest=numerals.LONGEST),
        parts.Line(
            "tolerance",
            _("Tolerance"),
            _("How far an answer may be off and still be right, for example 0.5."),
            initial="0",
            longest=numerals.LONGEST,
        ),
        parts.Said("unit", _("Unit of measure")),
    )

    def check(self, result: Check, content: Content) -> None:
        result.content["answer"] = decimal(result, "answer", content.get("answer"))
        result.content["tolerance"] = decimal(result, "tolerance", content.get("tolerance", 0))
        if result.content["tolerance"].startswith("-"):
            result.fault("tolerance", "negative")
        result.content["unit"] = texts(result, "unit", content.get("unit"))

    def texts(self, content: Content) -> dict[str, Texts]:
        unit = content.get("unit", {})
        return {"unit": unit} if any(unit.values()) else {}

    def stored(self, layout: Any, given: Any) -> str | None:
        return typed_number(given)

    def grade(self, content: Content, answer: Any) -> Fraction:
        number = numerals.parse(answer)
        if number is None:
            return NOTHING
        distance = abs(Fraction(number) - Fraction(content["answer"]))
        return ALL if distance <= Fraction(content["tolerance"]) else NOTHING

    def right(self, content: Content) -> Any:
        return content["answer"]

    def face(self, content: Content, layout: Any, language: str) -> Asked:
        return Asked(unit=say(content.get("unit", {}), language))

    def review(self, content: Content, layout: Any, answer: Any, language: str, *, with_keys: bool) -> Reviewed:
        return Reviewed(
            unit=say(content.get("unit", {}), language),
            right_answer=content["answer"] if with_keys else None,
            tolerance=content["tolerance"] if with_keys else "",
        )


def typed_number(given: Any) -> str | None:
    """The number as it was typed; None for nothing. Raises WrongTypeError."""
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        raise WrongTypeError
    if isinstance(given, float) and not math.isfinite(given):
        raise WrongTypeError
    typed = given if isinstance(given, str) else f"{given:f}" if isinstance(given, float) else repr(given)
    typed = typed.strip()
    if not typed:
        return None
    if numerals.parse(typed) is None:
        raise WrongTypeError
    return typed
