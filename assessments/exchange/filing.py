"""Pictures of questions between items and the CMS: as images there, and as addresses in the bank's markup."""

import hashlib
import html
import io
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.core.files.images import ImageFile
from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage

from academy.people.models import Person
from assessments.exchange import pictures
from assessments.exchange.item import Item, Text
from assessments.exchange.texts import changed, walk

# The largest that a question shows; a phone loads less than the file that was brought.
SHOWN = "max-1200x1200"
_BANK = re.compile(r"<img\b[^<>]*>")
_ATTRIBUTE = re.compile(r'\b(src|alt)="([^"]*)"')


def addressed(markup: str, shown: Mapping[str, Any]) -> str:
    """An item's markup as the bank keeps it. `shown` gives the rendition by name; None stands for one to come."""

    def change(name: str, alt: str) -> str:
        rendition = shown.get(name)
        if rendition is None:
            return f'<img src="{settings.MEDIA_URL}images/{name}" alt="{alt}">'
        return f'<img src="{rendition.url}" alt="{alt}" width="{rendition.width}" height="{rendition.height}">'

    return pictures.replaced(markup, change)


def kept(item: Item, by: Person | None) -> dict[str, Any]:
    """The item's content with its pictures as images of the CMS; the same picture is kept once."""
    images = {name: _image(item, name, data, by) for name, data in item.images.items()}
    in_texts = {name for text in walk(item.content) for said in text.values() for name in pictures.names_in(said)}
    shown = {name: images[name].get_rendition(SHOWN) for name in in_texts}

    def change(text: Text) -> Text:
        return {language: addressed(markup, shown) for language, markup in text.items()}

    content: dict[str, Any] = changed(item.content, change)
    if item.kind == "hotspot":
        content["image"] = str(images[item.content["image"]].pk)
    return content


def _image(item: Item, name: str, data: bytes, by: Person | None) -> AbstractImage:
    model = get_image_model()
    # Wagtail knows its files by SHA-1; it is an index here, not a safeguard.
    mark = hashlib.sha1(data, usedforsecurity=False).hexdigest()
    there = model.objects.filter(file_hash=mark, file_size=len(data)).first()
    if there:
        return there
    file = ImageFile(io.BytesIO(data), name=f"question-{name[:12]}.{pictures.suffix_of(data)}")
    title = (item.name or _("Picture of a question"))[:200]
    return model.objects.create(
        title=title, file=file, file_size=len(data), file_hash=mark, uploaded_by_user=by, description=_alt(item, name)
    )


def _alt(item: Item, name: str) -> str:
    """The alternative text, for whoever uses the image elsewhere."""
    markups = (markup for text in walk(item.content) for markup in text.values())
    found = (alt for markup in markups for one, alt in pictures.alternatives(markup) if one == name)
    return html.unescape(next(found, ""))[:255]


def taken(content: Mapping[str, Any], kind: str) -> tuple[dict[str, Any], dict[str, bytes], list[str]]:
    """The bank's content as an item's: pictures by name, their bytes, and those whose file is gone."""
    found: dict[str, bytes] = {}
    lost: list[str] = []
    files = _files(content)

    def change(text: Text) -> Text:
        return {language: _BANK.sub(replaced, markup) for language, markup in text.items()}

    def replaced(match: re.Match[str]) -> str:
        said = dict(_ATTRIBUTE.findall(match[0]))
        data = files.get(said.get("src", ""))
        if data is None:
            lost.append(_("A picture whose file is gone; its description is in its place."))
            return said.get("alt", "")
        name = hashlib.sha256(data).hexdigest()
        found[name] = data
        return f'<img src="{name}" alt="{said.get("alt", "")}">'

    made: dict[str, Any] = changed(dict(content), change)
    if kind == "hotspot":
        image = get_image_model().objects.filter(pk=content["image"]).first()
        data = _bytes(image) if image else None
        if data is not None:
            made["image"] = hashlib.sha256(data).hexdigest()
            found[made["image"]] = data
    return made, found, lost


def _files(content: Mapping[str, Any]) -> dict[str, bytes]:
    """The original files behind the addresses in the content."""
    named = {
        source
        for text in walk(dict(content))
        for markup in text.values()
        for tag in _BANK.findall(markup)
        for name, source in _ATTRIBUTE.findall(tag)
        if name == "src"
    }
    if not named:
        return {}
    stored = [source.removeprefix(settings.MEDIA_URL) for source in named]
    renditions: Iterable[Any] = get_image_model().get_rendition_model().objects.filter(file__in=stored)
    files = {}
    for rendition in renditions.select_related("image"):  # type: ignore[attr-defined]  # a query set of Wagtail's
        data = _bytes(rendition.image)
        if data is not None:
            files[rendition.url] = data
    return files


def _bytes(image: Any) -> bytes | None:
    try:
        with image.open_file() as file:
            data: bytes = file.read()
    except OSError:
        return None
    return data if pictures.suffix_of(data) else None
