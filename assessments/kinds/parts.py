"""What the editor of a kind of question is made of, said as data; assessments.forms makes fields of it. Pure."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words: TypeAlias = "str | _StrPromise"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; `name` is its key in the content and the name of its field."""

    name: str
    label: Words
    help: Words = ""
    initial: str = ""
    longest: int = 200


@dataclass(frozen=True, slots=True)
class Said:
    """A text in Thai and in English."""

    name: str
    label: Words
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no."""

    name: str
    label: Words
    initial: bool = False


@dataclass(frozen=True, slots=True)
class Pick:
    """One of some values, of any type, each with its label."""

    name: str
    label: Words
    options: tuple[tuple[object, Words], ...]
    initial: object = None
    radios: bool = False


@dataclass(frozen=True, slots=True)
class Picks:
    """Some of some values, each with its label: a list of them."""

    name: str
    label: Words
    options: tuple[tuple[str, Words], ...]
    initial: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PickRow:
    """One of the rows of another list, held by its id and chosen by its number."""

    name: str
    label: Words
    of: str


@dataclass(frozen=True, slots=True)
class Forms:
    """Accepted forms of a text, one a line, "| 0.5" behind those that are worth a part: [{"text", "share"}]."""

    name: str
    label: Words
    help: Words = ""


@dataclass(frozen=True, slots=True)
class Options:
    """A short list of choices, one a line in each language, "*" before the right one: [{"id", "text", "correct"}]."""

    name: str
    label: Words
    help: Words = ""


@dataclass(frozen=True, slots=True)
class Levels:
    """Levels of a criterion, one a line in each language, points before a "|": [{"id", "text", "points"}]."""

    name: str
    label: Words
    help: Words = ""


@dataclass(frozen=True, slots=True)
class Numbers:
    """Whole numbers on one line: [100, 200]."""

    name: str
    label: Words
    help: Words = ""


@dataclass(frozen=True, slots=True)
class Image:
    """An image of the CMS, held by its id as text."""

    name: str
    label: Words
    help: Words = ""


Field = Line | Said | Flag | Pick | Picks | PickRow | Forms | Options | Levels | Numbers | Image


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of rows, each with an id of its own; `row` begins the names of its fields ("choice_0_text_th").

    Where authors write the ids themselves, `mark` says what they are.
    """

    name: str
    row: str
    label: Words
    one: Words
    fields: tuple[Field, ...]
    most: int
    least: int = 2
    help: Words = ""
    mark: Words = ""


Part = Field | Rows
