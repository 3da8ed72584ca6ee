"""Building the content of each kind from what formats say, one way for all of them. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from string import ascii_lowercase
from typing import Any

from django.utils.translation import gettext as _

from assessments import numerals
from assessments.exchange.item import LANGUAGES, Text, Uncarried
from assessments.exchange.texts import Draft, Inline, is_text
from assessments.kinds.filetypes import TYPES
from assessments.kinds.upload import MOST_FILES, MOST_MEGABYTES

ONE = Decimal(1)
NEAR = Decimal("0.0001")


def ids() -> Iterator[str]:
    """a, b, ..., z, aa, ab, ..."""
    yield from ascii_lowercase
    yield from (one + other for one in ascii_lowercase for other in ascii_lowercase)


def named(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows, each with its id first."""
    return [{"id": name, **row} for name, row in zip(ids(), rows, strict=False)]


def decimal(text: str) -> Decimal | None:
    """An exact number as computers write it (1.5, -2e3), or as people do; None for anything else."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return numerals.parse(text)
    return number if number.is_finite() and abs(number.adjusted()) < 30 else None


def whole(text: str) -> int | None:
    """A whole number of at most nine digits; None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def files(draft: Draft, types: Sequence[str], most_files: int | None, most_megabytes: int | None) -> None:
    """Files to hand in; where no type is named, all that can be told apart. What is beyond our bounds is listed."""
    said = {"jpg" if one == "jpeg" else one for one in types if one}
    known = [one for one in TYPES if one in said]
    if said - set(known):
        strange = ", ".join(sorted(said - set(known)))[:200]
        draft.lose(_("Types of files that are not known here: %(types)s.") % {"types": strange})
    if (most_files or 1) > MOST_FILES or (most_megabytes or 1) > MOST_MEGABYTES:
        draft.lose(_("More or larger files than can be handed in here."))
    draft.content |= {
        "types": known or list(TYPES),
        "most_files": min(most_files or 1, MOST_FILES),
        "most_megabytes": min(most_megabytes or 10, MOST_MEGABYTES),
    }


def levels_lost(content: Mapping[str, Any]) -> list[str]:
    """What is said where a rubric is written without its levels."""
    some = any(one.get("levels") for one in content.get("rubric", ()))
    return [_("The levels of the criteria: their most points are kept.")] if some else []


def choices(draft: Draft, rows: Sequence[tuple[str, Decimal, str]], *, single: bool, shuffle: bool = True) -> None:
    """A choice of one or of several: (markup, share of the points from -1 to 1, feedback) each.

    The choices that earn all points stay the same. Where the part of the points that the others earn changes, it is
    listed. Raises Uncarried where no choice, or no one choice, is right.
    """
    shares = [share for _markup, share, _feedback in rows]
    if single:
        right = [share >= ONE - NEAR for share in shares]
        if sum(right) != 1:
            raise Uncarried(_("It is not one choice alone that earns all points."))
        uneven = any(share for share, good in zip(shares, right, strict=True) if not good)
    else:
        right = [share > 0 for share in shares]
        if not any(right):
            raise Uncarried(_("No choice is right."))
        wrong = len(right) - sum(right)
        uneven = any(
            abs(share - (ONE / sum(right) if good else -ONE / wrong)) > NEAR
            for share, good in zip(shares, right, strict=True)
        )
    if uneven:
        draft.lose(_("The part of the points that each choice earns: here right choices count alike, wrong ones too."))
    draft.kind = "single" if single else "multiple"
    draft.content["choices"] = named(
        [
            {"text": Inline(markup), "correct": good, "feedback": Inline(feedback)}
            for (markup, _share, feedback), good in zip(rows, right, strict=True)
        ]
    )
    draft.content["shuffle"] = shuffle


def number(draft: Draft, answer: str, tolerance: str, unit: str = "", units: Sequence[dict[str, Any]] = ()) -> None:
    """A number. Raises Uncarried for what is none."""
    right, off = decimal(answer), decimal(tolerance or "0")
    if right is None or off is None:
        raise Uncarried(_("The right answer is not a number."))
    draft.kind = "number"
    draft.content |= {"answer": numerals.write(right), "tolerance": numerals.write(abs(off)), "unit": Inline(unit)}
    if units:
        draft.content["units"] = named(units)


