"""Essay: a text of some paragraphs, marked by a person."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.kinds import parts, rubrics, shapes
from assessments.kinds.base import Content, Kind
from assessments.kinds.checks import Check, whole
from assessments.kinds.shown import Asked, Reviewed
from assessments.kinds.texts import Texts

LONGEST = 20_000  # characters
MOST_WORDS = 5_000


class Essay(Kind):
    """Given and stored: what was written, its lines ended by a line feed. How long it should be is said, not forced."""

    name = "essay"
    by_people = True
    says = _("Learners write a text of some paragraphs; people mark it by your criteria.")
    editor = (
        parts.Line("least_words", _("Words at least"), _("Empty: no limit. Thai words are counted too."), longest=5),
        parts.Line(
            "most_words", _("Words at most"), _("Empty: no limit. Learners are told; a mark decides."), longest=5
        ),
        rubrics.EDITOR,
    )

    def check(self, result: Check, content: Content) -> None:
        for name in ("least_words", "most_words"):
            result.content[name] = whole(result, name, content.get(name), MOST_WORDS)
        least, most = result.content["least_words"], result.content["most_words"]
        if least and most and least > most:
            result.fault("most_words", "below_least")
        rubrics.check(result, content)

    def texts(self, content: Content) -> dict[str, Texts]:
        return rubrics.said(content)

    def stored(self, layout: Any, given: Any) -> str | None:
        if not isinstance(given, str) or len(given) > LONGEST:
            raise shapes.WrongTypeError
        text = given.replace("\r\n", "\n").replace("\r", "\n").rstrip()
        if any(unicodedata.category(letter) in {"Cc", "Cs"} and letter not in "\n\t" for letter in text):
            raise shapes.WrongTypeError
        return text if text.strip() else None

    def grade(self, content: Content, answer: Any) -> None:
        """A person says."""

    def right(self, content: Content) -> None:
        """There is no one right text."""

    def face(self, content: Content, layout: Any, language: str) -> Asked:
        return Asked(limits=limits(content, "least_words", "most_words"))

    def review(self, content: Content, layout: Any, answer: Any, language: str, *, with_keys: bool) -> Reviewed:
        return Reviewed()


def limits(content: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Those of the content that say how much may be given."""
    return {name: content.get(name) for name in names}
