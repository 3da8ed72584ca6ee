"""What a kind adds to the face of a question, and to its review. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from assessments import richtext
from assessments.kinds.pictures import Picture


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose as shown: `id` is its place in this learner's order, counted from 1."""

    id: str
    text: str

    @property
    def plain(self) -> str:
        """Its words alone, for a list that shows no markup."""
        return richtext.plain(self.text)


@dataclass(frozen=True, slots=True)
class Row:
    """One of several things to answer, named by its place; by one of its choices, or without any by typing."""

    id: str
    text: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a kind adds to the face of a question. `rows` without choices of their own are answered by `choices`.

    `limits` say how much may be given: of an essay least_words and most_words, of files types, most_files and
    most_megabytes; None for no limit.
    """

    choices: tuple[Choice, ...] = ()
    rows: tuple[Row, ...] = ()
    unit: str = ""
    picture: Picture | None = None
    limits: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReviewedChoice:
    """A choice after marking. `correct` is None, and `feedback` empty unless it was chosen, while keys are kept."""

    id: str
    text: str
    chosen: bool
    correct: bool | None
    feedback: str


@dataclass(frozen=True, slots=True)
class ReviewedRow:
    """One of several things that were answered, all markup. `answer` is empty where there was none.

    While keys are kept, `correct` is None and `right_answer` empty.
    """

    text: str
    answer: str
    correct: bool | None = None
    right_answer: str = ""
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a kind adds to the review of a question; the last two say nothing while keys are kept.

    `stem` stands for the question's own where it is not empty.
    """

    stem: str = ""
    choices: tuple[ReviewedChoice, ...] = ()
    rows: tuple[ReviewedRow, ...] = ()
    unit: str = ""
    picture: Picture | None = None
    right_answer: bool | str | None = None
    tolerance: str = ""


class Posted(Protocol):
    """A plain form that was sent; Django's QueryDict is one."""

    def get(self, key: str, default: Any = None, /) -> Any:
        """The last value of a field."""

    def getlist(self, key: str, /) -> list[Any]:
        """All its values."""


class Shown(Protocol):
    """A question as it was asked."""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """As Asked has them."""

    @property
    def rows(self) -> tuple[Row, ...]:
        """As Asked has them."""
