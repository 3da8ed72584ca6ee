"""QTI's interactions as kinds of question. Each fills the draft, or raises Uncarried. Pure."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from assessments.exchange import qti_hotspots, shapes, xml
from assessments.exchange.item import Uncarried
from assessments.exchange.qti_marking import Declaration
from assessments.exchange.texts import Block, Draft, Inline
from assessments.exchange.xml import Element

INLINE = {"textentryinteraction", "inlinechoiceinteraction"}
NUMBERS = {"float", "integer"}
SUFFIXES = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg", "text/csv": "csv", "text/plain": "txt"}
Declared = dict[str, Declaration]
LINE = "_____"


def fill(body: Element, declared: Declared, draft: Draft) -> None:
    """Read the one interaction of the body, or the gaps in its text."""
    found = [one for one in body.iterdescendants() if xml.name_of(one).endswith("interaction")]
    names = {xml.name_of(one) for one in found}
    if not found:
        raise Uncarried(_("It asks nothing."))
    if names <= INLINE:
        _in_text(body, found, declared, draft)
        return
    if len(found) > 1:
        raise Uncarried(_("It asks more than one thing."))
    reader = READERS.get(xml.name_of(found[0]))
    if reader is None:
        name = xml.name_of(found[0])
        raise Uncarried(_("There is no counterpart to the interaction “%(name)s”.") % {"name": name})
    prompt = next((one for one in found[0] if xml.name_of(one) == "prompt"), None)
    said = _stem(body, draft, lambda _one: "")
    asked = _inner(prompt) if prompt is not None else ""
    paragraph = f"<p>{asked}</p>" if asked and said and not asked.startswith("<p") else asked
    draft.content["stem"] = Block(said + paragraph)
    reader(found[0], _declaration(found[0], declared), draft)


def _stem(body: Element, draft: Draft, instead: Callable[[Element], str]) -> str:
    """The text of the body; `instead` says what stands for an interaction."""

    def hook(element: Element) -> str | None:
        name = xml.name_of(element)
        if name.endswith("interaction"):
            return instead(element)
        return "" if name in {"rubricblock", "stylesheet", "catalog", "cataloginfo", "feedbackblock"} else None

    if any(xml.attributes_of(one).get("view") != "scorer" for one in xml.below(body, "rubricblock")):
        draft.lose(_("A note for the learner beside the question."))
    if xml.below(body, "feedbackblock"):
        draft.lose(_("The feedback on right, partly right and wrong answers as a whole."))
    whole = xml.inner(body, hook)
    found = re.fullmatch(r"\s*<div>((?:(?!</?div>).)*)</div>\s*", whole, re.S)
    return (found[1] if found else whole).strip()


def _inner(element: Element) -> str:
    hidden = {"feedbackinline", "feedbackblock"}
    return xml.inner(element, lambda one: "" if xml.name_of(one) in hidden else None).strip()


def _declaration(element: Element, declared: Declared) -> Declaration:
    name = xml.attributes_of(element).get("responseidentifier", "")
    if name not in declared:
        raise Uncarried(_("It does not declare its answer."))
    return declared[name]


def _need(declaration: Declaration, draft: Draft) -> list[str]:
    """The right values. Raises Uncarried where there are none, or a picture's points are meant."""
    if declaration.method == "point":
        raise Uncarried(_("Its answer is a point in a picture."))
    right = declaration.correct or [name for name, share in declaration.shares().items() if share > 0]
    if not right:
        raise Uncarried(_("It does not say what is right."))
    if not declaration.method:
        draft.lose(_("It does not say how it is marked: what it declares as right is taken."))
    return right


def whole_only(declaration: Declaration, draft: Draft) -> None:
    """Note that points were for all of it."""
    if not declaration.mapped:
        draft.lose(_("It earned points only where all of it was right; here each part earns its share."))


def _choice(element: Element, declaration: Declaration, draft: Draft) -> None:
    rows = xml.below(element, "simplechoice")
    names = [xml.attributes_of(one).get("identifier", "") for one in rows]
    right = _need(declaration, draft)
    if declaration.cardinality == "single" and set(names) == {"true", "false"} and len(names) == 2:
        draft.kind, draft.content["answer"] = "truefalse", right[0] == "true"
        return
    shares = declaration.shares() if declaration.mapped else {}
    if not declaration.mapped:
        single = declaration.cardinality == "single"
        good = len(right)
        bad = len(names) - good
        penalty = Decimal(0) if single or not bad else -Decimal(1) / bad
        shares = {name: Decimal(1) / good if name in right else penalty for name in names}
        if not single:
            whole_only(declaration, draft)
    shapes.choices(
        draft,
        [
            (_inner(one), shares.get(name, Decimal(0)), _feedback(one, name, draft))
            for one, name in zip(rows, names, strict=True)
        ],
        single=declaration.cardinality == "single",
        shuffle=xml.attributes_of(element).get("shuffle") == "true",
    )


