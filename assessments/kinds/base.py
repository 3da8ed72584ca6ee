"""What each kind of question can do. One file of this room holds one kind; pure, as is all that it needs.

An answer has two forms. Given: what the browser sends and gets; whatever can be chosen is named by its place in this
learner's layout, from "1", so that nothing of the author's own ids (where the first is so often the right one) is seen.
Stored: the same with the author's ids; marking depends on no order. None is unanswered, and never reaches a kind.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any, ClassVar, Protocol

from assessments.kinds.checks import Check
from assessments.kinds.parts import Part, Words
from assessments.kinds.texts import Texts

NOTHING, ALL = Fraction(0), Fraction(1)
Content = Mapping[str, Any]


class WrongTypeError(ValueError):
    """The answer has not the shape that the question's kind takes."""


class Posted(Protocol):
    """A plain form that was sent; Django's QueryDict is one."""

    def get(self, key: str, default: Any = None, /) -> Any:
        """The last value of a field."""

    def getlist(self, key: str, /) -> list[Any]:
        """All its values."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose as shown: `id` is its place in this learner's order, counted from 1."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a kind adds to the face of a question."""

    choices: tuple[Choice, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ReviewedChoice:
    """A choice after marking. `correct` is None, and `feedback` empty unless it was chosen, while keys are kept."""

    id: str
    text: str
    chosen: bool
    correct: bool | None
    feedback: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a kind adds to the review of a question; the last two say nothing while keys are kept."""

    choices: tuple[ReviewedChoice, ...] = ()
    unit: str = ""
    right_answer: bool | str | None = None
    tolerance: str = ""


class Kind(ABC):
    """A kind of question. `content` is in the shape documented at QuestionVersion, `layout` what `lay_out` gave."""

    name: ClassVar[str]
    # One sentence for authors: what a learner does.
    says: ClassVar[Words]
    editor: ClassVar[tuple[Part, ...]]

    @abstractmethod
    def check(self, result: Check, content: Content) -> None:
        """Put what the kind needs into `result.content`, cleaned, and what is wrong into its faults."""

    def texts(self, content: Content) -> dict[str, Texts]:
        """By place: the texts besides the stem that a language must have for the question to be asked in it."""
        return {}

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
    def grade(self, content: Content, answer: Any) -> Fraction:
        """How much of the question a stored answer is worth, from 0 to 1, exact."""

    @abstractmethod
    def right(self, content: Content) -> Any:
        """A stored answer that is worth all."""

    def face(self, content: Content, layout: Any, language: str) -> Asked:
        """What is asked; nothing of it depends on what is right."""
        return Asked()

    @abstractmethod
    def review(self, content: Content, layout: Any, answer: Any, language: str, *, with_keys: bool) -> Reviewed:
        """What was answered (None: nothing) and, only `with_keys`, what is right."""

    def typed(self, name: str, choices: Sequence[Choice], posted: Posted) -> Any:
        """The given form of what a plain form says in its field of that name."""
        return posted.get(name) or None


def place(order: Sequence[str], name: Any) -> str:
    """The id at a place that was given. Raises WrongTypeError."""
    if not isinstance(name, str) or not name.isascii() or not name.isdecimal() or len(name) > 3:
        raise WrongTypeError
    number = int(name)
    if not 1 <= number <= len(order):
        raise WrongTypeError
    return order[number - 1]


def places(order: Sequence[str], given: Any) -> list[str] | None:
    """The ids at the places that were given, in the learner's order. Raises WrongTypeError."""
    if not isinstance(given, list) or len(given) > len(order):
        raise WrongTypeError
    picked = {place(order, name) for name in given}
    return [name for name in order if name in picked] or None


def place_of(order: Sequence[str], name: str) -> str:
    """Where in the order an id stands, from "1"."""
    return str(order.index(name) + 1)
