"""Pictures of questions: address and size of the image as learners get it, made once and kept by the CMS."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from django.conf import settings
from wagtail.images import get_image_model

from assessments import kinds
from assessments.faces import Face, Review

SIZE = "max-1280x1280|preserve-svg"
Shown = TypeVar("Shown", Face, Review)
# As JSON writes the quotes of an attribute.
_SOURCE = re.compile(rf'src=\\"{re.escape(settings.MEDIA_URL)}([^"\\]+)\\"')


def used(kind: str, content: Mapping[str, Any]) -> set[int]:
    """The row numbers of the CMS's images that a question shows: its picture, and those in its texts."""
    named = {int(name) for name in kinds.of(kind).images(content)}
    stored = set(_SOURCE.findall(json.dumps(content, ensure_ascii=False)))
    if not stored:
        return named
    renditions = get_image_model().get_rendition_model().objects.filter(file__in=stored)
    return named | set(renditions.values_list("image", flat=True))


def kept(name: str) -> dict[str, str]:
    """An image by its id as text: {"image", "address"}; both empty where there is none."""
    image = get_image_model().objects.filter(pk=int(name)).first() if name.isdecimal() else None
    return {"image": name, "address": image.get_rendition(SIZE).url} if image else {"image": "", "address": ""}


def with_pictures(shown: Sequence[Shown]) -> list[Shown]:
    """The same, their pictures with address and size; no query where there is none. One that is gone stays bare."""
    wanted = {one.picture.image for one in shown if one.picture}
    if not wanted:
        return list(shown)
    images = get_image_model().objects.prefetch_renditions(SIZE).in_bulk([int(name) for name in wanted])
    made = []
    for one in shown:
        image = images.get(int(one.picture.image)) if one.picture else None
        if one.picture and image:
            still = image.get_rendition(SIZE)
            picture = replace(one.picture, address=still.url, width=still.width, height=still.height)
            one = replace(one, picture=picture)
        made.append(one)
    return made
