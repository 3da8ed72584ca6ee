"""Named fields in an officer's texts: {name}, {hours}. Pure: nothing else in a text means anything."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FIELDS: dict[str, Promise] = {
    "name": _("the holder's name"),
    "course": _("the course"),
    "hours": _("hours"),
    "score": _("score, per cent"),
    "date": _("the day of completion"),
    "valid_until": _("the last day on which it counts"),
    "cohort": _("the cohort"),
    "agency": _("the holder's agency"),
    "serial": _("the serial number"),
    "issuer": _("who issues"),
}
_FIELD = re.compile(r"\{([^{}\n]*)\}")


@dataclass(frozen=True, slots=True)
class Read:
    """What a text names: `known` fields, `unknown` ones as typed, and whether a brace stands alone."""

    known: frozenset[str]
    unknown: tuple[str, ...]
    alone: bool


def read(text: str) -> Read:
    """The fields of a text."""
    named = [name.strip() for name in _FIELD.findall(text)]
    rest = _FIELD.sub("", text)
    return Read(
        known=frozenset(name for name in named if name in FIELDS),
        unknown=tuple(dict.fromkeys(name for name in named if name not in FIELDS)),
        alone="{" in rest or "}" in rest,
    )


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its fields filled; empty where a field that it names has nothing to say.

    What is filled in is never read again: braces in a name stay braces.
    """
    if any(not values.get(name, "") for name in read(text).known):
        return ""
    return _FIELD.sub(lambda found: values.get(found[1].strip(), found[0]), text)


def lines(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line for line in text.splitlines() if line.strip()]


def clean(text: str, *, many: bool = False) -> str:
    """What can be seen of a text, composed, in single spaces: invisible characters that turn or split it are dropped.

    One line unless `many`.
    """
    composed = unicodedata.normalize("NFC", text)
    kept = [" ".join(_seen(line).split()) for line in composed.splitlines()]
    return "\n".join(line for line in kept if line) if many else " ".join(line for line in kept if line)


def _seen(line: str) -> str:
    return "".join(one if one != "\t" else " " for one in line if one == "\t" or unicodedata.category(one)[0] != "C")


def in_braces(names: Iterable[str]) -> str:
    """As people type them."""
    return ", ".join("{" + name + "}" for name in names)
