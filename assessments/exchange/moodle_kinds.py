"""What Moodle XML says by kind of question. Each function fills the draft, or raises Uncarried. Pure."""

import html
import re
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments import numerals
from assessments.exchange import cloze, languages, shapes, texts
from assessments.exchange.item import Uncarried
from assessments.exchange.texts import Draft, Inline
from assessments.exchange.xml import Element

STANDARD_FEEDBACK = {
    "Your answer is correct.",
    "Your answer is partially correct.",
    "Your answer is incorrect.",
    "คำตอบของคุณถูกต้อง",
    "คำตอบของคุณถูกต้องบางส่วน",
    "คำตอบของคุณไม่ถูกต้อง",
}
_RUBRIC_ROW = re.compile(r"<tr><td>((?:(?!</td>).)*)</td><td>([\d.]+)</td></tr>", re.S)
_RUBRIC = re.compile(r"<table><tbody>(?:<tr><td>(?:(?!</td>).)*</td><td>[\d.]+</td></tr>)+</tbody></table>", re.S)
_PLACE = re.compile(r"\[\[(\d+)[^\[\]]{0,100}\]\]")


def plain_of(element: Element | None) -> str:
    """The words of an element; empty where there is none."""
    return (element.text or "").strip() if element is not None else ""


def plain(question: Element, name: str) -> str:
    """The words of its child's text."""
    return plain_of(question.find(f"{name}/text"))


def markup(element: Element | None) -> str:
    """The markup of a text, whatever its format says."""
    said = plain_of(element.find("text")) if element is not None else ""
    form = element.get("format", "html") if element is not None else "html"
    if form in {"plain_text", "markdown"}:
        return texts.from_plain(said)
    return said.replace("\n", "<br>") if form == "moodle_auto_format" else said


def share_of(answer: Element) -> Decimal:
    """The fraction, 100 being all."""
    return (shapes.decimal(answer.get("fraction", "0")) or Decimal(0)) / 100


def multichoice(question: Element, draft: Draft) -> None:
    """One or several of a list."""
    rows = [(markup(one), share_of(one), markup(one.find("feedback"))) for one in question.findall("answer")]
    single = plain_of(question.find("single")).lower() in {"true", "1", ""}
    shuffle = plain_of(question.find("shuffleanswers")).lower() in {"true", "1", ""}
    shapes.choices(draft, rows, single=single, shuffle=shuffle)


def truefalse(question: Element, draft: Draft) -> None:
    """A statement."""
    answers = question.findall("answer")
    right = [plain_of(one.find("text")).lower() for one in answers if share_of(one) == 1]
    if right not in (["true"], ["false"]):
        raise Uncarried(_("It is not said whether the statement is true."))
    if any(texts.to_plain(markup(one.find("feedback"))) for one in answers):
        draft.lose(_("The feedback on “true” and on “false”; that on the question is kept."))
    draft.kind, draft.content["answer"] = "truefalse", right == ["true"]


def numerical(question: Element, draft: Draft) -> None:
    """A number, a tolerance and perhaps units."""
    full = [one for one in question.findall("answer") if share_of(one) == 1]
    if len(full) != 1:
        raise Uncarried(_("It is not one number that earns all points."))
    if len(full) < len(question.findall("answer")) or texts.to_plain(markup(full[0].find("feedback"))):
        draft.lose(_("Further numbers that earn a part of the points, and the feedback on single numbers."))
    tolerance = plain_of(full[0].find("tolerance"))
    units = [(plain_of(u.find("unit_name")), plain_of(u.find("multiplier"))) for u in question.findall("units/unit")]
    answer = plain_of(full[0].find("text"))
    if not units or plain_of(question.find("showunits")) == "3":
        shapes.number(draft, answer, tolerance, units[0][0] if units else "")
        return
    rows = []
    for name, multiplier in units:
        times = shapes.decimal(multiplier or "1")
        if not times:
            raise Uncarried(_("The factor of a unit is not a number."))
        factor = Decimal(f"{1 / times:.15g}")
        rows.append({"name": Inline(name), "factor": numerals.write(factor)})
    shapes.number(draft, answer, tolerance, "", rows)


