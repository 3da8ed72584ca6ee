"""Questions as a table (CSV): reading. One row a question, Thai and English side by side. Pure.

Columns, in any order, most of them optional; N counts from 1:
key (of the bank; leave empty for new questions), kind, category_th, category_en (parts divided by " / "),
tags (by ";"), stem_th, stem_en, feedback_th, feedback_en;
choice_N_th, choice_N_en, choice_N_feedback_th, choice_N_feedback_en, correct (letters or numbers: "a" or "1,3"),
shuffle (single, multiple); correct (truefalse: true or false); correct, tolerance, unit_th, unit_en (number);
choice_N_th and/or choice_N_en, share_N from 0 to 1, ignore_case (shorttext: every cell is a form);
choice_N_*, match_N_* (matching; a match without a choice misleads); choice_N_* in the right order (ordering);
choice_N_*, match_N_* (matrix: the column that is right for the row); least_words, most_words (essay);
types (by ";"), most_files, most_megabytes (upload).
"""

import csv
import io
import re
from collections.abc import Callable
from decimal import Decimal
from string import ascii_lowercase

from django.utils.translation import gettext as _

from academy.errors import Refusal
from academy.formats.tables import FORMULA
from assessments.exchange import encodings, shapes, texts
from assessments.exchange.item import LANGUAGES, Item, Lost, Reading, Uncarried
from assessments.exchange.texts import Block, Draft

MOST_CHOICES = 26
KINDS = {
    "เลือกคำตอบเดียว": "single",
    "เลือกหลายคำตอบ": "multiple",
    "ถูกผิด": "truefalse",
    "จริงเท็จ": "truefalse",
    "ตัวเลข": "number",
    "คำตอบสั้น": "shorttext",
    "จับคู่": "matching",
    "เรียงลำดับ": "ordering",
    "ตาราง": "matrix",
    "อัตนัย": "essay",
    "ส่งไฟล์": "upload",
}
TRUE = {"true", "t", "yes", "1", "จริง", "ถูก", "ใช่"}
FALSE = {"false", "f", "no", "0", "เท็จ", "ผิด", "ไม่ใช่"}
_CHOICE = re.compile(r"choice_(\d{1,2})_(?:th|en)")
_BLOCK = re.compile(r"<(?:p|ul|ol|table|pre|blockquote|h[34])\b")
Row = dict[str, str]


def read(data: bytes) -> Reading:
    """All rows of the table. Refuses wrong_format where the heading lacks a column, and undecodable text."""
    text = encodings.decoded(data)
    heading = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=heading.count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise Refusal("wrong_format", _("The table cannot be read as CSV."), status=400) from error
    names = [name.strip().lower() for name in rows[0]]
    if "kind" not in names or not {"stem_th", "stem_en"} & set(names):
        raise Refusal("wrong_format", _("The table needs the columns kind and stem_th or stem_en."), status=400)
    items: list[Item] = []
    lost: list[Lost] = []
    for number, cells in enumerate(rows[1:], 2):
        row = {name: _cell(cell) for name, cell in zip(names, cells, strict=False)}
        if not any(row.values()):
            continue
        draft = _draft(row, number)
        try:
            _fill(row, draft)
            items.append(texts.finished(draft))
        except Uncarried as fault:
            lost.append(Lost(draft.name, fault.reason))
    return Reading(tuple(items), tuple(lost))


def _cell(cell: str) -> str:
    bare = cell.strip()
    return bare[1:] if bare.startswith("'") and bare.lstrip("'").startswith(FORMULA) else bare


def _draft(row: Row, number: int) -> Draft:
    said = row.get("stem_th") or row.get("stem_en") or ""
    name = texts.to_plain(texts.from_loose(said))[:80]
    draft = Draft(name=f"{number}: {name}", identifier=row.get("key", ""))
    draft.tags = tuple(tag.strip() for tag in row.get("tags", "").split(";") if tag.strip())
    thai, english = ([p.strip() for p in row.get(f"category_{one}", "").split(" / ") if p.strip()] for one in LANGUAGES)
    if thai and english and len(thai) != len(english):
        draft.lose(_("The category in English: it has not as many parts as the one in Thai."))
        english = thai
    draft.category = tuple(zip(thai or english, english or thai, strict=True))
    draft.content = {name: Block(_said(row, name, block=True)) for name in ("stem", "feedback")}
    return draft


def _said(row: Row, name: str, *, block: bool = False) -> str:
    """Both languages of a cell, marked."""
    written = ""
    for language in LANGUAGES:
        markup = texts.from_loose(row.get(f"{name}_{language}", ""))
        if markup:
            markup = f"<p>{markup}</p>" if block and not _BLOCK.match(markup) else markup
            written += f'<span lang="{language}" class="multilang">{markup}</span>'
    return written


