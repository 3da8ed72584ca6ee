"""A number: all, when the distance to the answer is at most the tolerance (the edge included); nothing otherwise.

Where learners choose a unit too, what they typed is multiplied by its factor first; without a unit it is worth nothing.
"""

import math
from collections.abc import Mapping
from fractions import Fraction
from html import escape
from random import Random
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments import numerals, richtext
from assessments.kinds import parts, shapes
from assessments.kinds.base import ALL, NOTHING, Content, Kind
from assessments.kinds.checks import Check, decimal, refuse_twins, rows, texts
from assessments.kinds.shown import Asked, Choice, Posted, Reviewed, ReviewedRow, Shown
from assessments.kinds.texts import Texts, say

MOST_UNITS = 6


class Number(Kind):
    """Given and stored: what was typed, "1,250.5". With units to choose from: given {"number": "1.2", "unit": "2"},
    stored {"number": "1.2", "unit": "b"}, the unit None until one is chosen. Layout: the ids of the units.
    """

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
        parts.Rows(
            "units",
            "unit_row",
            _("Units to choose from"),
            _("Unit of measure"),
            (
                parts.Said("name", _("Name")),
                parts.Line(
                    "factor",
                    _("Factor"),
                    _("How many units of the right answer make one: 1000 for kilometres, if the answer is in metres."),
                    longest=numerals.LONGEST,
                ),
            ),
            most=MOST_UNITS,
            least=1,
            help=_("Leave them empty, unless learners are to say the unit themselves."),
        ),
    )

    def check(self, result: Check, content: Content) -> None:
        result.content["answer"] = decimal(result, "answer", content.get("answer"))
        result.content["tolerance"] = decimal(result, "tolerance", content.get("tolerance", 0))
        if result.content["tolerance"].startswith("-"):
            result.fault("tolerance", "negative")
        result.content["unit"] = texts(result, "unit", content.get("unit"))

        def read(where: str, one: Mapping[str, Any]) -> dict[str, Any]:
            factor = decimal(result, f"{where}.factor", one.get("factor"))
            if float(factor) <= 0:
                result.fault(f"{where}.factor", "not_positive")
            return {"name": texts(result, f"{where}.name", one.get("name")), "factor": factor}

        units = rows(result, "units", content.get("units"), read)
        if len(units) > MOST_UNITS:
            result.fault("units", "too_many")
        refuse_twins(result, "units", units, "name")
        if units:
            result.content["units"] = units
            if not any(one["factor"] == "1" for one in units):
                result.fault("units", "no_own_unit")

    def texts(self, content: Content) -> dict[str, Texts]:
        unit = content.get("unit", {})
        said = {"unit": unit} if any(unit.values()) else {}
        return said | {f"units.{i}.name": one["name"] for i, one in enumerate(content.get("units", ()))}

    def lay_out(self, content: Content, chance: Random) -> list[str]:
        return [one["id"] for one in content.get("units", ())]

    def stored(self, layout: Any, given: Any) -> Any:
        if not layout:
            return typed_number(given)
        if not isinstance(given, dict) or not given.keys() <= {"number", "unit"}:
            raise shapes.WrongTypeError
        number, unit = given.get("number"), given.get("unit") or None
        typed = None if number is None else typed_number(number)
        if typed is None:
            return None
        return {"number": typed, "unit": None if unit is None else shapes.place(layout, unit)}

    def given(self, layout: Any, stored: Any) -> Any:
        if not layout:
            return stored
        unit = stored["unit"]
        return {"number": stored["number"], "unit": None if unit is None else shapes.place_of(layout, unit)}

    def grade(self, content: Content, answer: Any) -> Fraction:
        factors = {one["id"]: Fraction(one["factor"]) for one in content.get("units", ())}
        typed, factor = (answer["number"], factors.get(answer["unit"])) if factors else (answer, ALL)
        number = numerals.parse(typed)
        if number is None or factor is None:
            return NOTHING
        distance = abs(Fraction(number) * factor - Fraction(content["answer"]))
        return ALL if distance <= Fraction(content["tolerance"]) else NOTHING

    def right(self, content: Content) -> Any:
        units = content.get("units")
        if not units:
            return content["answer"]
        own = next(one for one in units if one["factor"] == "1")
        return {"number": content["answer"], "unit": own["id"]}

    def face(self, content: Content, layout: Any, language: str) -> Asked:
        names = {one["id"]: one["name"] for one in content.get("units", ())}
        if names:
            return Asked(choices=tuple(Choice(str(i), say(names[one], language)) for i, one in enumerate(layout, 1)))
        return Asked(unit=say(content.get("unit", {}), language))

    def review(self, content: Content, layout: Any, answer: Any, language: str, *, with_keys: bool) -> Reviewed:
        names = {one["id"]: escape(richtext.plain(say(one["name"], language))) for one in content.get("units", ())}
        if not names:
            return Reviewed(
                unit=say(content.get("unit", {}), language),
                right_answer=content["answer"] if with_keys else None,
                tolerance=content["tolerance"] if with_keys else "",
            )
        said = answer or {"number": "", "unit": None}
        key = self.right(content)
        spread = f" (± {content['tolerance']})" if content["tolerance"] != "0" else ""
        row = ReviewedRow(
            text="",
            answer=f"{escape(said['number'])} {names.get(said['unit'], '')}".strip(),
            right_answer=f"{key['number']} {names[key['unit']]}{spread}" if with_keys else "",
        )
        return Reviewed(rows=(row,))

    def typed(self, name: str, shown: Shown, posted: Posted) -> Any:
        number = posted.get(name) or None
        if not shown.choices or number is None:
            return number
        return {"number": number, "unit": posted.get(f"{name}-unit") or None}


def typed_number(given: Any) -> str | None:
    """The number as it was typed; None for nothing. Raises WrongTypeError."""
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        raise shapes.WrongTypeError
    if isinstance(given, float) and not math.isfinite(given):
        raise shapes.WrongTypeError
    typed = given if isinstance(given, str) else f"{given:f}" if isinstance(given, float) else repr(given)
    typed = typed.strip()
    if not typed:
        return None
    if numerals.parse(typed) is None:
        raise shapes.WrongTypeError
    return typed
