"""The bodies of QTI 3 items by kind: interactions, and what they declare. Pure."""

import html
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from assessments.exchange import pictures, qti_hotspots, shapes, texts, xml
from assessments.exchange.item import Text
from assessments.exchange.qti_document import MATCH, Document

_MARK = re.compile(r"\[\[(\w+)\]\]")


def _shares(correct: Mapping[str, bool]) -> dict[str, Decimal]:
    """As the bank marks: right ones share the points, wrong ones take them away."""
    right = sum(correct.values())
    wrong = len(correct) - right
    return {name: Decimal(1) / right if good else -Decimal(1) / wrong for name, good in correct.items()}


def _choices(document: Document, content: dict[str, Any]) -> str:
    correct = {choice["id"]: bool(choice["correct"]) for choice in content["choices"]}
    right = [name for name, good in correct.items() if good]
    single = document.item.kind == "single"
    cardinality = "single" if single else "multiple"
    document.respond(cardinality, "identifier", right, None if single else _shares(correct))
    if single:
        document.right_or_nothing(MATCH)
    rows = []
    for choice in content["choices"]:
        heard = document.said(choice["feedback"])
        feedback = (
            f'<qti-feedback-inline outcome-identifier="FEEDBACK" identifier="{choice["id"]}" show-hide="show">'
            f"{heard}</qti-feedback-inline>"
        )
        said = document.said(choice["text"]) + (feedback if heard else "")
        rows.append(f'<qti-simple-choice identifier="{choice["id"]}">{said}</qti-simple-choice>')
    if any("FEEDBACK" in row for row in rows):
        document.hear(cardinality)
    shuffle = str(content["shuffle"]).lower()
    return (
        f'{document.stem()}<qti-choice-interaction response-identifier="RESPONSE" shuffle="{shuffle}" '
        f'max-choices="{1 if single else 0}">{"".join(rows)}</qti-choice-interaction>'
    )


def _truefalse(document: Document, content: dict[str, Any]) -> str:
    document.respond("single", "identifier", [str(content["answer"]).lower()])
    document.right_or_nothing(MATCH)
    with override(document.language):
        rows = (("true", _("True")), ("false", _("False")))
    said = "".join(f'<qti-simple-choice identifier="{name}">{text}</qti-simple-choice>' for name, text in rows)
    return (
        f'{document.stem()}<qti-choice-interaction response-identifier="RESPONSE" shuffle="false" max-choices="1">'
        f"{said}</qti-choice-interaction>"
    )


def _number(document: Document, content: dict[str, Any]) -> str:
    document.respond("single", "float", [content["answer"]])
    off = content["tolerance"]
    inside = '<qti-variable identifier="RESPONSE"/><qti-correct identifier="RESPONSE"/>'
    document.right_or_nothing(
        f'<qti-equal tolerance-mode="absolute" tolerance="{off} {off}">{inside}</qti-equal>'
        if Decimal(off)
        else f'<qti-equal tolerance-mode="exact">{inside}</qti-equal>'
    )
    if content.get("units"):
        document.lost.append(_("Units that may be chosen."))
    unit = document.said(content["unit"])
    named = f' <span class="unit">{unit}</span>' if unit else ""
    return f'{document.stem()}<p><qti-text-entry-interaction response-identifier="RESPONSE"/>{named}</p>'


def _shorttext(document: Document, content: dict[str, Any]) -> str:
    earned = {one["text"]: Decimal(one["share"]) for one in reversed(content["forms"])}
    right = next(one["text"] for one in content["forms"] if Decimal(one["share"]) == 1)
    ordered = {one["text"]: earned[one["text"]] for one in content["forms"]}
    document.respond("single", "string", [right], ordered, ignore_case=content["ignore_case"])
    if any(any(one["feedback"].values()) for one in content["forms"]):
        document.lost.append(_("The feedback on single answers."))
    return f'{document.stem()}<p><qti-text-entry-interaction response-identifier="RESPONSE"/></p>'


def _blanks(document: Document, content: dict[str, Any]) -> str:
    gaps = {gap["id"]: _gap(document, gap) for gap in content["gaps"]}
    said = document.said(content["stem"])
    return f"<div>{_MARK.sub(lambda match: gaps.get(match[1], match[0]), said)}</div>"


def _gap(document: Document, gap: dict[str, Any]) -> str:
    name = f"GAP_{gap['id']}"
    if gap["kind"] == "choice":
        right = [choice["id"] for choice in gap["choices"] if choice["correct"]]
        document.respond("single", "identifier", right, dict.fromkeys(right, Decimal(1)), name=name)
        rows = "".join(
            f'<qti-inline-choice identifier="{one["id"]}">{document.said(one["text"])}</qti-inline-choice>'
            for one in gap["choices"]
        )
        return (
            f'<qti-inline-choice-interaction response-identifier="{name}" shuffle="true">'
            f"{rows}</qti-inline-choice-interaction>"
        )
    earned = {one["text"]: Decimal(one["share"]) for one in gap["forms"]}
    best = max(earned, key=lambda text: earned[text])
    document.respond("single", "string", [best], earned, name=name, ignore_case=gap["ignore_case"])
    return f'<qti-text-entry-interaction response-identifier="{name}"/>'