def _feedback(choice: Element, name: str, draft: Draft) -> str:
    said = ""
    for one in (*xml.below(choice, "feedbackinline"), *xml.below(choice, "feedbackblock")):
        if xml.attributes_of(one).get("identifier") == name:
            said += xml.inner(one)
        else:
            draft.lose(_("Feedback that depends on more than one choice."))
    return said


def _in_text(body: Element, found: list[Element], declared: Declared, draft: Draft) -> None:
    names = {xml.attributes_of(one).get("responseidentifier", "") for one in found}
    only = _declaration(found[0], declared)
    gaps = any(name.startswith("GAP_") for name in names)
    if len(found) > 1 or gaps or xml.name_of(found[0]) == "inlinechoiceinteraction":
        _blanks(body, declared, draft)
        return
    units = [one for one in xml.below(body, "span") if "unit" in xml.attributes_of(one).get("class", "").split()]
    unit = _inner(units[0]) if units and only.base in NUMBERS else ""
    holder = found[0].getparent()
    after = bool((found[0].tail or "").strip())
    for one in units if unit else ():
        one.getparent().remove(one)
    stem = _stem(body, draft, lambda _one: LINE if after else "")
    if holder is not None and not xml.said(holder) and not after:
        stem = re.sub(r"<(p|div)[^>]*>\s*</\1>", "", stem)
    draft.content["stem"] = Block(stem.strip())
    right = _need(only, draft)
    if only.base in NUMBERS:
        if len(right) != 1:
            raise Uncarried(_("It is not one number that earns all points."))
        shapes.number(draft, right[0], only.tolerance, unit)
        return
    forms, ignore_case = _forms(only, draft)
    shapes.shorttext(draft, forms, ignore_case=ignore_case)


def _forms(declaration: Declaration, draft: Draft) -> tuple[list[dict[str, Any]], bool]:
    if not declaration.mapped:
        return [shapes.form(said, Decimal(1)) for said in _need(declaration, draft)], False
    cases = {case for _value, case in declaration.mapping.values()}
    if len(cases) > 1:
        draft.lose(_("That capital and small letters differ in some answers and not in others."))
    return [shapes.form(said, share) for said, share in declaration.shares().items()], cases == {False}


def _blanks(body: Element, declared: Declared, draft: Draft) -> None:
    gaps: list[dict[str, Any]] = []
    names = shapes.ids()

    def gap(element: Element) -> str:
        declaration, name = _declaration(element, declared), next(names)
        right = _need(declaration, draft)
        if xml.name_of(element) == "textentryinteraction":
            forms, ignore_case = _forms(declaration, draft)
            gaps.append(shapes.text_gap(name, forms, ignore_case=ignore_case))
        else:
            rows = xml.below(element, "inlinechoice")
            found = [(_inner(one), xml.attributes_of(one).get("identifier") in right) for one in rows]
            gaps.append(shapes.choice_gap(name, found))
        return f"[[{name}]]"

    draft.kind = "blanks"
    draft.content["stem"] = Block(_stem(body, draft, gap))
    draft.content["gaps"] = gaps


def _gap_match(element: Element, declaration: Declaration, draft: Draft) -> None:
    words = {xml.attributes_of(one).get("identifier", ""): _inner(one) for one in xml.below(element, "gaptext")}
    if not words or xml.below(element, "gapimg"):
        raise Uncarried(_("Pictures are put into its gaps."))
    by_gap = {pair.split()[-1]: pair.split()[0] for pair in _need(declaration, draft) if len(pair.split()) == 2}
    whole_only(declaration, draft)
    names, gaps = shapes.ids(), []

    def hook(one: Element) -> str | None:
        if xml.name_of(one) != "gap":
            return "" if xml.name_of(one) in {"gaptext", "prompt"} else None
        name, right = next(names), by_gap.get(xml.attributes_of(one).get("identifier", ""))
        gaps.append(shapes.choice_gap(name, [(said, word == right) for word, said in words.items()]))
        return f"[[{name}]]"

    text = xml.inner(element, hook)
    draft.kind = "blanks"
    draft.content["stem"] = Block(draft.content["stem"] + text)
    draft.content["gaps"] = gaps