def form(text: str, share: Decimal, feedback: str = "") -> dict[str, Any]:
    """An accepted form of a short text."""
    return {
        "text": text,
        "share": numerals.write(min(max(share, Decimal(0)), ONE)),
        "feedback": Inline(feedback),
    }


def shorttext(draft: Draft, forms: Sequence[dict[str, Any]], *, ignore_case: bool) -> None:
    """A short text. Raises Uncarried where no form earns all points."""
    if not any(Decimal(one["share"]) == ONE for one in forms):
        raise Uncarried(_("No answer earns all points."))
    draft.kind = "shorttext"
    draft.content |= {"forms": list(forms), "ignore_case": ignore_case}


def matched(draft: Draft, pairs: Sequence[tuple[str, str]], extras: Sequence[str], *, grid: bool | None = None) -> None:
    """Left and right, and further rights. Where a right belongs to two lefts it is a grid: rows and columns.

    `grid` says so where the file does. Raises Uncarried without pairs.
    """
    if not pairs:
        raise Uncarried(_("Nothing is to be matched."))
    rights = list(dict.fromkeys(right for _left, right in pairs))
    if grid is None:
        grid = len(rights) < len(pairs)
    if not grid:
        draft.kind = "matching"
        draft.content["pairs"] = named([{"left": Inline(left), "right": Inline(right)} for left, right in pairs])
        taken = len(pairs)
        names = list(ids())
        draft.content["extras"] = [
            {"id": names[taken + i], "text": Inline(extra)} for i, extra in enumerate(extras) if extra not in rights
        ]
        return
    columns = list(dict.fromkeys([*rights, *extras]))
    matrix(draft, columns, [(left, columns.index(right)) for left, right in pairs])


def matrix(draft: Draft, columns: Sequence[str], rows: Sequence[tuple[str, int]]) -> None:
    """Rows, each with the place of its column."""
    names = list(ids())
    draft.kind = "matrix"
    draft.content["columns"] = named([{"text": Inline(column)} for column in columns])
    draft.content["rows"] = named([{"text": Inline(text), "correct": names[place]} for text, place in rows])


def flattened(content: dict[str, Any]) -> tuple[list[tuple[Text, Text]], list[Text], bool]:
    """A grid as pairs of row and column, the columns that no row has, and whether the columns come back in order."""
    columns = {column["id"]: column["text"] for column in content["columns"]}
    used = list(dict.fromkeys(row["correct"] for row in content["rows"]))
    spare = [name for name in columns if name not in used]
    pairs = [(row["text"], columns[row["correct"]]) for row in content["rows"]]
    return pairs, [columns[name] for name in spare], [*used, *spare] == list(columns)


def ordering(draft: Draft, items: Sequence[str]) -> None:
    """Items in their right order."""
    draft.kind = "ordering"
    draft.content["items"] = named([{"text": Inline(text)} for text in items])


def text_gap(name: str, forms: Sequence[dict[str, Any]], *, ignore_case: bool) -> dict[str, Any]:
    """A gap that is written into."""
    plain = [{"text": one["text"], "share": one["share"]} for one in forms]
    return {"id": name, "kind": "text", "forms": plain, "ignore_case": ignore_case}


def choice_gap(name: str, rows: Sequence[tuple[str, bool]]) -> dict[str, Any]:
    """A gap that is chosen for. Raises Uncarried where not exactly one choice is right."""
    if sum(good for _markup, good in rows) != 1:
        raise Uncarried(_("A gap has not exactly one right choice."))
    chosen = named([{"text": Inline(markup), "correct": good} for markup, good in rows])
    return {"id": name, "kind": "choice", "choices": chosen}


def merged(one: Any, other: Any) -> Any:
    """Two contents that differ by language alone, as one. Raises ValueError where they differ otherwise."""
    if is_text(one) and is_text(other):
        return {language: one.get(language) or other.get(language) or "" for language in LANGUAGES}
    if isinstance(one, dict) and isinstance(other, dict) and set(one) == set(other):
        return {name: merged(part, other[name]) for name, part in one.items()}
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [merged(part, second) for part, second in zip(one, other, strict=True)]
    if one == other and type(one) is type(other):
        return one
    raise ValueError(one, other)
