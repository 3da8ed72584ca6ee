"""Matrix: each row gets one of the same columns. Rows share equally."""

from collections.abc import Mapping
from fractions import Fraction
from random import Random
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.kinds import parts, shapes
from assessments.kinds.base import Content, Kind
from assessments.kinds.checks import Check, refuse_twins, rows, texts
from assessments.kinds.shown import Asked, Choice, Posted, Reviewed, ReviewedRow, Row, Shown
from assessments.kinds.texts import Texts, say

MOST_COLUMNS, MOST_ROWS = 6, 10


class Matrix(Kind):
    """Given {"1": "2"}, from row to column; stored {"c": "b"}. Layout: {"rows": [ids], "columns": [ids]}."""

    name = "matrix"
    says = _("Learners choose in each row of a table the one column that is right.")
    editor = (
        parts.Rows(
            "columns",
            "column",
            _("Columns"),
            _("Column"),
            (parts.Said("text", _("Text")),),
            most=MOST_COLUMNS,
            least=2,
        ),
        parts.Rows(
            "rows",
            "row",
            _("Rows of the grid"),
            _("Row"),
            (parts.Said("text", _("Text")), parts.PickRow("correct", _("Number of the right column"), of="columns")),
            most=MOST_ROWS,
            least=3,
        ),
    )

    def check(self, result: Check, content: Content) -> None:
        def column(where: str, one: Mapping[str, Any]) -> dict[str, Any]:
            return {"text": texts(result, f"{where}.text", one.get("text"))}

        columns = result.content["columns"] = rows(result, "columns", content.get("columns"), column)
        there = [one["id"] for one in columns]

        def row(where: str, one: Mapping[str, Any]) -> dict[str, Any]:
            if one.get("correct") not in there:
                result.fault(f"{where}.correct", "required")
            return {**column(where, one), "correct": str(one.get("correct"))}

        listed = result.content["rows"] = rows(result, "rows", content.get("rows"), row)
        if len(columns) < 2:
            result.fault("columns", "at_least_two")
        if not listed:
            result.fault("rows", "at_least_one")
        for where, held, most in (("columns", columns, MOST_COLUMNS), ("rows", listed, MOST_ROWS)):
            refuse_twins(result, where, held)
            if len(held) > most:
                result.fault(where, "too_many")

    def texts(self, content: Content) -> dict[str, Texts]:
        return {f"{part}.{i}.text": one["text"] for part in ("columns", "rows") for i, one in enumerate(content[part])}

    def lay_out(self, content: Content, chance: Random) -> dict[str, list[str]]:
        return {part: [one["id"] for one in content[part]] for part in ("rows", "columns")}

    def stored(self, layout: Any, given: Any) -> dict[str, str] | None:
        said = shapes.by_row(given, len(layout["rows"]))
        return {
            shapes.place(layout["rows"], row): shapes.place(layout["columns"], name) for row, name in said.items()
        } or None

    def given(self, layout: Any, stored: Any) -> dict[str, str]:
        return {
            shapes.place_of(layout["rows"], row): shapes.place_of(layout["columns"], name)
            for row, name in stored.items()
        }

    def grade(self, content: Content, answer: Any) -> Fraction:
        hits = sum(answer.get(one["id"]) == one["correct"] for one in content["rows"])
        return Fraction(hits, len(content["rows"]))

    def right(self, content: Content) -> dict[str, str]:
        return {one["id"]: one["correct"] for one in content["rows"]}

    def face(self, content: Content, layout: Any, language: str) -> Asked:
        said = {one["id"]: one["text"] for one in content["columns"]}
        columns = tuple(Choice(str(i), say(said[name], language)) for i, name in enumerate(layout["columns"], 1))
        return Asked(
            rows=tuple(Row(str(i), say(one["text"], language)) for i, one in enumerate(content["rows"], 1)),
            choices=columns,
        )

    def review(self, content: Content, layout: Any, answer: Any, language: str, *, with_keys: bool) -> Reviewed:
        said = {one["id"]: one["text"] for one in content["columns"]}
        chosen = answer or {}
        return Reviewed(
            rows=tuple(
                ReviewedRow(
                    text=say(one["text"], language),
                    answer=say(said.get(chosen.get(one["id"]), {}), language),
                    correct=chosen.get(one["id"]) == one["correct"] if with_keys else None,
                    right_answer=say(said[one["correct"]], language) if with_keys else "",
                )
                for one in content["rows"]
            )
        )

    def typed(self, name: str, shown: Shown, posted: Posted) -> dict[str, str] | None:
        return shapes.typed_rows(name, shown, posted)
