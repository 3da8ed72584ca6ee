"""Writing GIFT: both languages for Moodle's multi-language filter. Pure."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from assessments.exchange import languages, pictures, shapes, texts, ways
from assessments.exchange.item import Item, Lost, Text, Uncarried, Written
from assessments.numerals import write

_SPECIAL = re.compile(r"([\\~=#{}:])")


def write_file(items: Sequence[Item]) -> Written:
    """The file, with what it does not hold listed by item."""
    parts, lost, whole = [], [], 0
    category: tuple[tuple[str, str], ...] = ()
    for item in items:
        maker = _Maker(item)
        try:
            written = maker.question()
        except Uncarried as fault:
            lost.append(Lost(item.name, fault.reason))
            continue
        if item.category != category:
            category = item.category
            parts.append(f"$CATEGORY: {ways.written(category)}")
        parts.append(written)
        whole += 1
        lost += [Lost(item.name, reason) for reason in dict.fromkeys(maker.lost)]
    return Written(("\n\n".join(parts) + "\n").encode(), tuple(lost), whole)


def _safe(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text.strip()).replace("\r", "").replace("\n", "\\n")


class _Maker:
    """One question of the file."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.marked = texts.needs_marks(item.content)
        self.lost: list[str] = []

    def question(self) -> str:
        """All its lines. Raises Uncarried."""
        makers: dict[str, Callable[[dict[str, Any]], list[str]]] = {
            "single": self._choices,
            "multiple": self._choices,
            "truefalse": self._truefalse,
            "number": self._number,
            "shorttext": self._shorttext,
            "matching": self._matching,
            "matrix": self._matrix,
            "essay": self._essay,
        }
        make = makers.get(self.item.kind)
        if make is None:
            raise Uncarried(_("GIFT has no such kind of question."))
        content = self.item.content
        lines = make(content)
        remarks = [f"[id:{_safe(self.item.identifier)}]" if self.item.identifier else ""]
        # A remark ends with its line, and takes no escapes.
        remarks += [f"[tag:{' '.join(tag.replace(']', '').split())}]" for tag in self.item.tags]
        general = self._said(content["feedback"])
        return "\n".join(
            (
                f"// {' '.join(filter(None, remarks))}",
                f"::{_safe(self.item.name)}::[html]{self._said(content['stem'])}{{",
                *lines,
                *([f"####{general}"] if general else []),
                "}",
            )
        )

    def _said(self, text: Text) -> str:
        return _safe(self._bare(languages.joined(text, marked=self.marked)))

    def _bare(self, markup: str) -> str:
        if pictures.names_in(markup):
            self.lost.append(_("Pictures: GIFT carries none. Their descriptions are in their places."))
        return pictures.replaced(markup, lambda _name, alt: alt)

    def _plain(self, text: Text) -> str:
        if any("<" in said for said in text.values()):
            self.lost.append(_("Formatting and pictures of what is matched."))
        words = {language: texts.to_plain(self._bare(said)) for language, said in text.items()}
        escaped = {language: texts.from_plain(said) for language, said in words.items()}
        return _safe(languages.joined(escaped, marked=self.marked))

    def _heard(self, text: Text) -> str:
        said = self._said(text)
        return f"#{said}" if said else ""

    def _choices(self, content: dict[str, Any]) -> list[str]:
        right = sum(choice["correct"] for choice in content["choices"])
        wrong = len(content["choices"]) - right
        if not content["shuffle"]:
            self.lost.append(_("That the choices keep their order."))
        return [
            f"\t{self._mark(choice['correct'], right, wrong)}{self._said(choice['text'])}"
            f"{self._heard(choice['feedback'])}"
            for choice in content["choices"]
        ]

    def _mark(self, correct: bool, right: int, wrong: int) -> str:
        if self.item.kind == "single":
            return "=" if correct else "~"
        return f"~%{write(round(Decimal(100) / right if correct else Decimal(-100) / wrong, 5))}%"

    def _truefalse(self, content: dict[str, Any]) -> list[str]:
        return ["TRUE" if content["answer"] else "FALSE"]

    def _number(self, content: dict[str, Any]) -> list[str]:
        if content.get("units") or any(content["unit"].values()):
            self.lost.append(_("Units: GIFT carries none."))
        return [f"#{content['answer']}:{content['tolerance']}"]

    def _shorttext(self, content: dict[str, Any]) -> list[str]:
        if not content["ignore_case"]:
            self.lost.append(_("That capital and small letters differ."))
        return [
            f"\t={self._weight(one['share'])}"
            f"{_safe(texts.from_plain(one['text'].replace('*', chr(92) + '*')))}{self._heard(one['feedback'])}"
            for one in content["forms"]
        ]

    def _weight(self, share: str) -> str:
        return "" if Decimal(share) == 1 else f"%{write(Decimal(share) * 100)}%"

    def _matching(self, content: dict[str, Any]) -> list[str]:
        lines = [f"\t={self._said(pair['left'])} -> {self._plain(pair['right'])}" for pair in content["pairs"]]
        return lines + [f"\t= -> {self._plain(extra['text'])}" for extra in content["extras"]]

    def _matrix(self, content: dict[str, Any]) -> list[str]:
        found, spare, ordered = shapes.flattened(content)
        if len({row["correct"] for row in content["rows"]}) == len(content["rows"]):
            self.lost.append(_("That it is a grid: it is a matching question there."))
        elif not ordered:
            self.lost.append(_("The order of the columns."))
        lines = [f"\t={self._said(row)} -> {self._plain(column)}" for row, column in found]
        return lines + [f"\t= -> {self._plain(text)}" for text in spare]

    def _essay(self, content: dict[str, Any]) -> list[str]:
        if content.get("rubric") or content.get("least_words") or content.get("most_words"):
            self.lost.append(_("How long the answer may be, and how it is marked."))
        return []
