"""Fill in blanks: a text with gaps, each typed in or chosen. Gaps share equally; a typed one as its form says."""

import re
from collections.abc import Mapping
from fractions import Fraction
from html import escape
from random import Random
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.kinds import parts, shapes, wordforms
from assessments.kinds.base import ALL, NOTHING, Content, Kind
from assessments.kinds.checks import Check, refuse_twins, rows, texts
from assessments.kinds.shown import Asked, Choice, Posted, Reviewed, ReviewedRow, Row, Shown
from assessments.kinds.texts import LANGUAGES, Texts, say

MOST, MOST_CHOICES = 10, 10
# [[a]] in the stem is where the gap with the id "a" stands; learners get [[1]], by its place.
MARK = re.compile(r"\[\[([A-Za-z0-9_-]{1,40})\]\]", re.ASCII)


class Blanks(Kind):
    """Given {"1": "open data", "2": "3"}, by gap what was typed or chosen; stored {"a": "open data", "b": "c"}.

    Layout: [[id of a gap, ids of its choices or None]], in the order in which the gaps stand in the text.
    """

    name = "blanks"
    says = _("Learners fill in the gaps of a text, by typing or from a list.")
    editor = (
        parts.Rows(
            "gaps",
            "gap",
            _("Gaps"),
            _("Gap"),
            (
                parts.Pick(
                    "kind", _("Filled in by"), (("text", _("typing")), ("choice", _("choosing"))), initial="text"
                ),
                parts.Forms(
                    "forms",
                    _("When typed: accepted forms, one a line"),
                    _("A form that is worth only a part ends in “| 0.5”."),
                ),
                parts.Flag("ignore_case", _("Capital and small letters are the same"), initial=True),
                parts.Options(
                    "choices",
                    _("When chosen: the choices, one a line"),
                    _("The right one begins with “*”. The lines of both languages belong together in their order."),
                ),
            ),
            most=MOST,
            least=2,
            help=_("Write the mark of each gap where it stands in the question, in each language: [[a]], [[b]]."),
            mark=_("Mark"),
        ),
    )

    def check(self, result: Check, content: Content) -> None:
        gaps = result.content["gaps"] = rows(result, "gaps", content.get("gaps"), lambda *one: _gap(result, *one))
        if not gaps:
            result.fault("gaps", "at_least_one")
        if len(gaps) > MOST:
            result.fault("gaps", "too_many")
        if len({gap["id"] for gap in gaps}) < len(gaps):
            result.fault("gaps", "duplicate")
        for language in LANGUAGES:
            stem = result.content["stem"][language]
            if stem and sorted(MARK.findall(stem)) != sorted(gap["id"] for gap in gaps):
                result.fault(f"stem.{language}", "marks_differ")

    def texts(self, content: Content) -> dict[str, Texts]:
        return {
            f"gaps.{i}.choices.{j}.text": one["text"]
            for i, gap in enumerate(content["gaps"])
            for j, one in enumerate(gap.get("choices", ()))
        }

    def stem(self, content: Content, language: str) -> str:
        order = _order(content)
        return MARK.sub(lambda mark: f"[[{order.index(mark[1]) + 1}]]", super().stem(content, language))

    def lay_out(self, content: Content, chance: Random) -> list[list[Any]]:
        gaps, layout = {gap["id"]: gap for gap in content["gaps"]}, []
        for name in _order(content):
            choices = [one["id"] for one in gaps[name].get("choices", ())]
            chance.shuffle(choices)
            layout.append([name, choices or None])
        return layout

    def stored(self, layout: Any, given: Any) -> dict[str, str] | None:
        held = {}
        for number, said in shapes.by_row(given, len(layout)).items():
            name, choices = layout[int(number) - 1]
            value = shapes.typed_line(said) if choices is None else shapes.place(choices, said)
            if value is not None:
                held[name] = value
        return held or None

    def given(self, layout: Any, stored: Any) -> dict[str, str]:
        return {
            str(number): stored[name] if choices is None else shapes.place_of(choices, stored[name])
            for number, (name, choices) in enumerate(layout, 1)
            if name in stored
        }

    def grade(self, content: Content, answer: Any) -> Fraction:
        reached = sum((_share(gap, answer.get(gap["id"])) for gap in content["gaps"]), NOTHING)
        return reached / len(content["gaps"])

    def right(self, content: Content) -> dict[str, str]:
        return {gap["id"]: _right(gap) for gap in content["gaps"]}

    def face(self, content: Content, layout: Any, language: str) -> Asked:
        gaps = {gap["id"]: gap for gap in content["gaps"]}

        def choices(name: str, order: list[str] | None) -> tuple[Choice, ...]:
            said = {one["id"]: one["text"] for one in gaps[name].get("choices", ())}
            return tuple(Choice(str(i), say(said[one], language)) for i, one in enumerate(order or (), 1))

        return Asked(rows=tuple(Row(str(i), "", choices(*one)) for i, one in enumerate(layout, 1)))

    def review(self, content: Content, layout: Any, answer: Any, language: str, *, with_keys: bool) -> Reviewed:
        gaps, chosen = {gap["id"]: gap for gap in content["gaps"]}, answer or {}
        return Reviewed(
            stem=MARK.sub(r"<strong>[\1]</strong>", self.stem(content, language)),
            rows=tuple(
                ReviewedRow(
                    text=str(number),
                    answer=_said(gaps[name], chosen.get(name), language),
                    correct=_share(gaps[name], chosen.get(name)) == ALL if with_keys else None,
                    right_answer=_said(gaps[name], _right(gaps[name]), language) if with_keys else "",
                )
                for number, (name, _choices) in enumerate(layout, 1)
            ),
        )

    def typed(self, name: str, shown: Shown, posted: Posted) -> dict[str, str] | None:
        return shapes.typed_rows(name, shown, posted)


