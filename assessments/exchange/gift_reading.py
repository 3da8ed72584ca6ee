"""Reading GIFT, all its forms. Pure. Source: Moodle's documentation, "GIFT format"."""

import re
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from academy.errors import Refusal
from assessments.exchange import encodings, shapes, texts, ways
from assessments.exchange.item import Lost, Reading, Uncarried
from assessments.exchange.texts import Block, Draft

# Escaped characters stand aside as private letters while the marks are read.
ESCAPES = {"\\\\": "\ue010", "\\~": "\ue011", "\\=": "\ue012", "\\#": "\ue013", "\\{": "\ue014", "\\}": "\ue015"}
ESCAPES |= {"\\:": "\ue016", "\\n": "\ue017"}
MEANT = dict(zip(ESCAPES.values(), "\\~=#{}:\n", strict=True))
_ESCAPE = re.compile(r"\\[\\~=#{}:n]")
_NAME = re.compile(r"::(.*?)::", re.S)
_FORMAT = re.compile(r"\s*\[(html|plain|markdown|moodle)\]", re.I)
_WEIGHT = re.compile(r"\s*%(-?[\d.]+)%")
_ANSWER = re.compile(r"([=~])([^=~]*)")
_ID = re.compile(r"\[id:([^\]]+)\]")
_TAG = re.compile(r"\[tag:([^\]]+)\]")
LINE = "_____"


def read(data: bytes) -> Reading:
    """All questions of the file. Refuses wrong_format where there is none, and as `encodings.decoded` does."""
    text = encodings.decoded(data)
    drafts = list(_questions(_ESCAPE.sub(lambda match: ESCAPES[match[0]], text)))
    if not any("{" in body for _draft, body in drafts):
        raise Refusal("wrong_format", _("This is no GIFT: no question in braces { } was found."), status=400)
    items, lost = [], []
    for draft, body in drafts:
        try:
            _question(draft, body)
            items.append(texts.finished(draft))
        except Uncarried as fault:
            lost.append(Lost(draft.name, fault.reason))
    return Reading(tuple(items), tuple(lost))


def _questions(text: str) -> Iterator[tuple[Draft, str]]:
    """A question is a run of lines up to an empty one; comments before it may name and tag it."""
    category: tuple[tuple[str, str], ...] = ()
    remarks, lines = "", []
    for line in [*text.split("\n"), ""]:
        bare = line.strip()
        if bare.startswith("//"):
            remarks += bare
        elif bare.upper().startswith("$CATEGORY:"):
            category = ways.read(_plain(bare[len("$CATEGORY:") :]))
        elif bare:
            lines.append(line)
        elif lines:
            found = _ID.search(remarks)
            tags = tuple(tag.strip() for tag in _TAG.findall(remarks))
            yield (
                Draft(identifier=_plain(found[1]) if found else "", category=category, tags=tags),
                "\n".join(lines).strip(),
            )
            remarks, lines = "", []


def _plain(text: str) -> str:
    return "".join(MEANT.get(letter, letter) for letter in text).strip()


def _markup(text: str, inherited: str = "") -> str:
    found = _FORMAT.match(text)
    form = found[1].lower() if found else inherited
    bare = _plain(text[found.end() :] if found else text)
    if form == "html":
        return bare
    return texts.from_plain(bare) if form in {"plain", "markdown"} else texts.from_loose(bare)


def _question(draft: Draft, body: str) -> None:
    named = _NAME.match(body)
    body = body[named.end() :].strip() if named else body
    before, opened, rest = body.partition("{")
    inside, _closed, after = rest.rpartition("}")
    draft.name = _plain(named[1]) if named else texts.to_plain(_markup(before))[:80]
    if not opened or not _closed:
        raise Uncarried(_("It has no answer in braces: a text alone is no question."))
    if "{" in inside or "}" in inside:
        raise Uncarried(_("It has more than one part in braces."))
    form = _FORMAT.match(before)
    written = form[1].lower() if form else ""
    if written == "markdown":
        draft.lose(_("Formatting in Markdown: the words are kept as they were typed."))
    stem = _markup(before, written) + (f" {LINE} {_markup(after, written)}" if after.strip() else "")
    inside, _hashes, general = inside.partition("####")
    draft.content = {"stem": Block(stem), "feedback": Block(_markup(general, written))}
    _answers(draft, inside.strip(), written)


def _answers(draft: Draft, inside: str, form: str) -> None:
    word, _hash, heard = inside.partition("#")
    if not inside:
        draft.kind = "essay"
        draft.content |= {"least_words": None, "most_words": None, "rubric": []}
    elif inside.startswith("#"):
        _number(draft, inside[1:].strip())
    elif word.strip().upper() in {"T", "TRUE", "F", "FALSE"}:
        draft.kind, draft.content["answer"] = "truefalse", word.strip().upper().startswith("T")
        if heard.strip(" #"):
            draft.lose(_("The feedback on “true” and on “false”; that on the question is kept."))
    else:
        _listed(draft, inside, form)


def _listed(draft: Draft, inside: str, form: str) -> None:
    answers = _ANSWER.findall(inside)
    if not answers:
        raise Uncarried(_("Its answers cannot be read."))
    if "->" in inside and all(mark == "=" for mark, _said in answers):
        found = [[_markup(side, form) for side in said.split("->", 1)] for _mark, said in answers if "->" in said]
        pairs = [(left, right) for left, right in found if texts.to_plain(left) or "<img" in left]
        shapes.matched(draft, pairs, [right for left, right in found if (left, right) not in pairs])
        return
    rows = [_row(mark, said, form) for mark, said in answers]
    if any(mark == "~" for mark, _said in answers):
        shapes.choices(draft, rows, single=any(mark == "=" for mark, _said in answers))
        return
    forms = []
    for said, share, heard in rows:
        plain = texts.to_plain(said)
        if "*" in plain.replace("\\*", ""):
            draft.lose(_("The answer “%(answer)s”: a star for any letters is not known here.") % {"answer": plain[:80]})
            continue
        forms.append(shapes.form(plain.replace("\\*", "*"), share, heard))
    shapes.shorttext(draft, forms, ignore_case=True)


def _row(mark: str, said: str, form: str) -> tuple[str, Decimal, str]:
    weight = _WEIGHT.match(said)
    share = Decimal(1) if mark == "=" else Decimal(0)
    if weight:
        said, share = said[weight.end() :], (shapes.decimal(weight[1]) or Decimal(0)) / 100
    text, _hash, heard = said.partition("#")
    return _markup(text, form), share, _markup(heard, form)


def _number(draft: Draft, inside: str) -> None:
    if inside.startswith(("=", "~")):
        rows = [_row(mark, said, "plain") for mark, said in _ANSWER.findall(inside)]
        full = [said for said, share, _heard in rows if share == 1]
        if len(full) != 1:
            raise Uncarried(_("It is not one number that earns all points."))
        if len(rows) > 1 or rows[0][2]:
            draft.lose(_("Further numbers that earn a part of the points, and the feedback on single numbers."))
        said = full[0]
    else:
        said, _hash, heard = inside.partition("#")
        if heard.strip():
            draft.lose(_("Further numbers that earn a part of the points, and the feedback on single numbers."))
    if ".." in said:
        least, most = (shapes.decimal(end) for end in said.split("..", 1))
        if least is None or most is None:
            raise Uncarried(_("The right answer is not a number."))
        shapes.number(draft, str((least + most) / 2), str(abs(most - least) / 2))
        return
    answer, _colon, tolerance = said.partition(":")
    shapes.number(draft, answer, tolerance.strip())
