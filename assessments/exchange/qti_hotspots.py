"""Areas of a picture: QTI's pixels and the bank's thousandths of width and height. Pure."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from assessments.exchange import pictures, shapes, xml
from assessments.exchange.item import Uncarried
from assessments.exchange.texts import Draft, Inline
from assessments.exchange.xml import Element


def read(element: Element, right: Sequence[str], draft: Draft) -> None:
    """Fill the draft; the picture goes along. Raises Uncarried."""
    picture = next((one for one in element.iterdescendants() if xml.name_of(one) in {"img", "object"}), None)
    said = xml.attributes_of(picture) if picture is not None else {}
    data = draft.find(said.get("src") or said.get("data") or "")
    if data is None:
        raise Uncarried(_("Its picture is not in the file."))
    if fault := pictures.fault_of(data):
        raise Uncarried(_("Its picture cannot be taken: %(fault)s") % {"fault": fault})
    width, height = _size(said, data)
    draft.kind = "hotspot"
    alt = said.get("alt") or xml.said(picture)
    if not alt:
        draft.lose(_("The description of a picture was missing: write one, for those who cannot see it."))
    found = xml.below(element, "hotspotchoice")
    areas = [_area(one, place, right, width, height) for place, one in enumerate(found, 1)]
    name = hashlib.sha256(data).hexdigest()
    draft.content |= {"image": name, "alt": Inline(xml.escaped(alt or draft.name)), "areas": shapes.named(areas)}
    draft.pictures[name] = data


def _size(said: dict[str, str], data: bytes) -> tuple[int, int]:
    width, height = shapes.whole(said.get("width", "")), shapes.whole(said.get("height", ""))
    return (width, height) if width and height else pictures.size_of(data)


def _area(element: Element, place: int, right: Sequence[str], width: int, height: int) -> dict[str, Any]:
    said = xml.attributes_of(element)
    shape = said.get("shape", "")
    coords = [shapes.decimal(part) for part in said.get("coords", "").split(",")]
    if shape not in {"rect", "circle", "poly"} or None in coords or len(coords) < 3:
        raise Uncarried(_("An area of the picture has the shape “%(shape)s”.") % {"shape": shape})
    sides = [width, height] * len(coords)
    if shape == "circle":
        sides[2] = width
    scaled = [round((one or 0) * 1000 / side) for one, side in zip(coords, sides, strict=False)]
    return {
        "shape": shape,
        "coords": scaled,
        "label": Inline(xml.escaped(said.get("hotspotlabel") or str(place))),
        "correct": said.get("identifier", "") in right,
    }


def written(area: dict[str, Any], width: int, height: int) -> str:
    """The area's coordinates in pixels."""
    sides = [width, height] * len(area["coords"])
    if area["shape"] == "circle":
        sides[2] = width
    return ",".join(str(round(one * side / 1000)) for one, side in zip(area["coords"], sides, strict=False))