def _pairs(
    document: Document, lefts: Mapping[str, Text], rights: Mapping[str, Text], partner: Mapping[str, str], grid: bool
) -> str:
    """Left and right sides; ids may be the same on both, so each gets a letter before."""
    right = [f"L{left} R{name}" for left, name in partner.items()]
    document.respond("multiple", "directedPair", right, dict.fromkeys(right, Decimal(1) / len(right)))
    sides = []
    for letter, side, most in (("L", lefts, 1), ("R", rights, 0 if grid else 1)):
        rows = "".join(
            f'<qti-simple-associable-choice identifier="{letter}{name}" match-max="{most}">'
            f"{document.said(text)}</qti-simple-associable-choice>"
            for name, text in side.items()
        )
        sides.append(f"<qti-simple-match-set>{rows}</qti-simple-match-set>")
    look = ' class="qti-match-tabular"' if grid else ""
    return (
        f'{document.stem()}<qti-match-interaction response-identifier="RESPONSE" shuffle="false" '
        f'max-associations="{len(lefts)}"{look}>{"".join(sides)}</qti-match-interaction>'
    )


def _matching(document: Document, content: dict[str, Any]) -> str:
    rights = {pair["id"]: pair["right"] for pair in content["pairs"]}
    rights |= {extra["id"]: extra["text"] for extra in content["extras"]}
    lefts = {pair["id"]: pair["left"] for pair in content["pairs"]}
    return _pairs(document, lefts, rights, {name: name for name in lefts}, grid=False)


def _matrix(document: Document, content: dict[str, Any]) -> str:
    rows = {row["id"]: row["text"] for row in content["rows"]}
    columns = {column["id"]: column["text"] for column in content["columns"]}
    return _pairs(document, rows, columns, {row["id"]: row["correct"] for row in content["rows"]}, grid=True)


def _ordering(document: Document, content: dict[str, Any]) -> str:
    document.respond("ordered", "identifier", [one["id"] for one in content["items"]])
    document.right_or_nothing(MATCH)
    document.lost.append(_("The part of the points for an order that is partly right."))
    shown = sorted(content["items"], key=lambda one: texts.to_plain(one["text"].get(document.language, "")))
    rows = "".join(
        f'<qti-simple-choice identifier="{one["id"]}">{document.said(one["text"])}</qti-simple-choice>' for one in shown
    )
    return (
        f'{document.stem()}<qti-order-interaction response-identifier="RESPONSE" shuffle="true">'
        f"{rows}</qti-order-interaction>"
    )


def _hotspot(document: Document, content: dict[str, Any]) -> str:
    correct = {area["id"]: bool(area["correct"]) for area in content["areas"]}
    right = [name for name, good in correct.items() if good]
    document.respond("multiple", "identifier", right, _shares(correct))
    width, height = pictures.size_of(document.item.images[content["image"]])
    rows = "".join(
        f'<qti-hotspot-choice identifier="{area["id"]}" shape="{area["shape"]}" '
        f'coords="{qti_hotspots.written(area, width, height)}" hotspot-label="{_words(document, area["label"])}"/>'
        for area in content["areas"]
    )
    return (
        f'{document.stem()}<qti-hotspot-interaction response-identifier="RESPONSE" max-choices="0">'
        f'<img src="{document.address(content["image"])}" width="{width}" height="{height}" '
        f'alt="{_words(document, content["alt"])}"/>{rows}</qti-hotspot-interaction>'
    )


def _words(document: Document, text: Text) -> str:
    return xml.escaped(html.unescape(texts.to_plain(text.get(document.language, ""))))


def _rubric(document: Document, content: dict[str, Any]) -> str:
    rows = "".join(
        f"<tr><td>{document.said(one['text'])}</td><td>{one['points']}</td></tr>" for one in content.get("rubric", ())
    )
    document.lost += shapes.levels_lost(content)
    if not rows:
        return ""
    return (
        '<qti-rubric-block use="scoring" view="scorer"><qti-content-body><table><tbody>'
        f"{rows}</tbody></table></qti-content-body></qti-rubric-block>"
    )


def _essay(document: Document, content: dict[str, Any]) -> str:
    document.by_hand = True
    document.respond("single", "string", [])
    said = "".join(
        f' data-{name}-words="{content[f"{name}_words"]}"' for name in ("least", "most") if content.get(f"{name}_words")
    )
    rubric = _rubric(document, content)
    return f'{rubric}{document.stem()}<qti-extended-text-interaction response-identifier="RESPONSE"{said}/>'


def _upload(document: Document, content: dict[str, Any]) -> str:
    document.by_hand = True
    document.respond("single", "file", [])
    said = (
        f'data-types="{xml.escaped(" ".join(content["types"]))}" data-most-files="{content["most_files"]}" '
        f'data-most-megabytes="{content["most_megabytes"]}"'
    )
    return (
        f'{_rubric(document, content)}{document.stem()}<qti-upload-interaction response-identifier="RESPONSE" {said}/>'
    )


MAKERS: dict[str, Callable[[Document, dict[str, Any]], str]] = {
    "single": _choices,
    "multiple": _choices,
    "truefalse": _truefalse,
    "number": _number,
    "shorttext": _shorttext,
    "blanks": _blanks,
    "matching": _matching,
    "matrix": _matrix,
    "ordering": _ordering,
    "hotspot": _hotspot,
    "essay": _essay,
    "upload": _upload,
}
