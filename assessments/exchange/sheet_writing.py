"""Questions as a table (CSV): writing, and the template. Pure; the columns are told in `sheet`."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from academy.formats.tables import FORMULA, csv_lines
from assessments.exchange import languages, pictures, shapes, texts
from assessments.exchange.item import LANGUAGES, Item, Lost, Text, Uncarried, Written

FIRST = ("key", "kind", "category_th", "category_en", "tags", "stem_th", "stem_en", "correct", "tolerance")
LAST = (
    "unit_th", "unit_en", "shuffle", "ignore_case", "least_words", "most_words", "types", "most_files",
    "most_megabytes", "feedback_th", "feedback_en",
)  # fmt: skip
TEMPLATE = (
    {
        "kind": "single", "category_th": "ข้อมูล", "category_en": "Data", "stem_th": "ข้อมูลเปิดคืออะไร",
        "stem_en": "What is open data?", "correct": "a", "choice_1_th": "ข้อมูลที่ทุกคนใช้ได้",
        "choice_1_en": "Data that everyone may use", "choice_2_th": "ข้อมูลลับ", "choice_2_en": "Secret data",
        "feedback_th": "กฎหมายกำหนดให้เปิดเผย", "feedback_en": "The law asks for it",
    },
    {
        "kind": "multiple", "stem_th": "ข้อใดเป็นข้อมูลส่วนบุคคล", "stem_en": "Which of these are personal data?",
        "correct": "a,b", "choice_1_th": "ชื่อ", "choice_1_en": "A name", "choice_2_th": "หมายเลขโทรศัพท์",
        "choice_2_en": "A telephone number", "choice_3_th": "ปริมาณน้ำฝน", "choice_3_en": "Rainfall",
    },
    {
        "kind": "truefalse", "stem_th": "ค่าเฉลี่ยกับมัธยฐานเท่ากันเสมอ",
        "stem_en": "Mean and median are always the same", "correct": "false",
    },
    {
        "kind": "number", "stem_th": "ร้อยละ 80 ของ 50 เป็นเท่าใด", "stem_en": "What is 80 per cent of 50?",
        "correct": "40", "tolerance": "0.5",
    },
)  # fmt: skip


def template() -> bytes:
    """An example of each common kind, under all headings that they use and six choices."""
    numbers = range(1, 7)
    choices = [f"choice_{n}_{language}" for n in numbers for language in LANGUAGES]
    return _table([dict(row) for row in TEMPLATE], choices)


def write_file(items: Sequence[Item]) -> Written:
    """The table, with what it does not hold listed by item."""
    rows, lost = [], []
    for item in items:
        maker = _Maker(item)
        try:
            rows.append(maker.row())
        except Uncarried as fault:
            lost.append(Lost(item.name, fault.reason))
            continue
        lost += [Lost(item.name, reason) for reason in dict.fromkeys(maker.lost)]
    used = {name for row in rows for name in row} - set(FIRST) - set(LAST)
    return Written(_table(rows, sorted(used, key=_place)), tuple(lost), len(rows))


def _place(name: str) -> tuple[int, str]:
    return int("".join(letter for letter in name if letter.isdecimal()) or 0), name


def _table(rows: Sequence[dict[str, str]], middle: Sequence[str]) -> bytes:
    names = [*FIRST, *middle, *LAST]
    return "".join(csv_lines([names, *([_guarded(row.get(name, "")) for name in names] for row in rows)])).encode()


class _Maker:
    """One row of the table."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.lost: list[str] = []
        self.cells: dict[str, str] = {}

    def row(self) -> dict[str, str]:
        """The cells by column. Raises Uncarried."""
        makers: dict[str, Callable[[dict[str, Any]], None]] = {
            "single": self._choices,
            "multiple": self._choices,
            "truefalse": self._truefalse,
            "number": self._number,
            "shorttext": self._shorttext,
            "matching": self._matching,
            "ordering": self._ordering,
            "matrix": self._matrix,
            "essay": self._essay,
            "upload": self._upload,
        }
        make = makers.get(self.item.kind)
        if make is None:
            raise Uncarried(_("The table has no such kind of question."))
        content = self.item.content
        thai, english = zip(*self.item.category, strict=True) if self.item.category else ((), ())
        self.cells = {
            "key": self.item.identifier,
            "kind": self.item.kind,
            "category_th": " / ".join(thai),
            "category_en": " / ".join(english),
            "tags": "; ".join(self.item.tags),
        }
        self._text("stem", content["stem"])
        self._text("feedback", content["feedback"])
        if content.get("rubric"):
            self.lost.append(_("How it is marked."))
        make(content)
        return self.cells

    def _text(self, name: str, text: Text) -> None:
        for language, markup in text.items():
            if pictures.names_in(markup):
                self.lost.append(_("Pictures: a table carries none. Their descriptions are in their places."))
            bare = pictures.replaced(markup, lambda _name, alt: alt)
            self.cells[f"{name}_{language}"] = texts.to_loose(texts.unwrapped(bare))

    def _choices(self, content: dict[str, Any]) -> None:
        right = [str(n) for n, choice in enumerate(content["choices"], 1) if choice["correct"]]
        self.cells |= {"correct": ",".join(right), "shuffle": str(content["shuffle"]).lower()}
        for n, choice in enumerate(content["choices"], 1):
            self._text(f"choice_{n}", choice["text"])
            if any(choice["feedback"].values()):
                self._text(f"choice_{n}_feedback", choice["feedback"])

    def _truefalse(self, content: dict[str, Any]) -> None:
        self.cells["correct"] = str(content["answer"]).lower()

    def _number(self, content: dict[str, Any]) -> None:
        self.cells |= {"correct": content["answer"], "tolerance": content["tolerance"]}
        self._text("unit", content["unit"])
        if content.get("units"):
            self.lost.append(_("Units that may be chosen."))

    def _shorttext(self, content: dict[str, Any]) -> None:
        self.cells["ignore_case"] = str(content["ignore_case"]).lower()
        for n, one in enumerate(content["forms"], 1):
            self.cells |= {f"choice_{n}_{languages.language_of(one['text'])}": one["text"], f"share_{n}": one["share"]}
            if any(one["feedback"].values()):
                self._text(f"choice_{n}_feedback", one["feedback"])

    def _matching(self, content: dict[str, Any]) -> None:
        for n, pair in enumerate(content["pairs"], 1):
            self._text(f"choice_{n}", pair["left"])
            self._text(f"match_{n}", pair["right"])
        for n, extra in enumerate(content["extras"], len(content["pairs"]) + 1):
            self._text(f"match_{n}", extra["text"])

    def _matrix(self, content: dict[str, Any]) -> None:
        found, spare, ordered = shapes.flattened(content)
        for n, (row, column) in enumerate(found, 1):
            self._text(f"choice_{n}", row)
            self._text(f"match_{n}", column)
        for n, text in enumerate(spare, len(found) + 1):
            self._text(f"match_{n}", text)
        if not ordered:
            self.lost.append(_("The order of the columns."))

    def _ordering(self, content: dict[str, Any]) -> None:
        for n, one in enumerate(content["items"], 1):
            self._text(f"choice_{n}", one["text"])

    def _essay(self, content: dict[str, Any]) -> None:
        for name in ("least_words", "most_words"):
            self.cells[name] = str(content.get(name) or "")

    def _upload(self, content: dict[str, Any]) -> None:
        self.cells |= {
            "types": "; ".join(content["types"]),
            "most_files": str(content["most_files"]),
            "most_megabytes": str(content["most_megabytes"]),
        }


def _guarded(text: str) -> str:
    """A text that itself begins as a guarded formula does gets another mark: reading takes one away."""
    return f"'{text}" if text.startswith("'") and text.lstrip("'").startswith(FORMULA) else text
