"""Reading Moodle XML, as Moodle 4.5 writes it. Pure.

Source: Moodle's documentation, "Moodle XML format", and the formats of its question types.
"""

from collections.abc import Callable
from decimal import Decimal
from urllib.parse import unquote

from django.utils.translation import gettext as _

from academy.errors import Refusal
from assessments.exchange import cloze, moodle_kinds, pairs, pictures, shapes, texts, ways, xml
from assessments.exchange.item import Item, Lost, Reading, Uncarried
from assessments.exchange.texts import Block, Draft
from assessments.exchange.xml import Element

KINDS: dict[str, Callable[[Element, Draft], None]] = {
    "multichoice": moodle_kinds.multichoice,
    "truefalse": moodle_kinds.truefalse,
    "numerical": moodle_kinds.numerical,
    "shortanswer": moodle_kinds.shortanswer,
    "matching": moodle_kinds.matching,
    "ordering": moodle_kinds.ordering,
    "essay": moodle_kinds.essay,
    "cloze": cloze.read,
    "gapselect": moodle_kinds.gapselect,
    "ddwtos": moodle_kinds.gapselect,
}


def read(data: bytes) -> Reading:
    """All questions of the file. Refuses what is no Moodle XML, and as `xml.parsed` does."""
    root = xml.parsed(data)
    if xml.name_of(root) != "quiz":
        raise Refusal("wrong_format", _("This is no Moodle XML: its first element is not “quiz”."), status=400)
    category: tuple[tuple[str, str], ...] = ()
    items: list[Item] = []
    lost: list[Lost] = []
    for question in root.findall("question"):
        kind = question.get("type", "")
        if kind == "category":
            category = ways.read(moodle_kinds.plain(question, "category"))
            continue
        draft = _draft(question, category)
        try:
            reader = KINDS.get(kind)
            if reader is None:
                raise Uncarried(_("There is no counterpart to Moodle's kind “%(kind)s”.") % {"kind": kind})
            reader(question, draft)
            items.append(texts.finished(draft))
        except Uncarried as fault:
            lost.append(Lost(draft.name, fault.reason))
    return Reading(tuple(pairs.together(items)), tuple(lost))


def _draft(question: Element, category: tuple[tuple[str, str], ...]) -> Draft:
    files = {
        file.get("name", ""): pictures.from_base64(file.text or "")
        for file in question.iter("file")
        if file.get("encoding", "base64") == "base64"
    }

    def find(source: str) -> bytes | None:
        name = unquote(source.removeprefix("@@PLUGINFILE@@/")).rpartition("/")[2]
        return files.get(name) if source.startswith("@@PLUGINFILE@@/") else None

    identifier = moodle_kinds.plain_of(question.find("idnumber"))
    draft = Draft(
        name=" ".join(texts.to_plain(moodle_kinds.plain(question, "name")).split())[:200],
        identifier=identifier,
        category=category,
        tags=tuple(moodle_kinds.plain_of(tag.find("text")) for tag in question.findall("tags/tag")),
        language=pairs.base_of(identifier)[1],
        find=find,
    )
    draft.content = {
        "stem": Block(moodle_kinds.markup(question.find("questiontext"))),
        "feedback": Block(moodle_kinds.markup(question.find("generalfeedback"))),
    }
    _note(question, draft)
    return draft


def _note(question: Element, draft: Draft) -> None:
    if question.find("hint") is not None and any(moodle_kinds.plain_of(h.find("text")) for h in question.iter("hint")):
        draft.lose(_("Hints."))
    if any(one.get("format") == "markdown" for one in question.iter()):
        draft.lose(_("Formatting in Markdown: the words are kept as they were typed."))
    grade = moodle_kinds.plain_of(question.find("defaultgrade"))
    if grade and shapes.decimal(grade) != Decimal(1):
        draft.lose(_("The points of the question: the test that draws it sets them."))
    for name in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
        said = texts.to_plain(moodle_kinds.markup(question.find(name)))
        if said and said not in moodle_kinds.STANDARD_FEEDBACK:
            draft.lose(_("The feedback on right, partly right and wrong answers as a whole."))