def _match(element: Element, declaration: Declaration, draft: Draft) -> None:
    sets = xml.below(element, "simplematchset")
    if len(sets) != 2:
        raise Uncarried(_("It has not two sides to match."))
    lefts, rights = (
        {xml.attributes_of(one).get("identifier", ""): _inner(one) for one in xml.below(side, "simpleassociablechoice")}
        for side in sets
    )
    found = [pair.split() for pair in _need(declaration, draft)]
    if any(len(pair) != 2 or pair[0] not in lefts or pair[1] not in rights for pair in found):
        raise Uncarried(_("A right pair names what is not there."))
    partner = {pair[0]: pair[1] for pair in found}
    if len(partner) != len(found) or set(partner) != set(lefts):
        raise Uncarried(_("Not each of its rows belongs to exactly one other."))
    whole_only(declaration, draft)
    if len(set(declaration.shares().values())) > 1:
        draft.lose(_("The points of single pairs: here each counts the same."))
    tabular = "qti-match-tabular" in xml.attributes_of(element).get("class", "").split()
    if tabular or len(set(partner.values())) < len(partner):
        columns = list(rights)
        shapes.matrix(draft, list(rights.values()), [(said, columns.index(partner[n])) for n, said in lefts.items()])
        return
    extras = [said for name, said in rights.items() if name not in partner.values()]
    shapes.matched(draft, [(said, rights[partner[n]]) for n, said in lefts.items()], extras, grid=False)


def _order(element: Element, declaration: Declaration, draft: Draft) -> None:
    rows = {xml.attributes_of(one).get("identifier", ""): _inner(one) for one in xml.below(element, "simplechoice")}
    right = _need(declaration, draft)
    if sorted(right) != sorted(rows):
        raise Uncarried(_("Its right order does not name all of it."))
    whole_only(declaration, draft)
    shapes.ordering(draft, [rows[name] for name in right])


def _essay(element: Element, _declared: Declaration, draft: Draft) -> None:
    said = xml.attributes_of(element)
    draft.kind = "essay"
    for name in ("least", "most"):
        draft.content[f"{name}_words"] = shapes.whole(said.get(f"data-{name}-words", ""))
    _rubric(element, draft)


def _upload(element: Element, _declared: Declaration, draft: Draft) -> None:
    said = xml.attributes_of(element)
    kinds = said.get("data-types", "").split() or [SUFFIXES.get(kind, "") for kind in said.get("type", "").split()]
    draft.kind = "upload"
    most_files, most_megabytes = (shapes.whole(said.get(f"data-most-{name}", "")) for name in ("files", "megabytes"))
    shapes.files(draft, kinds, most_files, most_megabytes)
    _rubric(element, draft)


def _rubric(element: Element, draft: Draft) -> None:
    """How it is marked: a table of what earns how many points, in a note for those who mark."""
    rows = []
    body = next(one for one in element.iterancestors() if xml.name_of(one) == "itembody")
    for block in xml.below(body, "rubricblock"):
        if xml.attributes_of(block).get("view") != "scorer":
            continue
        cells = [[one for one in row if xml.name_of(one) == "td"] for row in xml.below(block, "tr")]
        sound = [row for row in cells if len(row) == 2 and shapes.decimal(xml.said(row[1])) is not None]
        if not sound or len(sound) != len(cells):
            draft.lose(_("The notes for those who mark it."))
        rows += [{"text": Inline(_inner(row[0])), "points": xml.said(row[1])} for row in sound]
    draft.content["rubric"] = shapes.named(rows)


def _hotspot(element: Element, declaration: Declaration, draft: Draft) -> None:
    right = _need(declaration, draft)
    if not declaration.mapped and declaration.cardinality != "single" and len(right) > 1:
        whole_only(declaration, draft)
    qti_hotspots.read(element, right, draft)


READERS: dict[str, Callable[[Element, Declaration, Draft], None]] = {
    "choiceinteraction": _choice,
    "gapmatchinteraction": _gap_match,
    "matchinteraction": _match,
    "orderinteraction": _order,
    "extendedtextinteraction": _essay,
    "uploadinteraction": _upload,
    "hotspotinteraction": _hotspot,
}
