"""Designs and their pictures, made through the deeds that make real ones."""

from dataclasses import replace
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from certificates.designs import designing, freezing
from certificates.designs.spec import STANDARD, Signer, Spec
from certificates.facts import Said
from certificates.models import Design, DesignPicture
from tests.factories.certificates import AT

SIGNERS = (
    Signer(Said("นายอนันต์ ตัวอย่าง", "Mr Anan Tuayang"), Said("ผู้อำนวยการสถาบัน", "Director of the academy")),
    Signer(Said("นางสาวปิยะนุช กิตติรุ่งโรจน์", "Ms Piyanuch Kittirungroj"), Said("รองผู้อำนวยการ", "Deputy director")),
    Signer(Said("ดร.ศุภกร พิทักษ์ธรรม", "Dr Supakorn Phithaktham"), Said("ประธานหลักสูตร", "Head of programme")),
)


def spec(**changes: Any) -> Spec:
    """The standard design, with changes."""
    return replace(STANDARD, **changes)


def design(name: str = "Blue", *, state: str = "ready", **changes: Any) -> Design:
    """A design in its first version."""
    made = designing.save(None, name, spec(**changes), by=None, at=AT).design
    designing.settle(made, state, by=None, at=AT)
    made.refresh_from_db()
    return made


def file(form: str = "PNG", size: tuple[int, int] = (400, 300), mode: str = "RGB", colour: Any = "white") -> bytes:
    """A picture with a dark blue stroke across it, as a file."""
    drawn = Image.new(mode, size, colour)
    ImageDraw.Draw(drawn).line((0, size[1], size[0], 0), fill="#102060", width=max(size) // 20)
    written = BytesIO()
    drawn.save(written, form)
    return written.getvalue()


def picture(kind: str, name: str = "Picture", **how: Any) -> DesignPicture:
    """A picture that officers may choose."""
    return freezing.add(file(**how), kind, name, by=None, at=AT)
