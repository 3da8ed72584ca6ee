"""Several choices, of which one or more are right.

Worth max(0, right ones picked / right ones - wrong ones picked / wrong ones). Picking everything is worth nothing,
picking nothing is worth nothing, each right pick adds and each wrong pick takes away the same share.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.kinds import shapes
from assessments.kinds.base import NOTHING, Content
from assessments.kinds.choices import Choices
from assessments.kinds.shown import Posted, Shown


class Multiple(Choices):
    """Given ["1", "3"], stored ["a", "c"]."""

    name = "multiple"
    says = _("Learners choose all that is right; each right choice counts, each wrong one takes away.")

    def stored(self, layout: Any, given: Any) -> list[str] | None:
        return shapes.places(layout, given)

    def given(self, layout: Any, stored: Any) -> list[str]:
        return [shapes.place_of(layout, name) for name in stored]

    def grade(self, content: Content, answer: Any) -> Fraction:
        return share(content["choices"], answer)

    def typed(self, name: str, shown: Shown, posted: Posted) -> list[str]:
        return posted.getlist(name)


def share(listed: Sequence[Content], answer: Sequence[str]) -> Fraction:
    """The rule above, for a list of rows with "id" and "correct"."""
    right = {one["id"] for one in listed if one["correct"]}
    wrong = {one["id"] for one in listed} - right
    picked = set(answer)
    gained = Fraction(len(picked & right), len(right)) if right else NOTHING
    lost = Fraction(len(picked & wrong), len(wrong)) if wrong else NOTHING
    return max(NOTHING, gained - lost)