def _choices(row: Row) -> list[int]:
    """The numbers of the choices that say something."""
    found = {int(match[1]) for name, cell in row.items() if cell and (match := _CHOICE.fullmatch(name or ""))}
    return sorted(number for number in found if number <= MOST_CHOICES)


def _correct(row: Row) -> set[int]:
    """The places of the right choices, counted from 1."""
    marks = [mark.strip().lower() for mark in re.split(r"[,;\s]+", row.get("correct", "")) if mark.strip()]
    letters = {letter: place for place, letter in enumerate(ascii_lowercase, 1)}
    places = {int(mark) if mark.isdecimal() else letters.get(mark, 0) for mark in marks}
    if not places:
        raise Uncarried(_("The column “correct” is empty."))
    if not places <= set(_choices(row)):
        raise Uncarried(_("The column “correct” names a choice that is not there."))
    return places


def _truth(said: str, default: bool | None) -> bool:
    word = said.strip().lower()
    if word in TRUE | FALSE:
        return word in TRUE
    if default is None or word:
        raise Uncarried(_("“%(word)s” is neither true nor false.") % {"word": word})
    return default


def _whole(row: Row, name: str) -> int | None:
    said = row.get(name, "")
    if said and shapes.whole(said) is None:
        raise Uncarried(_("The column “%(name)s” is not a whole number.") % {"name": name})
    return shapes.whole(said)


def _fill(row: Row, draft: Draft) -> None:
    said = row.get("kind", "").lower()
    kind = KINDS.get(said, said)
    filler = FILLERS.get(kind)
    if filler is None:
        raise Uncarried(_("The table has no such kind of question: “%(kind)s”.") % {"kind": said})
    if not draft.content["stem"]:
        raise Uncarried(_("The question itself is missing."))
    draft.kind = kind
    filler(row, draft)


def _listed(row: Row, draft: Draft) -> None:
    right, single = _correct(row), draft.kind == "single"
    numbers = _choices(row)
    if single and len(right) != 1:
        raise Uncarried(_("It is not one choice alone that earns all points."))
    wrong = len(numbers) - len(right)
    penalty = Decimal(0) if single or not wrong else -Decimal(1) / wrong
    rows = [
        (
            _said(row, f"choice_{n}"),
            Decimal(1) / len(right) if n in right else penalty,
            _said(row, f"choice_{n}_feedback"),
        )
        for n in numbers
    ]
    shapes.choices(draft, rows, single=single, shuffle=_truth(row.get("shuffle", ""), True))


def _statement(row: Row, draft: Draft) -> None:
    draft.content["answer"] = _truth(row.get("correct", ""), None)


def _number(row: Row, draft: Draft) -> None:
    shapes.number(draft, row.get("correct", ""), row.get("tolerance", ""), _said(row, "unit"))


def _short(row: Row, draft: Draft) -> None:
    forms = []
    for n in _choices(row):
        share = shapes.decimal(row.get(f"share_{n}") or "1")
        if share is None:
            raise Uncarried(_("The column “%(name)s” is not a number.") % {"name": f"share_{n}"})
        cells = dict.fromkeys(row.get(f"choice_{n}_{language}", "") for language in LANGUAGES)
        forms += [shapes.form(cell, share, _said(row, f"choice_{n}_feedback")) for cell in cells if cell]
    shapes.shorttext(draft, forms, ignore_case=_truth(row.get("ignore_case", ""), True))


def _matched(row: Row, draft: Draft) -> None:
    lefts = _choices(row)
    rights = {n: _said(row, f"match_{n}") for n in range(1, MOST_CHOICES + 1)}
    if any(not rights[n] for n in lefts):
        raise Uncarried(_("A choice has nothing that matches it."))
    pairs = [(_said(row, f"choice_{n}"), rights[n]) for n in lefts]
    extras = [right for n, right in rights.items() if right and n not in lefts]
    shapes.matched(draft, pairs, extras, grid=True if draft.kind == "matrix" else None)


def _ordering(row: Row, draft: Draft) -> None:
    shapes.ordering(draft, [_said(row, f"choice_{n}") for n in _choices(row)])


def _essay(row: Row, draft: Draft) -> None:
    draft.content |= {"least_words": _whole(row, "least_words"), "most_words": _whole(row, "most_words"), "rubric": []}


def _upload(row: Row, draft: Draft) -> None:
    kinds = [one.strip(" .").lower() for one in re.split(r"[;,]", row.get("types", "")) if one.strip(" .")]
    shapes.files(draft, kinds, _whole(row, "most_files"), _whole(row, "most_megabytes"))
    draft.content["rubric"] = []


FILLERS: dict[str, Callable[[Row, Draft], None]] = {
    "single": _listed,
    "multiple": _listed,
    "truefalse": _statement,
    "number": _number,
    "shorttext": _short,
    "matching": _matched,
    "matrix": _matched,
    "ordering": _ordering,
    "essay": _essay,
    "upload": _upload,
}
