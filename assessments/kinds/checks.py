"""With these each kind checks its content: what is sound is written in one way, what is not is named. Pure."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product
from string import ascii_lowercase
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments import numerals, richtext
from assessments.kinds.texts import LANGUAGES

LONGEST = 20_000
ID = re.compile(r"[A-Za-z0-9_-]{1,40}", re.ASCII)
SAYS: dict[str, Promise] = {
    "required": _("This is missing."),
    "missing_language": _("This is missing in this language, although the rest is there."),
    "too_long": _("This is too long: 20,000 characters at most."),
    "malformed": _("This has not the expected form."),
    "one_correct": _("Mark exactly one choice as correct."),
    "some_correct": _("Mark at least one choice as correct."),
    "too_few_choices": _("Give at least two choices."),
    "too_many_choices": _("Give at most ten choices."),
    "duplicate_choice": _("Two choices say the same."),
    "at_least_one": _("Give at least one."),
    "at_least_two": _("Give at least two."),
    "too_many": _("These are too many."),
    "duplicate": _("Two of these say the same."),
    "no_full_form": _("One form must be worth all the points."),
    "duplicate_form": _("Two forms are the same once spaces, digits and capital letters are made alike."),
    "marks_differ": _("The text must hold the mark of each gap once, as [[a]]."),
    "not_an_area": _("These numbers do not make such an area."),
    "no_area_correct": _("Mark at least one area as correct."),
    "no_image": _("There is no such picture."),
    "no_own_unit": _("One unit must have the factor 1: the unit of the right answer."),
    "not_a_share": _("Write a number from 0 to 1."),
    "not_positive": _("Write a number greater than zero."),
    "not_a_number": _("Write a number."),
    "negative": _("This may not be less than zero."),
    "not_whole": _("Write a whole number that is not too large, or leave it empty."),
    "below_least": _("The most may not be less than the least."),
    "no_type": _("Choose at least one type of file."),
}


@dataclass
class Check:
    """The cleaned content, and the codes of what is wrong by field ("stem.th", "choices.1.text.en")."""

    content: dict[str, Any] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)

    def fault(self, where: str, code: str) -> None:
        """Note what is wrong; the first fault of a field stays."""
        self.faults.setdefault(where, code)

    def as_fields(self) -> dict[str, dict[str, str]]:
        """For a refusal: {"stem.th": {"code", "detail"}}."""
        return {where: {"code": code, "detail": str(SAYS[code])} for where, code in self.faults.items()}


def texts(result: Check, where: str, value: Any) -> dict[str, str]:
    """The text in both languages, cleaned; empty where there is none."""
    said = {} if value is None else value
    if not isinstance(said, Mapping):
        result.fault(where, "malformed")
        return dict.fromkeys(LANGUAGES, "")
    cleaned = {}
    for language in LANGUAGES:
        text = said.get(language) or ""
        if not isinstance(text, str):
            result.fault(f"{where}.{language}", "malformed")
            text = ""
        if len(text) > LONGEST:
            result.fault(f"{where}.{language}", "too_long")
        cleaned[language] = richtext.clean(text) if richtext.plain(text) else ""
    return cleaned


def decimal(result: Check, where: str, value: Any) -> str:
    """The number as the shortest plain text; "0" where it is none."""
    if value is None or value == "":
        result.fault(where, "required")
        return "0"
    number = numerals.parse(value) if isinstance(value, str) else None
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        number = Decimal(str(value))
    if number is None or not number.is_finite():
        result.fault(where, "not_a_number")
        return "0"
    return numerals.write(number)


def whole(result: Check, where: str, value: Any, most: int) -> int | None:
    """A whole number from 1 to `most`, as an author gave it; None for nothing, and with a fault for anything else."""
    if value in (None, ""):
        return None
    number = None if isinstance(value, bool) else numerals.parse(str(value))
    if number is None or number % 1 or not 1 <= number <= most:
        result.fault(where, "not_whole")
        return None
    return int(number)


Row = Callable[[str, Mapping[str, Any]], dict[str, Any]]


def rows(
    result: Check, where: str, value: Any, read: Row, *, named: bool = True, taken: Collection[str] = ()
) -> list[dict[str, Any]]:
    """Each row of a list as `read(its place, it)` says.

    When `named`, with an id before: its own, or the next letter that is free in the list and not `taken` elsewhere.
    """
    if value is not None and not (isinstance(value, list) and all(isinstance(one, Mapping) for one in value)):
        result.fault(where, "malformed")
        value = None
    given: list[Mapping[str, Any]] = value or []
    if not named:
        return [read(f"{where}.{i}", one) for i, one in enumerate(given)]
    spare = free({*taken, *(str(one["id"]) for one in given if one.get("id"))})
    made = []
    for i, one in enumerate(given):
        name = str(one.get("id") or next(spare))
        if not ID.fullmatch(name) or name in taken:
            result.fault(f"{where}.{i}", "malformed")
        made.append({"id": name, **read(f"{where}.{i}", one)})
    return made


def refuse_twins(
    result: Check, where: str, listed: Sequence[Mapping[str, Any]], text: str = "text", code: str = "duplicate"
) -> None:
    """Two rows with one id, or that say the same in a language, are one too many."""
    if len({one["id"] for one in listed}) < len(listed):
        result.fault(where, code)
    for language in LANGUAGES:
        said = [one[text][language] for one in listed if one[text][language]]
        if len(set(said)) < len(said):
            result.fault(where, code)


def free(taken: Collection[str]) -> Iterator[str]:
    """Letters that are no id yet: a, b, … z, aa, ab, …"""
    for length in (1, 2):
        for letters in product(ascii_lowercase, repeat=length):
            if (name := "".join(letters)) not in taken:
                yield name
