"""Matching: each thing on the left goes with one on the right. Each pair is worth an equal share."""

from collections.abc import Mapping
from fractions import Fraction
from random import Random
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.kinds import parts, shapes
from assessments.kinds.base import Content, Kind
from assessments.kinds.checks import Check, refuse_twins, rows, texts
from assessments.kinds.shown import Asked, Choice, Posted, Reviewed, ReviewedRow, Row, Shown
from assessments.kinds.texts import Texts, same, say

MOST, MOST_EXTRAS = 10, 5


class Matching(Kind):
    """Given {"1": "3"}, from left to right; stored {"a": "c"}, from a pair to the pair or extra whose right it got.

    Layout: {"left": [pair ids], "right": [ids of pairs and extras]}, what reads the same only once.
    """

    name = "matching"
    says = _("Learners find for each thing on the left the one on the right that belongs to it.")
    editor = (
        parts.Rows(
            "pairs",
            "pair",
            _("Pairs"),
            _("Pair"),
            (parts.Said("left", _("Left")), parts.Said("right", _("Right"))),
            most=MOST,
            least=4,
            help=_("Learners see the right sides in another order, each of them."),
        ),
        parts.Rows(
            "extras",
            "extra",
            _("Right sides too many"),
            _("Right side"),
            (parts.Said("text", _("Text")),),
            most=MOST_EXTRAS,
            least=1,
            help=_("They belong to nothing, so that nobody finds the last pair by elimination."),
        ),
    )

    def check(self, result: Check, content: Content) -> None:
        def pair(where: str, one: Mapping[str, Any]) -> dict[str, Any]:
            return {side: texts(result, f"{where}.{side}", one.get(side)) for side in ("left", "right")}

        def extra(where: str, one: Mapping[str, Any]) -> dict[str, Any]:
            return {"text": texts(result, f"{where}.text", one.get("text"))}

        pairs = result.content["pairs"] = rows(result, "pairs", content.get("pairs"), pair)
        taken = {one["id"] for one in pairs}
        extras = result.content["extras"] = rows(result, "extras", content.get("extras"), extra, taken=taken)
        if len(pairs) < 2:
            result.fault("pairs", "at_least_two")
        if len(pairs) > MOST:
            result.fault("pairs", "too_many")
        if len(extras) > MOST_EXTRAS:
            result.fault("extras", "too_many")
        refuse_twins(result, "pairs", pairs, "left")
        if any(same(one["text"], other["right"]) for one in extras for other in pairs):
            result.fault("extras", "duplicate")

    def texts(self, content: Content) -> dict[str, Texts]:
        sides = {f"pairs.{i}.{side}": one[side] for i, one in enumerate(content["pairs"]) for side in ("left", "right")}
        return sides | {f"extras.{i}.text": one["text"] for i, one in enumerate(content["extras"])}

    def lay_out(self, content: Content, chance: Random) -> dict[str, list[str]]:
        right = sorted(set(_first(content).values()))
        chance.shuffle(right)
        return {"left": [one["id"] for one in content["pairs"]], "right": right}

    def stored(self, layout: Any, given: Any) -> dict[str, str] | None:
        said = shapes.by_row(given, len(layout["left"]))
        return {
            shapes.place(layout["left"], row): shapes.place(layout["right"], name) for row, name in said.items()
        } or None

    def given(self, layout: Any, stored: Any) -> dict[str, str]:
        return {
            shapes.place_of(layout["left"], left): shapes.place_of(layout["right"], right)
            for left, right in stored.items()
        }

    def grade(self, content: Content, answer: Any) -> Fraction:
        first = _first(content)
        hits = sum(first.get(answer.get(one["id"], "")) == first[one["id"]] for one in content["pairs"])
        return Fraction(hits, len(content["pairs"]))

    def right(self, content: Content) -> dict[str, str]:
        first = _first(content)
        return {one["id"]: first[one["id"]] for one in content["pairs"]}

    def face(self, content: Content, layout: Any, language: str) -> Asked:
        lefts, rights = {one["id"]: one["left"] for one in content["pairs"]}, _rights(content)
        return Asked(
            rows=tuple(Row(str(i), say(lefts[name], language)) for i, name in enumerate(layout["left"], 1)),
            choices=tuple(Choice(str(i), say(rights[name], language)) for i, name in enumerate(layout["right"], 1)),
        )

    def review(self, content: Content, layout: Any, answer: Any, language: str, *, with_keys: bool) -> Reviewed:
        rights, key, chosen = _rights(content), self.right(content), answer or {}
        return Reviewed(
            rows=tuple(
                ReviewedRow(
                    text=say(one["left"], language),
                    answer=say(rights.get(chosen.get(one["id"], ""), {}), language),
                    correct=chosen.get(one["id"]) == key[one["id"]] if with_keys else None,
                    right_answer=say(one["right"], language) if with_keys else "",
                )
                for one in content["pairs"]
            )
        )

    def typed(self, name: str, shown: Shown, posted: Posted) -> dict[str, str] | None:
        return shapes.typed_rows(name, shown, posted)


def _rights(content: Content) -> dict[str, Texts]:
    pairs = {one["id"]: one["right"] for one in content["pairs"]}
    return pairs | {one["id"]: one["text"] for one in content["extras"]}


def _first(content: Content) -> dict[str, str]:
    """Of each right side, the id of the first that says the same: two lefts may belong to one right."""
    rights = _rights(content)
    return {name: next(other for other in rights if same(rights[other], rights[name])) for name in rights}
