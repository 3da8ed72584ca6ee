"""True or false. All or nothing."""

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.kinds import parts, shapes
from assessments.kinds.base import ALL, NOTHING, Content, Kind
from assessments.kinds.checks import Check
from assessments.kinds.shown import Posted, Reviewed, Shown


class TrueFalse(Kind):
    """Given and stored: true or false."""

    name = "truefalse"
    says = _("Learners say whether a statement is true.")
    editor = (parts.Pick("answer", _("The statement is"), ((True, _("True")), (False, _("False"))), radios=True),)

    def check(self, result: Check, content: Content) -> None:
        result.content["answer"] = content.get("answer")
        if not isinstance(content.get("answer"), bool):
            result.fault("answer", "required")

    def stored(self, layout: Any, given: Any) -> bool:
        if not isinstance(given, bool):
            raise shapes.WrongTypeError
        return given

    def grade(self, content: Content, answer: Any) -> Fraction:
        return ALL if answer is content["answer"] else NOTHING

    def right(self, content: Content) -> Any:
        return content["answer"]

    def review(self, content: Content, layout: Any, answer: Any, language: str, *, with_keys: bool) -> Reviewed:
        return Reviewed(right_answer=content["answer"] if with_keys else None)

    def typed(self, name: str, shown: Shown, posted: Posted) -> Any:
        said = posted.get(name)
        return {"true": True, "false": False}.get(said or "", said or None)