def _gap(result: Check, where: str, one: Mapping[str, Any]) -> dict[str, Any]:
    if one.get("kind") == "choice":

        def read(at: str, option: Mapping[str, Any]) -> dict[str, Any]:
            return {"text": texts(result, f"{at}.text", option.get("text")), "correct": option.get("correct") is True}

        choices = rows(result, f"{where}.choices", one.get("choices"), read)
        if len(choices) < 2:
            result.fault(f"{where}.choices", "too_few_choices")
        if len(choices) > MOST_CHOICES:
            result.fault(f"{where}.choices", "too_many_choices")
        if sum(option["correct"] for option in choices) != 1:
            result.fault(f"{where}.choices", "one_correct")
        refuse_twins(result, f"{where}.choices", choices)
        return {"kind": "choice", "choices": choices}
    if one.get("kind") != "text":
        result.fault(f"{where}.kind", "required")
    forms = rows(
        result, f"{where}.forms", one.get("forms"), lambda at, form: wordforms.read(result, at, form), named=False
    )
    ignore_case = bool(one.get("ignore_case", True))
    wordforms.check(result, f"{where}.forms", forms, ignore_case=ignore_case)
    return {"kind": "text", "forms": forms, "ignore_case": ignore_case}


def _order(content: Content) -> list[str]:
    """The ids of the gaps as they stand in the text: in Thai, or in English where there is no Thai."""
    return MARK.findall(say(content["stem"], LANGUAGES[0]))


def _share(gap: Content, said: str | None) -> Fraction:
    if said is None:
        return NOTHING
    if gap["kind"] == "choice":
        return ALL if said == _right(gap) else NOTHING
    form = wordforms.matching(gap["forms"], said, ignore_case=gap["ignore_case"])
    return Fraction(form["share"]) if form else NOTHING


def _right(gap: Content) -> str:
    if gap["kind"] == "text":
        return wordforms.full(gap["forms"])
    return next((str(one["id"]) for one in gap["choices"] if one["correct"]), "")


def _said(gap: Content, said: str | None, language: str) -> str:
    """As markup."""
    if gap["kind"] == "text":
        return escape(said or "")
    return next((say(one["text"], language) for one in gap["choices"] if one["id"] == said), "")
