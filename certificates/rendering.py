"""Facts to PDF: one A4 page, PDF/A-3a and PDF/UA-1, tagged, the same bytes for the same facts.

Typst runs inside this process. It reads the design folder and the font folder and nothing else; facts reach it as
data, never as source.
"""

import json
import logging
import threading
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import segno
import typst
from django.conf import settings
from django.utils.translation import gettext_noop

from certificates import wording
from certificates.clusters import read_once
from certificates.facts import Facts
from certificates.record import record

log = logging.getLogger(__name__)
DESIGN = Path(__file__).resolve().parent / "design"
STANDARDS = ["a-3a", "ua-1"]  # ISO 19005-3 level A, ISO 14289-1
# A compiler serves one compilation at a time.
_one_at_a_time = threading.Lock()


NO_NAME = gettext_noop("The holder has no name.")
NO_GLYPH = gettext_noop("The name or title has a letter that the fonts of the certificate lack.")
NO_FONTS = gettext_noop("The fonts of the certificate are missing.")
NO_DESIGN = gettext_noop("The design of the certificate is missing or broken.")
BAD_FACT = gettext_noop("A fact of the certificate cannot be read.")


class RenderingError(Exception):
    """The page could not be made. `trouble` says why: one of the sentences above, without personal data."""

    def __init__(self, trouble: str) -> None:
        super().__init__(trouble)
        self.trouble = trouble


def render(facts: Facts, *, serial: str, code: str, url: str, at: datetime, credential: str = "") -> bytes:
    """The certificate's PDF, not yet signed. `url` is where it is verified; `at` (aware) becomes the file's date.

    `credential` is the same certificate as a signed credential (VC-JWT); it is attached where there is one.
    Raises RenderingError: a fact cannot be read, a letter has no glyph, the fonts or the design are missing.
    """
    try:
        page = wording.page(facts, serial=serial, code=code, url=url)
    except (ValueError, ArithmeticError) as error:
        raise RenderingError(BAD_FACT) from error
    if not page["holder"]["first"].strip():
        raise RenderingError(NO_NAME)
    inputs = {
        "page": json.dumps(page, ensure_ascii=False),
        "record": record(facts, serial=serial, code=code, url=url, at=at).decode(),
        "qr": qr(url),
        "credential": credential,
    }
    return read_once(_compile(inputs, int(at.timestamp())))


def qr(url: str) -> str:
    """A QR code as SVG, without margin (the page leaves four modules of white), correcting 15 per cent of damage."""
    picture = BytesIO()
    # Readers undo any of the eight masks; weighing all of them against each other took 5 ms of the page's 10.
    segno.make(url, micro=False, error="m", boost_error=False, mask=2).save(
        picture, kind="svg", border=0, xmldecl=False, nl=False, dark="#1c2733"
    )
    return picture.getvalue().decode()


def _compile(inputs: dict[str, str], timestamp: int) -> bytes:
    try:
        with _one_at_a_time:
            made = _compiler(settings.FONTS_DIR).compile(
                format="pdf", sys_inputs=inputs, pdf_standards=STANDARDS, timestamp=timestamp
            )
    except (RuntimeError, OSError) as error:  # TypstError is a RuntimeError, as is a folder that is not there
        said = str(error)
        # Typst quotes the text that it could not set: that is the holder's name, and stays out of the log.
        lacking = "could not be displayed" in said or "codepoint" in said
        if not lacking:
            log.error("The certificate's design does not compile: %s", said.partition("\n")[0])
        raise RenderingError(NO_GLYPH if lacking else NO_DESIGN) from None
    return bytes(made)


@lru_cache(maxsize=2)
def _compiler(fonts: str) -> Any:
    """One compiler a process and font folder: reading fonts takes longer than a page. Raises RenderingError."""
    if not any(Path(fonts).rglob("*.ttf")):
        raise RenderingError(NO_FONTS)
    return typst.Compiler(
        str(DESIGN / "certificate.typ"),
        root=str(DESIGN),
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts]),
        ignore_system_fonts=True,
        # No package may be fetched: there is none in a folder that does not exist.
        package_path=str(DESIGN / "packages"),
        package_cache_path=str(DESIGN / "packages"),
    )
