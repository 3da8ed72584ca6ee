"""Pictures for designs: what is uploaded is decoded and drawn anew, so that nothing of the file itself is kept.

Only PNG and JPEG are read, whatever the file calls itself. A drawing (SVG) is refused: it may hold scripts and
addresses. A picture that would unpack into too much is refused by the size it states, before anything is unpacked.
"""

import hashlib
import warnings
from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import accumulate

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from academy.errors import Refusal
from academy.people.models import Person
from certificates.acting import note
from certificates.models import Act, DesignPicture

LARGEST_FILE = 8 * 1024 * 1024
MOST_PIXELS = 40_000_000
LARGEST = {"background": (2339, 2339), "seal": (600, 600), "signature": (900, 320)}
"""Pixels; a background fills A4 at 200 dots an inch."""
LIGHTEST_KEPT = 225
"""Of 255: what is lighter is taken for the paper that a signature was scanned on."""
GROUND = 217
"""Of 255: the grey whose luminance is contrast.DARKEST_GROUND."""
LARGEST_KEPT = 350_000
Kind = DesignPicture.Kind


@dataclass(frozen=True, slots=True)
class Made:
    """A picture drawn anew: JPEG for a background, PNG otherwise."""

    content: bytes
    width: int
    height: int


def add(content: bytes, kind: str, name: str, *, by: Person | None, at: datetime, origin: str = "") -> DesignPicture:
    """Keep a picture for designs; the same again is the one there is, offered again. Refuses picture_refused."""
    made = drawn_anew(content, kind)
    with transaction.atomic():
        picture, is_new = DesignPicture.objects.get_or_create(
            sha256=hashlib.sha256(made.content).hexdigest(),
            kind=kind,
            defaults={
                **{"name": name, "content": made.content, "width": made.width, "height": made.height},
                **{"added_at": at, "added_by": by},
            },
        )
        if not is_new:
            DesignPicture.objects.filter(pk=picture.pk).update(hidden=False)
        note(Act.Deed.DESIGN, by=by, origin=origin, at=at, about=f"{picture.name} ({picture.sha256[:12]})")
    return picture


def hide(picture: DesignPicture, *, by: Person | None, at: datetime, origin: str = "") -> None:
    """Offer it no more; designs that hold it keep it."""
    with transaction.atomic():
        DesignPicture.objects.filter(pk=picture.pk).update(hidden=True)
        note(Act.Deed.DESIGN, by=by, origin=origin, at=at, about=f"{picture.name} ({picture.sha256[:12]})")


def drawn_anew(content: bytes, kind: str) -> Made:
    """The picture as it will be set. Refuses picture_refused: no PNG or JPEG, broken, too large."""
    if len(content) > LARGEST_FILE:
        raise _refused(_("The file is larger than 8 MB. Save the picture smaller."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            opened = Image.open(BytesIO(content), formats=("PNG", "JPEG"))
            if opened.width * opened.height > MOST_PIXELS:
                raise Image.DecompressionBombError
            opened.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _refused(_("The picture has more than 40 million dots. Save it smaller.")) from None
    except UnidentifiedImageError:
        raise _refused(_("This is no PNG or JPEG picture. Save the picture as one of these.")) from None
    except (OSError, SyntaxError, ValueError):
        raise _refused(_("The picture is damaged. Save it anew.")) from None
    picture = ImageOps.exif_transpose(opened)
    picture = picture.convert("RGBA" if _see_through(picture) else "RGB")
    picture.thumbnail(LARGEST[kind], Image.Resampling.LANCZOS)
    if kind == Kind.BACKGROUND:
        return _background(picture)
    return _stamp(_inked(picture) if kind == Kind.SIGNATURE and picture.mode == "RGB" else picture)


def _see_through(picture: Image.Image) -> bool:
    return picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info


def _background(picture: Image.Image) -> Made:
    """On white, lightened as far as the words in front of it need, and small enough for every certificate to carry."""
    if picture.mode == "RGBA":
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")
    picture = Image.blend(picture, Image.new("RGB", picture.size, "white"), _veil(picture))
    content = b""
    for quality in (85, 75, 65, 50, 35):
        content = _saved(picture, "JPEG", quality=quality, optimize=True)
        if len(content) <= LARGEST_KEPT:
            break
    while len(content) > LARGEST_KEPT:
        picture = picture.reduce(2)
        content = _saved(picture, "JPEG", quality=65, optimize=True)
    return Made(content, *picture.size)


def _veil(picture: Image.Image) -> float:
    """How much white, from 0 to 1, makes all but the darkest hundredth of the inner part light enough."""
    edge = (picture.width // 12, picture.height // 12)
    inner = picture.convert("L").crop((*edge, picture.width - edge[0], picture.height - edge[1]))
    passed = list(accumulate(inner.histogram()))
    darkest = bisect_right(passed, passed[-1] // 100)
    return max(0.0, (GROUND - darkest) / (255 - darkest)) if darkest < GROUND else 0.0


def _inked(picture: Image.Image) -> Image.Image:
    """A signature on white paper, without the paper."""
    shade = picture.convert("L").point(lambda grey: 0 if grey >= LIGHTEST_KEPT else 255 - grey)
    inked = picture.copy()
    inked.putalpha(shade)
    return inked


def _stamp(picture: Image.Image) -> Made:
    content = _saved(picture, "PNG", optimize=True)
    while len(content) > LARGEST_KEPT:
        picture = picture.reduce(2)
        content = _saved(picture, "PNG", optimize=True)
    return Made(content, *picture.size)


def _saved(picture: Image.Image, form: str, **how: int) -> bytes:
    written = BytesIO()
    # A picture of its own, without what the file said of its maker, its place or its colours.
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    bare.save(written, form, **how)
    return written.getvalue()


def _refused(detail: Promise) -> Refusal:
    return Refusal("picture_refused", detail, status=400, fields={"file": [detail]})
