"""Short lists as authors type them in one box: a line for each thing. Pure."""

from collections.abc import Mapping, Sequence
from itertools import chain, zip_longest
from typing import Any

from assessments import numerals, richtext
from assessments.kinds.checks import free
from assessments.kinds.texts import LANGUAGES

RIGHT = "*"
PART = "|"


def read_numbers(typed: str) -> list[int] | None:
    """Whole numbers parted by spaces or commas; None where anything else is there."""
    words = typed.replace(",", " ").split()
    return [int(word) for word in words] if all(word.isascii() and word.isdecimal() for word in words) else None


def form(one: Mapping[str, Any]) -> str:
    """An accepted form as a line; its share is behind it when it is not all, or the text has a "|" itself."""
    whole = one["share"] == "1" and PART not in one["text"]
    return str(one["text"]) if whole else f"{one['text']} {PART} {one['share']}"


def read_forms(typed: str) -> list[dict[str, str]]:
    """The accepted forms of such lines."""
    made = []
    for line in filter(None, map(str.strip, typed.splitlines())):
        text, bar, share = line.rpartition(PART)
        parted = bar and numerals.parse(share) is not None
        made.append({"text": text.strip() if parted else line, "share": share.strip() if parted else "1"})
    return made


def options(listed: Sequence[Mapping[str, Any]], language: str) -> str:
    """Choices in one language, a line each, a star before what is right."""
    starred = [(RIGHT + " " if one["correct"] else "", one["text"].get(language, "")) for one in listed]
    return "\n".join(star + " ".join(richtext.to_text(text).split()) for star, text in starred if text)


def levels(listed: Sequence[Mapping[str, Any]], language: str) -> str:
    """Levels in one language, a line each, points before a bar."""
    said = [(one["points"], one["text"].get(language, "")) for one in listed]
    return "\n".join(f"{points} {PART} {' '.join(richtext.to_text(text).split())}" for points, text in said if text)


def read_levels(typed: Mapping[str, str], held: Sequence[Mapping[str, Any]] = ()) -> list[dict[str, Any]]:
    """The levels of such lines: the first lines of both languages are one level, and so on, and say its points.

    Where the two languages give other points, or none, the points are empty: that is for the check to name.
    """
    columns = [list(filter(None, map(str.strip, typed[language].splitlines()))) for language in LANGUAGES]
    made = []
    for place, (said, name) in enumerate(zip(zip_longest(*columns, fillvalue=""), free(()), strict=False)):
        parted = [line.partition(PART) for line in said]
        points = {before.strip() for before, bar, _after in parted if bar}
        now = held[place]["text"] if place < len(held) else {}
        text = {
            language: richtext.kept(after.strip() if bar else before.strip(), now.get(language, ""))
            for language, (before, bar, after) in zip(LANGUAGES, parted, strict=True)
        }
        one = points.pop() if len(points) == 1 else ""
        made.append({"id": name, "text": text, "points": one if numerals.parse(one) is not None else ""})
    return made


def read_options(
    typed: Mapping[str, str], ids: Sequence[str], held: Sequence[Mapping[str, Any]] = ()
) -> list[dict[str, Any]]:
    """The choices of such lines: the first lines of both languages are one choice, and so on.

    `ids` are those they had, and `held` what the question holds now.
    """
    now = {one["id"]: one["text"] for one in held}
    columns = [list(filter(None, map(str.strip, typed[language].splitlines()))) for language in LANGUAGES]
    names = chain(ids, free(set(ids)))
    made = []
    for said in zip_longest(*columns, fillvalue=""):
        name = next(names)
        text = {
            language: richtext.kept(line.removeprefix(RIGHT).strip(), now.get(name, {}).get(language, ""))
            for language, line in zip(LANGUAGES, said, strict=True)
        }
        made.append({"id": name, "text": text, "correct": any(line.startswith(RIGHT) for line in said)})
    return made
