"""A short text: worth the share of the first accepted form that it equals; nothing where there is none."""

from collections.abc import Mapping
from fractions import Fraction
from html import escape
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.kinds import parts, shapes, wordforms
from assessments.kinds.base import NOTHING, Content, Kind
from assessments.kinds.checks import Check, rows, texts
from assessments.kinds.shown import Reviewed, ReviewedRow
from assessments.kinds.texts import say

MOST = 10


class ShortText(Kind):
    """Given and stored: what was typed."""

    name = "shorttext"
    says = _("Learners type a word or a few; you list the forms that count, in Thai and in English.")
    editor = (
        parts.Rows(
            "forms",
            "form",
            _("Accepted forms"),
            _("Accepted form"),
            (
                parts.Line("text", _("Text"), longest=wordforms.LONGEST),
                parts.Line(
                    "share",
                    _("Share of the points"),
                    _("1 is all of them, 0.5 half. With 0 a form only gets its feedback."),
                    initial="1",
                    longest=10,
                ),
                parts.Said("feedback", _("Why, when typed")),
            ),
            most=MOST,
            help=_(
                "In any language; the first form that matches counts. Spaces, invisible characters and Thai or Arabic "
                "digits make no difference."
            ),
        ),
        parts.Flag("ignore_case", _("Capital and small letters are the same"), initial=True),
    )

    def check(self, result: Check, content: Content) -> None:
        def read(where: str, one: Mapping[str, Any]) -> dict[str, Any]:
            return {
                **wordforms.read(result, where, one),
                "feedback": texts(result, f"{where}.feedback", one.get("feedback")),
            }

        forms = result.content["forms"] = rows(result, "forms", content.get("forms"), read, named=False)
        ignore_case = result.content["ignore_case"] = bool(content.get("ignore_case", True))
        wordforms.check(result, "forms", forms, ignore_case=ignore_case)
        if len(forms) > MOST:
            result.fault("forms", "too_many")

    def stored(self, layout: Any, given: Any) -> str | None:
        return shapes.typed_line(given)

    def grade(self, content: Content, answer: Any) -> Fraction:
        form = self._form(content, answer)
        return Fraction(form["share"]) if form else NOTHING

    def right(self, content: Content) -> str:
        return wordforms.full(content["forms"])

    def review(self, content: Content, layout: Any, answer: Any, language: str, *, with_keys: bool) -> Reviewed:
        form = self._form(content, answer) if answer else None
        row = ReviewedRow(
            text="",
            answer=escape(answer or ""),
            right_answer=escape(self.right(content)) if with_keys else "",
            feedback=say(form["feedback"], language) if form else "",
        )
        return Reviewed(rows=(row,))

    def _form(self, content: Content, answer: str) -> Mapping[str, Any] | None:
        return wordforms.matching(content["forms"], answer, ignore_case=content["ignore_case"])
