"""Moodle's embedded answers (cloze): gaps written into the text, read and written. Pure.

Source: Moodle's documentation, "Embedded Answers (Cloze) question type".
"""

import html
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from assessments import numerals
from assessments.exchange import languages, shapes, texts
from assessments.exchange.item import Uncarried
from assessments.exchange.texts import Block, Draft
from assessments.exchange.xml import Element

TEXT = {"SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"}
CHOICE = {"MULTICHOICE", "MC", "MULTICHOICE_V", "MCV", "MULTICHOICE_H", "MCH", "MULTICHOICE_S", "MCS", "MCVS", "MCHS"}
_GAP = re.compile(r"\{(\d*):([A-Z_]+):((?:\\.|[^\\}]){0,2000})\}", re.S)
_ANSWER = re.compile(r"(?:(=)|%(-?[\d.]+)%)?((?:\\.|[^\\#])*)(?:#(.*))?", re.S)
_PARTS = re.compile(r"(?:\\.|[^\\~])+", re.S)
_ESCAPED = re.compile(r"\\([\\}#~/\"=%])")
_MARK = re.compile(r"\[\[(\w+)\]\]")


def read(_question: Element, draft: Draft) -> None:
    """The gaps of the draft's stem."""
    gaps: list[dict[str, Any]] = []
    weights: set[str] = set()
    names = shapes.ids()

    def gap(match: re.Match[str]) -> str:
        name = next(names)
        weights.add(match[1] or "1")
        gaps.append(_gap(name, match[2], match[3], draft))
        return f"[[{name}]]"

    stem = _GAP.sub(gap, draft.content["stem"])
    if len(weights) > 1:
        draft.lose(_("The weights of the gaps: here each counts the same."))
    keep(draft, stem, gaps)


def keep(draft: Draft, stem: str, gaps: Sequence[dict[str, Any]]) -> None:
    """Fill the draft. Raises Uncarried without gaps, or when they stand in texts of two languages."""
    if not gaps:
        raise Uncarried(_("There is no gap in the text."))
    by_language = languages.split(stem) or {}
    if len({tuple(_MARK.findall(said)) for said in by_language.values() if said}) > 1:
        raise Uncarried(_("Its gaps stand in texts of two languages, each with its own."))
    draft.kind = "blanks"
    draft.content["stem"] = Block(stem)
    draft.content["gaps"] = list(gaps)


def _gap(name: str, kind: str, inside: str, draft: Draft) -> dict[str, Any]:
    rows = []
    for part in _PARTS.findall(inside):
        found = _ANSWER.fullmatch(part.strip())
        if found is None:
            raise Uncarried(_("A gap cannot be read."))
        share = Decimal(1) if found[1] else (shapes.decimal(found[2] or "0") or Decimal(0)) / 100
        rows.append((_ESCAPED.sub(r"\1", found[3]).strip(), share))
        if found[4]:
            draft.lose(_("The feedback on single answers of a gap."))
    if kind in CHOICE:
        if any(0 < share < 1 for _said, share in rows):
            draft.lose(_("The part of the points that a choice in a gap earns."))
        return shapes.choice_gap(name, [(said, share == 1) for said, share in rows])
    if kind not in TEXT and kind not in {"NUMERICAL", "NM"}:
        raise Uncarried(_("A gap of the kind %(kind)s has no counterpart.") % {"kind": kind})
    forms = [shapes.form(_exact(texts.to_plain(said), kind), share) for said, share in rows if share > 0]
    if not any(Decimal(one["share"]) == 1 for one in forms):
        raise Uncarried(_("A gap has no answer that earns all points."))
    return shapes.text_gap(name, forms, ignore_case=not kind.endswith("C"))


def _exact(said: str, kind: str) -> str:
    if kind in {"NUMERICAL", "NM"}:
        answer, _colon, tolerance = said.partition(":")
        if shapes.decimal(tolerance or "0"):
            raise Uncarried(_("A gap takes a number with a tolerance, which has no counterpart in a text with gaps."))
        return answer
    if re.search(r"(?<!\\)\*", said):
        raise Uncarried(_("An answer of a gap has a star for any letters, which is not known here."))
    return said.replace("\\*", "*")


def written(stem: str, gaps: Sequence[dict[str, Any]], language: str) -> str:
    """The stem in one language, its marks written out as gaps."""
    by_id = {gap["id"]: gap for gap in gaps}
    return _MARK.sub(lambda match: _written(by_id[match[1]], language) if match[1] in by_id else match[0], stem)


def _written(gap: dict[str, Any], language: str) -> str:
    if gap["kind"] == "choice":
        rows = [("=" if one["correct"] else "") + _safe(one["text"].get(language, "")) for one in gap["choices"]]
        return f"{{1:MULTICHOICE:{'~'.join(rows)}}}"
    rows = [
        f"{_percent(one['share'])}{_safe(html.escape(one['text'].replace('*', chr(92) + '*'), quote=False))}"
        for one in gap["forms"]
    ]
    return f"{{1:SHORTANSWER{'' if gap['ignore_case'] else '_C'}:{'~'.join(rows)}}}"


def _percent(share: str) -> str:
    exact = Decimal(share) * 100
    return "=" if exact == 100 else f"%{numerals.write(exact)}%"


def _safe(said: str) -> str:
    return re.sub(r"([\\}#~]|^[=%])", r"\\\1", said)
