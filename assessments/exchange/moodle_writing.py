"""Writing Moodle XML, as Moodle 4.5 reads it: both languages for its multi-language filter. Pure."""

import base64
import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from assessments.exchange import cloze, languages, pairs, pictures, shapes, texts, ways, xml
from assessments.exchange.item import Item, Lost, Text, Uncarried, Written
from assessments.numerals import write


def write_file(items: Sequence[Item]) -> Written:
    """The file, with what it does not hold listed by item."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>"]
    lost: list[Lost] = []
    category: tuple[tuple[str, str], ...] = ()
    whole = 0
    for item in items:
        if item.category != category:
            category = item.category
            way = xml.escaped(ways.written(category))
            lines.append(f'<question type="category"><category><text>{way}</text></category></question>')
        try:
            for one in _apart(item):
                maker = _Maker(one, texts.needs_marks(one.content) and one.kind != "blanks")
                lines.append(maker.question())
                lost += [Lost(item.name, reason) for reason in maker.lost]
            whole += 1
        except Uncarried as fault:
            lost.append(Lost(item.name, fault.reason))
    lines.append("</quiz>")
    return Written("\n".join(lines).encode(), tuple(dict.fromkeys(lost)), whole)


def _apart(item: Item) -> list[Item]:
    """A text with gaps is two questions: Moodle would count the gaps of the language that is not shown."""
    if item.kind != "blanks":
        return [item]
    return [pairs.alone(item, language) for language in pairs.spoken(item)]


@dataclass
class _Maker:
    """One question of the file."""

    item: Item
    marked: bool

    def __post_init__(self) -> None:
        self.lost: list[str] = []

    def question(self) -> str:
        """The whole element. Raises Uncarried."""
        makers: dict[str, tuple[str, Callable[[dict[str, Any]], str]]] = {
            "single": ("multichoice", self._choices),
            "multiple": ("multichoice", self._choices),
            "truefalse": ("truefalse", self._truefalse),
            "number": ("numerical", self._number),
            "shorttext": ("shortanswer", self._shorttext),
            "matching": ("matching", self._matching),
            "matrix": ("matching", self._matrix),
            "ordering": ("ordering", self._ordering),
            "blanks": ("cloze", lambda _content: ""),
            "essay": ("essay", self._essay),
            "upload": ("essay", self._upload),
        }
        if self.item.kind not in makers:
            raise Uncarried(_("Moodle XML has no such kind of question."))
        content = self.item.content
        kind, make = makers[self.item.kind]
        stem = self._said(content["stem"])
        if self.item.kind == "blanks":
            stem = cloze.written(stem, content["gaps"], pairs.spoken(self.item)[0])
        body = make(content)
        tags = "".join(f"<tag><text>{xml.escaped(tag)}</text></tag>" for tag in self.item.tags)
        return "\n".join(
            (
                f'<question type="{kind}">',
                f"<name><text>{xml.escaped(self.item.name)}</text></name>",
                self._block("questiontext", stem),
                self._block("generalfeedback", self._said(content["feedback"])),
                f"<defaultgrade>1</defaultgrade><penalty>0</penalty><hidden>0</hidden>"
                f"<idnumber>{xml.escaped(self.item.identifier)}</idnumber>",
                body,
                f"<tags>{tags}</tags>" if tags else "",
                "</question>",
            )
        )

    def _said(self, text: Text) -> str:
        return languages.joined(text, marked=self.marked)

    def _inside(self, markup: str) -> str:
        """The text and the files of its pictures."""
        names = dict.fromkeys(pictures.names_in(markup))
        files = {name: f"{name[:16]}.{pictures.suffix_of(self.item.images[name])}" for name in names}
        said = pictures.replaced(markup, lambda name, alt: f'<img src="@@PLUGINFILE@@/{files[name]}" alt="{alt}">')
        data = "".join(
            f'<file name="{file}" path="/" encoding="base64">{base64.b64encode(self.item.images[name]).decode()}</file>'
            for name, file in files.items()
        )
        return f"<text>{xml.escaped(said)}</text>{data}"

    def _block(self, name: str, markup: str) -> str:
        return f'<{name} format="html">{self._inside(markup)}</{name}>'

    def _answer(self, fraction: Decimal, inside: str, feedback: str = "", more: str = "") -> str:
        heard = self._block("feedback", feedback)
        return f'<answer fraction="{write(fraction)}" format="html">{inside}{heard}{more}</answer>'

    def _choices(self, content: dict[str, Any]) -> str:
        right = sum(choice["correct"] for choice in content["choices"])
        wrong = len(content["choices"]) - right
        single = self.item.kind == "single"
        rows = [f"<single>{str(single).lower()}</single>"]
        rows.append(f"<shuffleanswers>{str(content['shuffle']).lower()}</shuffleanswers>")
        rows.append("<answernumbering>none</answernumbering>")
        for choice in content["choices"]:
            part = Decimal(100) / right if choice["correct"] else Decimal(0) if single else Decimal(-100) / wrong
            inside = self._inside(self._said(choice["text"]))
            rows.append(self._answer(round(part, 5), inside, self._said(choice["feedback"])))
        return "\n".join(rows)

    def _truefalse(self, content: dict[str, Any]) -> str:
        rows = ((said, 100 if content["answer"] is value else 0) for said, value in (("true", True), ("false", False)))
        return "\n".join(self._answer(Decimal(fraction), f"<text>{said}</text>") for said, fraction in rows)

    def _number(self, content: dict[str, Any]) -> str:
        tolerance = f"<tolerance>{content['tolerance']}</tolerance>"
        rows = [self._answer(Decimal(100), f"<text>{content['answer']}</text>", "", tolerance)]
        units = [(self._said(unit["name"]), 1 / Decimal(unit["factor"])) for unit in content.get("units", ())]
        alone = [] if units or not any(content["unit"].values()) else [(self._said(content["unit"]), Decimal(1))]
        if units or alone:
            written = "".join(
                f"<unit><multiplier>{write(Decimal(f'{times:.20g}'))}</multiplier>"
                f"<unit_name>{xml.escaped(name)}</unit_name></unit>"
                for name, times in (*units, *alone)
            )
            rows.append(f"<units>{written}</units>")
        shown = 2 if units else 3
        rows.append(f"<unitgradingtype>{1 if units else 0}</unitgradingtype><unitpenalty>1</unitpenalty>")
        rows.append(f"<showunits>{shown}</showunits><unitsleft>0</unitsleft>")
        return "\n".join(rows)

    def _shorttext(self, content: dict[str, Any]) -> str:
        rows = [f"<usecase>{0 if content['ignore_case'] else 1}</usecase>"]
        for one in content["forms"]:
            said = one["text"].replace("*", "\\*")
            inside = f"<text>{xml.escaped(said)}</text>"
            rows.append(self._answer(Decimal(one["share"]) * 100, inside, self._said(one["feedback"])))
        return "\n".join(rows)

    def _matching(self, content: dict[str, Any]) -> str:
        found = [(pair["left"], pair["right"]) for pair in content["pairs"]]
        return self._subquestions(found, [extra["text"] for extra in content["extras"]])

    def _matrix(self, content: dict[str, Any]) -> str:
        found, spare, ordered = shapes.flattened(content)
        if len({row["correct"] for row in content["rows"]}) == len(content["rows"]):
            self.lost.append(_("That it is a grid: it is a matching question there."))
        elif not ordered:
            self.lost.append(_("The order of the columns."))
        return self._subquestions(found, spare)

    def _subquestions(self, found: Sequence[tuple[Text, Text]], extras: Sequence[Text]) -> str:
        rows = ["<shuffleanswers>true</shuffleanswers>"]
        for left, right in (*found, *((None, extra) for extra in extras)):
            question = self._inside(self._said(left)) if left else "<text></text>"
            answer = xml.escaped(self._plain(right))
            rows.append(f'<subquestion format="html">{question}<answer><text>{answer}</text></answer></subquestion>')
        return "\n".join(rows)

    def _plain(self, text: Text) -> str:
        """Moodle shows the right sides as plain words."""
        if any("<" in said for said in text.values()):
            self.lost.append(_("Formatting and pictures of what is matched."))
        words = {language: texts.to_plain(said) for language, said in text.items()}
        if not self.marked:
            return languages.joined(words, marked=False)
        return languages.joined({name: html.escape(said, quote=False) for name, said in words.items()}, marked=True)

    def _ordering(self, content: dict[str, Any]) -> str:
        rows = ["<layouttype>VERTICAL</layouttype><selecttype>ALL</selecttype><selectcount>0</selectcount>"]
        rows.append("<gradingtype>LONGEST_CONTIGUOUS_SUBSET</gradingtype><showgrading>SHOW</showgrading>")
        rows.append("<numberingstyle>none</numberingstyle>")
        for place, one in enumerate(content["items"], 1):
            rows.append(self._answer(Decimal(place), self._inside(self._said(one["text"]))))
        return "\n".join(rows)

    def _rubric(self, content: dict[str, Any]) -> str:
        rows = "".join(
            f"<tr><td>{self._said(one['text'])}</td><td>{one['points']}</td></tr>" for one in content.get("rubric", ())
        )
        self.lost += shapes.levels_lost(content)
        return self._block("graderinfo", f"<table><tbody>{rows}</tbody></table>" if rows else "")

    def _essay(self, content: dict[str, Any]) -> str:
        least, most = content.get("least_words"), content.get("most_words")
        rows = ["<responseformat>editor</responseformat><responserequired>1</responserequired>"]
        rows.append("<responsefieldlines>15</responsefieldlines><attachments>0</attachments>")
        rows.append(f"<minwordlimit>{least}</minwordlimit>" if least else "")
        rows.append(f"<maxwordlimit>{most}</maxwordlimit>" if most else "")
        return "\n".join((*rows, self._rubric(content)))

    def _upload(self, content: dict[str, Any]) -> str:
        kinds = ",".join(f".{one}" for one in content["types"])
        rows = ["<responseformat>noinline</responseformat><responserequired>0</responserequired>"]
        rows.append(f"<attachments>{content['most_files']}</attachments><attachmentsrequired>1</attachmentsrequired>")
        rows.append(f"<maxbytes>{content['most_megabytes'] * 1024 * 1024}</maxbytes>")
        rows.append(f"<filetypeslist>{xml.escaped(kinds)}</filetypeslist>")
        return "\n".join((*rows, self._rubric(content)))
