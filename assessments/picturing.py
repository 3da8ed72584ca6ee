"""Pictures of questions: address and size of the image as learners get it, made once and kept by the CMS."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from wagtail.images import get_image_model

from assessments.faces import Face, Review

SIZE = "max-1280x1280|preserve-svg"
Shown = TypeVar("Shown", Face, Review)


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
