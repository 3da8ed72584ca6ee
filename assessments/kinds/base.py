"""What each kind of question can do. One file of this room holds one kind; pure, as is all that it needs.

An answer has two forms. Given: what the browser sends and gets; whatever can be chosen is named by its place in this
learner's layout, from "1", so that nothing of the author's own ids (where the first is so often the right one) is seen.
Stored: the same with the author's ids; marking depends on no order. None is unanswered, and never reaches a kind.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from fractions import Fraction
from random import Random
from typing import Any, ClassVar

from assessments.kinds.checks import Check
from assessments.kinds.parts import Part, Words
from assessments.kinds.shown import Asked, Posted, Reviewed, Shown
from assessments.kinds.texts import Texts, say

NOTHING, ALL = Fraction(0), Fraction(1)
Content = Mapping[str, Any]


class Kind(ABC):
    """A kind of question. `content` is in the shape documented at QuestionVersion, `layout` what `lay_out` gave."""

    name: ClassVar[str]
    # One sentence for authors: what a learner does.
    says: ClassVar[Words]
    editor: ClassVar[tuple[Part, ...]]
    # Marked by people: `grade` says None to any answer.
    by_people: ClassVar[bool] = False
    # Answered by files, which come by a way of their own (assessments.filing), and not by saving an answer.
    of_files: ClassVar[bool] = False

    @abstractmethod
    def check(self, result: Check, content: Content) -> None:
        """Put what the kind needs into `result.content`, cleaned, and what is wrong into its faults."""

    def texts(self, content: Content) -> dict[str, Texts]:
        """By place: the texts besides the stem that a language must have for the question to be asked in it."""
        return {}

    def images(self, content: Content) -> list[str]:
        """The ids of the CMS's images that it shows."""
        return []

    def stem(self, content: Content, language: str) -> str:
        """The question itself, as markup."""
        return say(content["stem"], language)

    def lay_out(self, content: Content, chance: Random) -> Any:
        """What a learner's attempt holds to give out choices and take answers: ids in the order that they are shown.

        An answer is stored and given by this alone, without the content, which a save therefore need not load.
        """
        return []

    @abstractmethod
    def stored(self, layout: Any, given: Any) -> Any:
        """The stored form of a given answer; None when it says nothing. Raises WrongTypeError."""

    def given(self, layout: Any, stored: Any) -> Any:
        """The given form of a stored answer; the reverse of `stored`."""
        return stored

    @abstractmethod
    def grade(self, content: Content, answer: Any) -> Fraction | None:
        """How much of the question a stored answer is worth, from 0 to 1, exact; None: a person says (by_people)."""

    @abstractmethod
    def right(self, content: Content) -> Any:
        """A stored answer that is worth all; None where people mark."""

    def face(self, content: Content, layout: Any, language: str) -> Asked:
        """What is asked; nothing of it depends on what is right."""
        return Asked()

    @abstractmethod
    def review(self, content: Content, layout: Any, answer: Any, language: str, *, with_keys: bool) -> Reviewed:
        """What was answered (None: nothing) and, only `with_keys`, what is right."""

    def typed(self, name: str, shown: Shown, posted: Posted) -> Any:
        """The given form of what a plain form says in its field of that name, or in `name-1`, … one for each row."""
        return posted.get(name) or None
