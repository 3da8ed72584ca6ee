"""Hotspot: areas of a picture, numbered, of which one or more are right. Worth as several choices are."""

from collections.abc import Mapping
from fractions import Fraction
from html import escape
from random import Random
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments import richtext
from assessments.kinds import parts, shapes
from assessments.kinds.base import Content, Kind
from assessments.kinds.checks import Check, refuse_twins, rows, texts
from assessments.kinds.multiple import share
from assessments.kinds.pictures import Area, Picture, sound
from assessments.kinds.shown import Asked, Choice, Posted, Reviewed, ReviewedChoice, Shown
from assessments.kinds.texts import Texts, say

MOST = 12


class Hotspot(Kind):
    """Given ["2", "1"], the numbers drawn in the areas; stored ["a", "c"]. Chosen in the picture or in a list."""

    name = "hotspot"
    says = _("Learners choose the right areas of a picture, by click or from a list.")
    editor = (
        parts.Image("image", _("Picture")),
        parts.Said("alt", _("What the picture shows, for those who do not see it"), rows=2),
        parts.Rows(
            "areas",
            "area",
            _("Areas"),
            _("Area"),
            (
                parts.Flag("correct", _("Correct")),
                parts.Said("label", _("What is there; learners read it beside the number")),
                parts.Pick(
                    "shape",
                    _("Shape"),
                    (("rect", _("rectangle")), ("circle", _("circle")), ("poly", _("polygon"))),
                    initial="rect",
                ),
                parts.Numbers(
                    "coords",
                    _("Place"),
                    _(
                        "In thousandths of width and height, from the top left. Rectangle: left, top, right, bottom. "
                        "Circle: centre across, centre down, radius. Polygon: across and down of each corner."
                    ),
                ),
            ),
            most=MOST,
            least=3,
        ),
    )

    def check(self, result: Check, content: Content) -> None:
        def read(where: str, one: Mapping[str, Any]) -> dict[str, Any]:
            if not sound(one.get("shape"), one.get("coords")):
                result.fault(f"{where}.coords", "not_an_area")
            return {
                "shape": str(one.get("shape")),
                "coords": one.get("coords"),
                "label": texts(result, f"{where}.label", one.get("label")),
                "correct": one.get("correct") is True,
            }

        result.content["image"] = str(content.get("image") or "")
        if not result.content["image"]:
            result.fault("image", "required")
        result.content["alt"] = texts(result, "alt", content.get("alt"))
        areas = result.content["areas"] = rows(result, "areas", content.get("areas"), read)
        if len(areas) < 2:
            result.fault("areas", "at_least_two")
        if len(areas) > MOST:
            result.fault("areas", "too_many")
        if not any(one["correct"] for one in areas):
            result.fault("areas", "no_area_correct")
        refuse_twins(result, "areas", areas, "label")

    def texts(self, content: Content) -> dict[str, Texts]:
        return {"alt": content["alt"]} | {f"areas.{i}.label": one["label"] for i, one in enumerate(content["areas"])}

    def images(self, content: Content) -> list[str]:
        return [content["image"]]

    def lay_out(self, content: Content, chance: Random) -> list[str]:
        order = [one["id"] for one in content["areas"]]
        chance.shuffle(order)
        return order

    def stored(self, layout: Any, given: Any) -> list[str] | None:
        return shapes.places(layout, given)

    def given(self, layout: Any, stored: Any) -> list[str]:
        return [shapes.place_of(layout, name) for name in stored]

    def grade(self, content: Content, answer: Any) -> Fraction:
        return share(content["areas"], answer)

    def right(self, content: Content) -> list[str]:
        return [one["id"] for one in content["areas"] if one["correct"]]

    def face(self, content: Content, layout: Any, language: str) -> Asked:
        areas = _in_order(content, layout)
        return Asked(
            choices=tuple(Choice(str(i), say(one["label"], language)) for i, one in enumerate(areas, 1)),
            picture=_picture(content, layout, language),
        )

    def review(self, content: Content, layout: Any, answer: Any, language: str, *, with_keys: bool) -> Reviewed:
        return Reviewed(
            choices=tuple(
                ReviewedChoice(
                    id=str(i),
                    text=f"{i}. {escape(richtext.plain(say(one['label'], language)))}",
                    chosen=one["id"] in (answer or ()),
                    correct=bool(one["correct"]) if with_keys else None,
                    feedback="",
                )
                for i, one in enumerate(_in_order(content, layout), 1)
            ),
            picture=_picture(content, layout, language),
        )

    def typed(self, name: str, shown: Shown, posted: Posted) -> list[str]:
        return posted.getlist(name)


def _in_order(content: Content, layout: Any) -> list[Content]:
    by_id = {one["id"]: one for one in content["areas"]}
    return [by_id[name] for name in layout]


def _picture(content: Content, layout: Any, language: str) -> Picture:
    areas = enumerate(_in_order(content, layout), 1)
    return Picture(
        image=content["image"],
        alt=richtext.plain(say(content["alt"], language)),
        areas=tuple(Area(str(i), one["shape"], tuple(one["coords"])) for i, one in areas),
    )
