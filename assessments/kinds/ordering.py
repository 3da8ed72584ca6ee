"""Ordering: things are brought into their right order.

Worth (longest run of items that stand in right succession - 1) / (items - 1).
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.kinds import parts, shapes
from assessments.kinds.base import NOTHING, Content, Kind
from assessments.kinds.checks import Check, refuse_twins, rows, texts
from assessments.kinds.shown import Asked, Choice, Posted, Reviewed, ReviewedRow, Shown
from assessments.kinds.texts import Texts, say

MOST = 10


class Ordering(Kind):
    """Given ["2", "1", "3"], stored ["b", "a", "c"], the first first. What was not placed is not in it."""

    name = "ordering"
    says = _("Learners bring steps or things into their right order.")
    editor = (
        parts.Rows(
            "items",
            "item",
            _("Items, in the right order"),
            _("Item"),
            (parts.Said("text", _("Text")),),
            most=MOST,
            least=4,
            help=_("Learners see them in another order, each of them."),
        ),
    )

    def check(self, result: Check, content: Content) -> None:
        def read(where: str, one: Mapping[str, Any]) -> dict[str, Any]:
            return {"text": texts(result, f"{where}.text", one.get("text"))}

        items = result.content["items"] = rows(result, "items", content.get("items"), read)
        if len(items) < 2:
            result.fault("items", "at_least_two")
        if len(items) > MOST:
            result.fault("items", "too_many")
        refuse_twins(result, "items", items)

    def texts(self, content: Content) -> dict[str, Texts]:
        return {f"items.{i}.text": one["text"] for i, one in enumerate(content["items"])}

    def lay_out(self, content: Content, chance: Random) -> list[str]:
        order = self.right(content)
        chance.shuffle(order)
        return order

    def stored(self, layout: Any, given: Any) -> list[str] | None:
        if not isinstance(given, list) or len(given) > len(layout):
            raise shapes.WrongTypeError
        placed = [shapes.place(layout, name) for name in given]
        if len(set(placed)) < len(placed):
            raise shapes.WrongTypeError
        return placed or None

    def given(self, layout: Any, stored: Any) -> list[str]:
        return [shapes.place_of(layout, name) for name in stored]

    def grade(self, content: Content, answer: Any) -> Fraction:
        right = self.right(content)
        return Fraction(longest_run(right, answer) - 1, len(right) - 1) if answer else NOTHING

    def right(self, content: Content) -> list[str]:
        return [one["id"] for one in content["items"]]

    def face(self, content: Content, layout: Any, language: str) -> Asked:
        said = {one["id"]: one["text"] for one in content["items"]}
        return Asked(choices=tuple(Choice(str(i), say(said[name], language)) for i, name in enumerate(layout, 1)))

    def review(self, content: Content, layout: Any, answer: Any, language: str, *, with_keys: bool) -> Reviewed:
        said = {one["id"]: say(one["text"], language) for one in content["items"]}
        placed = [said.get(name, "") for name in answer or ()]
        return Reviewed(
            rows=tuple(
                ReviewedRow(
                    text=str(i),
                    answer=placed[i - 1] if i <= len(placed) else "",
                    right_answer=text if with_keys else "",
                )
                for i, text in enumerate(said.values(), 1)
            )
        )

    def typed(self, name: str, shown: Shown, posted: Posted) -> Any:
        """The form asks of each item its place: none twice, otherwise what was typed comes back as it is."""
        said = {choice.id: posted.get(f"{name}-{choice.id}") or "" for choice in shown.choices}
        placed = {item: int(where) for item, where in said.items() if where.isdecimal() and len(where) < 3}
        if len(set(placed.values())) < len(placed):
            return said
        return sorted(placed, key=placed.__getitem__) or None


def longest_run(right: Sequence[str], answer: Sequence[str]) -> int:
    """How many items stand one behind the other as they should, at most. `answer` has at least one."""
    following = dict(pairwise(right))
    longest = run = 1
    for one, other in pairwise(answer):
        run = run + 1 if following.get(one) == other else 1
        longest = max(longest, run)
    return longest
