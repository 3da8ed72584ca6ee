"""Reading QTI 3.0.1, 2.2 and 2.1: a content package, or one item. Pure.

Source: 1EdTech, "QTI Assessment, Section and Item Information Model" 3.0.1; IMS, QTI 2.1 and 2.2 likewise. Names are
read without prefix, hyphens and case, so that one reader serves the versions.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from academy.errors import Refusal
from assessments.exchange import packages, pairs, qti_kinds, qti_marking, texts, xml
from assessments.exchange.item import Item, Lost, Reading, Uncarried
from assessments.exchange.packages import Package, Resource
from assessments.exchange.texts import Block, Draft
from assessments.exchange.xml import Element

# One such item is left out; whatever else is refused, the whole package is.
BROKEN = {"broken_xml", "undecodable", "wrong_format", "empty"}


def read(data: bytes) -> Reading:
    """All items. Refuses wrong_format where there is none, and as `packages` and `xml` do."""
    if not packages.looks_like(data):
        found = [_item(xml.parsed(data), Resource(""), texts.nowhere)]
    else:
        package = Package(data)
        found = [one for resource in package.resources() for one in _of_package(package, resource)]
    if not found:
        raise Refusal("wrong_format", _("There is no QTI item in the file."), status=400)
    items = pairs.together([one for one in found if isinstance(one, Item)])
    return Reading(tuple(items), tuple(one for one in found if isinstance(one, Lost)))


def _of_package(package: Package, resource: Resource) -> list[Item | Lost]:
    data = package.read(resource.path)
    if data is None:
        return [Lost(resource.identifier or resource.path, _("Its file is missing in the package."))]

    def find(source: str) -> bytes | None:
        return package.beside(resource.path, source)

    try:
        root = xml.parsed(data)
        # Without a manifest every XML file is looked at, and some are no items.
        no_item = xml.name_of(root) != "assessmentitem" and not resource.identifier
        return [] if no_item else [_item(root, resource, find)]
    except Refusal as refusal:
        if refusal.code not in BROKEN:
            raise
        return [Lost(resource.identifier or resource.path, str(refusal.detail))]


def _item(root: Element, resource: Resource, find: Callable[[str], bytes | None]) -> Item | Lost:
    if xml.name_of(root) != "assessmentitem":
        detail = _("This is no QTI 2.1, 2.2 or 3.0 item: its first element is “%(name)s”.")
        raise Refusal("wrong_format", detail % {"name": xml.name_of(root)[:40]}, status=400)
    said = xml.attributes_of(root)
    draft = Draft(
        name=said.get("title") or said.get("identifier", ""),
        identifier=said.get("identifier", ""),
        category=resource.category,
        tags=resource.tags,
        language=said.get("lang", "")[:2].lower() if said.get("lang", "")[:2].lower() in ("th", "en") else "",
        find=find,
    )
    try:
        _fill(root, draft)
        return texts.finished(draft)
    except Uncarried as fault:
        return Lost(draft.name, fault.reason)


def _fill(root: Element, draft: Draft) -> None:
    if xml.attributes_of(root).get("adaptive") == "true" or xml.first(root, "templatedeclaration") is not None:
        raise Uncarried(_("It changes while it is answered, or is made from a pattern."))
    body = xml.first(root, "itembody")
    if body is None:
        raise Uncarried(_("It has no body."))
    if xml.first(root, "assessmentstimulusref") is not None:
        draft.lose(_("A text that it shares with other items."))
    draft.content["feedback"] = Block(_general(root, draft))
    qti_kinds.fill(body, qti_marking.declarations(root), draft)


def _general(root: Element, draft: Draft) -> str:
    """The feedback that is always shown: its outcome has its name from the beginning."""
    given = {
        xml.attributes_of(one).get("identifier", ""): xml.said(xml.first(one, "defaultvalue"))
        for one in xml.below(root, "outcomedeclaration")
    }
    always = []
    for one in xml.below(root, "modalfeedback"):
        said = xml.attributes_of(one)
        if given.get(said.get("outcomeidentifier", "")) == said.get("identifier") and said.get("identifier"):
            always.append(xml.inner(one))
        elif xml.said(one):
            draft.lose(_("The feedback on right, partly right and wrong answers as a whole."))
    return "".join(always)
