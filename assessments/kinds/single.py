"""Single choice: one is right. All or nothing."""

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.kinds import shapes
from assessments.kinds.base import ALL, NOTHING, Content
from assessments.kinds.checks import Check
from assessments.kinds.choices import Choices


class Single(Choices):
    """Given "2", stored "b"."""

    name = "single"
    says = _("Learners choose the one right answer.")

    def check_key(self, result: Check, correct: int) -> None:
        if correct != 1:
            result.fault("choices", "one_correct")

    def stored(self, layout: Any, given: Any) -> str:
        return shapes.place(layout, given)

    def given(self, layout: Any, stored: Any) -> str:
        return shapes.place_of(layout, stored)

    def grade(self, content: Content, answer: Any) -> Fraction:
        return ALL if any(choice["id"] == answer and choice["correct"] for choice in content["choices"]) else NOTHING

    def right(self, content: Content) -> str:
        return str(super().right(content)[0])
