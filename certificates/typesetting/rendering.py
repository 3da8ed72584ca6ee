"""Facts to PDF: one A4 page, PDF/A-3a and PDF/UA-1, tagged, the same bytes for the same facts.

Typst runs inside this process. It reads the design's folder and the font folder and nothing else; facts, and the texts
of designs that officers made, reach it as data, never as source.
"""

import json
import logging
import os
import threading
import weakref
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
from certificates.designs import designed, layout
from certificates.designs.spec import Paper
from certificates.facts import Facts
from certificates.typesetting.clusters import read_once
from certificates.typesetting.record import record

log = logging.getLogger(__name__)
DESIGN = Path(__file__).resolve().parent / "sources"
A4 = (210, 297)  # millimetres
STANDARDS = ["a-3a", "ua-1"]  # ISO 19005-3 level A, ISO 14289-1
# A compiler serves one compilation at a time.
_one_at_a_time = threading.Lock()


NO_NAME = gettext_noop("The holder has no name.")
NO_GLYPH = gettext_noop("The name or title has a letter that the fonts of the certificate lack.")
NO_FONTS = gettext_noop("The fonts of the certificate are missing.")
NO_DESIGN = gettext_noop("The design of the certificate is missing or broken.")
TOO_LONG = gettext_noop("With a long name and course the words do not fit on the page.")
BAD_FACT = gettext_noop("A fact of the certificate cannot be read.")


class RenderingError(Exception):
    """The page could not be made. `trouble` says why: one of the sentences above, without personal data."""

    def __init__(self, trouble: str) -> None:
        super().__init__(trouble)
        self.trouble = trouble


def render(
    facts: Facts, *, serial: str, code: str, url: str, at: datetime, credential: str = "", paper: Paper | None = None
) -> bytes:
    """The certificate's PDF, not yet signed. `url` is where it is verified; `at` (aware) becomes the file's date.

    `credential` is the same certificate as a signed credential (VC-JWT); it is attached where there is one. `paper` is
    the design that the facts name; without one the built-in design is set.
    Raises RenderingError: a fact cannot be read, a letter has no glyph, the fonts or the design are missing.
    """
    inputs = _inputs(facts, serial=serial, code=code, url=url, at=at, credential=credential, paper=paper)
    how = {"format": "pdf", "pdf_standards": STANDARDS, "timestamp": int(at.timestamp())}
    return read_once(_compile(inputs, paper, how))


def picture(facts: Facts, *, serial: str, code: str, url: str, at: datetime, paper: Paper, wide: int) -> bytes:
    """The same page as a picture, PNG, so many pixels wide: this is how a design is tried.

    Raises RenderingError as `render`, and TOO_LONG where the words do not fit at any size.
    """
    inputs = _inputs(facts, serial=serial, code=code, url=url, at=at, credential="", paper=paper)
    ppi = wide / (A4[0] if paper.spec.portrait else A4[1]) * 25.4
    return _compile({**inputs, "strict": "1"}, paper, {"format": "png", "ppi": ppi})


def _inputs(
    facts: Facts, *, serial: str, code: str, url: str, at: datetime, credential: str, paper: Paper | None
) -> dict[str, str]:
    try:
        page = designed.page if paper else wording.page
        said = page(facts, serial=serial, code=code, url=url, **({"spec": paper.spec} if paper else {}))
    except (ValueError, ArithmeticError) as error:
        raise RenderingError(BAD_FACT) from error
    if not said["holder"]["first"].strip():
        raise RenderingError(NO_NAME)
    return {
        "page": json.dumps(said, ensure_ascii=False),
        "record": record(facts, serial=serial, code=code, url=url, at=at).decode(),
        "qr": qr(url),
        "credential": credential,
        **({"strict": "0"} if paper else {}),
    }


def qr(url: str) -> str:
    """A QR code as SVG, without margin (the page leaves four modules of white), correcting 15 per cent of damage."""
    picture = BytesIO()
    # Readers undo any of the eight masks; weighing all of them against each other took 5 ms of the page's 10.
    segno.make(url, micro=False, error="m", boost_error=False, mask=2).save(
        picture, kind="svg", border=0, xmldecl=False, nl=False, dark="#1c2733"
    )
    return picture.getvalue().decode()


def _compile(inputs: dict[str, str], paper: Paper | None, how: dict[str, Any]) -> bytes:
    try:
        with _one_at_a_time:
            compiler = _press(settings.FONTS_DIR, paper, os.getpid()) if paper else _compiler(settings.FONTS_DIR)
            made = compiler.compile(sys_inputs=inputs, **how)
    except (RuntimeError, OSError) as error:  # TypstError is a RuntimeError, as is a folder that is not there
        said = str(error)
        if "too-long" in said:
            raise RenderingError(TOO_LONG) from None
        # Typst quotes the text that it could not set: that is the holder's name, and stays out of the log.
        lacking = "could not be displayed" in said or "codepoint" in said
        if not lacking:
            log.error("The certificate's design does not compile: %s", said.partition("\n")[0])
        raise RenderingError(NO_GLYPH if lacking else NO_DESIGN) from None
    return bytes(made)


@lru_cache(maxsize=2)
def _compiler(fonts: str) -> Any:
    """One compiler a process and font folder: reading fonts takes longer than a page. Raises RenderingError."""
    return _typst(DESIGN / "certificate.typ", DESIGN, fonts)


@lru_cache(maxsize=8)
def _press(fonts: str, paper: Paper, _process: int) -> Any:
    """One compiler a process and design, in a folder that holds the design and nothing else, and goes with it."""
    folder = layout.laid_out(paper, DESIGN)
    compiler = _typst(folder / layout.MAIN, folder, fonts)
    return Press(compiler, folder)


class Press:
    """A compiler with the folder it reads."""

    def __init__(self, compiler: Any, folder: Path) -> None:
        self.compile = compiler.compile
        weakref.finalize(self, layout.cleared, folder, os.getpid())


def _typst(main: Path, root: Path, fonts: str) -> Any:
    return typst.Compiler(
        str(main),
        root=str(root),
        font_paths=_fonts(fonts),
        ignore_system_fonts=True,
        # No package may be fetched: there is none in a folder that does not exist.
        package_path=str(root / "packages"),
        package_cache_path=str(root / "packages"),
    )


@lru_cache(maxsize=2)
def _fonts(fonts: str) -> Any:
    if not any(Path(fonts).rglob("*.ttf")):
        raise RenderingError(NO_FONTS)
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts])
