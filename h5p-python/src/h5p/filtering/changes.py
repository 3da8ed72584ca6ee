"""What filtering did to a value, and where."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

# Whoever must read them does not read more; and hostile content must not fill the memory by being corrected.
MOST_CHANGES = 1000
LONGEST_DETAIL = 200
# No number of JavaScript is as large; nor does Python write much larger ones.
BEYOND_NUMBERS = 10**300


class What(StrEnum):
    """The kinds of change. Only `pattern-not-tested` leaves the value as it was."""

    UNKNOWN_KEY = "unknown-key"
    UNKNOWN_TYPE = "unknown-type"
    WRONG_TYPE = "wrong-type"
    EMPTY = "empty"
    TOO_DEEP = "too-deep"
    ESCAPED = "escaped"
    HTML_CLEANED = "html-cleaned"
    HTML_REFUSED = "html-refused"
    TOO_LONG = "too-long"
    PATTERN_NOT_MATCHED = "pattern-not-matched"
    PATTERN_NOT_TESTED = "pattern-not-tested"
    NOT_A_NUMBER = "not-a-number"
    NUMBER_ADJUSTED = "number-adjusted"
    NOT_A_BOOLEAN = "not-a-boolean"
    UNKNOWN_OPTION = "unknown-option"
    TOO_MANY = "too-many"
    LIBRARY_NOT_ALLOWED = "library-not-allowed"
    LIBRARY_MISSING = "library-missing"
    IDENTIFIER_REFUSED = "identifier-refused"
    PATH_REFUSED = "path-refused"
    PATH_REWRITTEN = "path-rewritten"
    MIME_REFUSED = "mime-refused"


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `path` is a JSON pointer into the params as they came, `detail` an English sentence."""

    path: str
    what: What
    detail: str

    def __str__(self) -> str:
        return f"{self.path}: {self.detail}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the filter is: a key in the place around it. Written out only when something is to be said."""

    key: str | int = ""
    around: "Place | None" = None
    depth: int = 0

    def at(self, key: str | int) -> "Place":
        """The place of this key in here."""
        return Place(key, self, self.depth + 1)

    @property
    def pointer(self) -> str:
        """As a JSON pointer (RFC 6901); keys are cut at 200 characters."""
        keys: list[str] = []
        place = self
        while place.around is not None:
            keys.append(cut(str(place.key)).replace("~", "~0").replace("/", "~1"))
            place = place.around
        return "".join(f"/{key}" for key in reversed(keys))


@dataclass(slots=True)
class Changes:
    """The changes so far: the first 1000, and how many more there were."""

    listed: list[Change] = field(default_factory=list)
    unlisted: int = 0

    def add(self, place: Place, what: What, detail: str) -> None:
        """Keep one."""
        if len(self.listed) < MOST_CHANGES:
            self.listed.append(Change(place.pointer, what, detail))
        else:
            self.unlisted += 1


def cut(text: str) -> str:
    """The text short enough for a sentence, without what cannot be written as UTF-8."""
    short = text if len(text) <= LONGEST_DETAIL else text[:LONGEST_DETAIL] + "…"
    return short.encode("utf-8", "replace").decode()


def shown(value: Any) -> str:
    """The value in a sentence; of objects and lists, which may be large, only that."""
    if isinstance(value, str):
        return repr(cut(value))
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    if isinstance(value, int) and abs(value) >= BEYOND_NUMBERS:
        return "a number beyond measure"
    words = {"None": "null", "True": "true", "False": "false"}
    return words.get(repr(value), repr(value))