def shortanswer(question: Element, draft: Draft) -> None:
    """Accepted forms. Moodle's * stands for any letters; here it cannot."""
    forms = []
    for answer in question.findall("answer"):
        said, share = plain_of(answer.find("text")), share_of(answer)
        if re.search(r"(?<!\\)\*", said):
            draft.lose(_("The answer “%(answer)s”: a star for any letters is not known here.") % {"answer": said[:80]})
            continue
        forms.append(shapes.form(said.replace("\\*", "*"), share, markup(answer.find("feedback"))))
    shapes.shorttext(draft, forms, ignore_case=plain_of(question.find("usecase")) != "1")


def matching(question: Element, draft: Draft) -> None:
    """Pairs; a right without a left is there to mislead."""
    found = [(markup(one), markup_plain(one.find("answer"))) for one in question.findall("subquestion")]
    pairs = [(left, right) for left, right in found if left]
    shapes.matched(draft, pairs, [right for left, right in found if not left])


def markup_plain(element: Element | None) -> str:
    """A plain text as markup; the spans of languages in it stay."""
    said = plain_of(element.find("text")) if element is not None else ""
    return said if languages.split(said) else html.escape(said, quote=False)


def ordering(question: Element, draft: Draft) -> None:
    """Items; their fractions count their places."""
    rows = [(share_of(one), markup(one)) for one in question.findall("answer")]
    shapes.ordering(draft, [said for _place, said in sorted(rows, key=lambda row: row[0])])


def essay(question: Element, draft: Draft) -> None:
    """A text that a person marks, or files."""
    notes = markup(question.find("graderinfo"))
    rows = _RUBRIC_ROW.findall(notes) if _RUBRIC.fullmatch(notes) else []
    rubric = [{"text": Inline(said), "points": points} for said, points in rows]
    if notes and not rubric:
        draft.lose(_("The notes for those who mark it."))
    if texts.to_plain(markup(question.find("responsetemplate"))):
        draft.lose(_("The text that the answer begins with."))
    draft.content["rubric"] = shapes.named(rubric)
    files = _whole(question, "attachments")
    if plain_of(question.find("responseformat")) == "noinline":
        suffixes = plain_of(question.find("filetypeslist")).replace(".", "").replace(" ", "")
        draft.kind = "upload"
        size = _whole(question, "maxbytes")
        shapes.files(draft, suffixes.split(","), files, max(1, size // (1024 * 1024)) if size else None)
        return
    if files:
        draft.lose(_("Files beside the text."))
    draft.kind = "essay"
    draft.content |= {"least_words": _whole(question, "minwordlimit"), "most_words": _whole(question, "maxwordlimit")}


def _whole(question: Element, name: str) -> int | None:
    return shapes.whole(plain_of(question.find(name))) or None


def gapselect(question: Element, draft: Draft) -> None:
    """Gaps that words of a list go into, by selecting or by dragging."""
    boxes = question.findall("selectoption") or question.findall("dragbox")
    words = [(markup_plain_or(box), plain_of(box.find("group")) or "1") for box in boxes]
    gaps = []
    names = shapes.ids()

    def gap(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        if not 0 <= place < len(words):
            raise Uncarried(_("A gap names a word that is not in the list."))
        name = next(names)
        group = [word for word in words if word[1] == words[place][1]]
        gaps.append(shapes.choice_gap(name, [(word[0], word is words[place]) for word in group]))
        return f"[[{name}]]"

    stem = _PLACE.sub(gap, draft.content["stem"])
    cloze.keep(draft, stem, gaps)


def markup_plain_or(box: Element) -> str:
    """A word of a list, which may have the little markup of a line."""
    return plain_of(box.find("text"))
