"""Drawing badges and the pictures of shared links: set by Typst like the certificate, from facts handed over as data.

A drawing (SVG) carries its letters as outlines: it looks the same where our typeface is not installed.
"""

import json
import threading
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import typst
from django.conf import settings

from certificates import wording
from certificates.facts import Facts, Said
from certificates.typesetting.rendering import DESIGN

BADGE_PIXELS = 600
_one_at_a_time = threading.Lock()


def badge_svg(course: Said, issuer: Said) -> bytes:
    """The badge of an achievement as a drawing. Raises RuntimeError: no glyph for a letter, or no fonts."""
    return _draw("badge", _badge(course, issuer), "svg")


def badge_png(course: Said, issuer: Said) -> bytes:
    """The badge as a picture 600 pixels wide, without a ground."""
    return _draw("badge", _badge(course, issuer), "png", ppi=BADGE_PIXELS / 120 * 25.4)


def card(facts: Facts) -> bytes:
    """The picture of a shared certificate, 1200 × 630 pixels, PNG."""
    day = wording.day(facts.completed_on)
    said = {**_badge(facts.course, facts.issuer), "holder": _said(facts.holder), "day": _said(day)}
    return _draw("card", said, "png", ppi=72)


def _badge(course: Said, issuer: Said) -> dict[str, Any]:
    return {"course": _said(course), "issuer": _said(issuer)}


def _said(words: Said) -> dict[str, str]:
    return {"th": words.th, "en": words.en}


def _draw(design: str, said: Mapping[str, Any], form: str, ppi: float | None = None) -> bytes:
    inputs = {design: json.dumps(said, ensure_ascii=False)}
    with _one_at_a_time:
        made = _compiler(settings.FONTS_DIR, design).compile(format=form, ppi=ppi, sys_inputs=inputs)
    return bytes(made)


@lru_cache(maxsize=4)
def _compiler(fonts: str, design: str) -> Any:
    """One a process, font folder and design. It reads the design folder and the fonts, and can fetch nothing."""
    return typst.Compiler(
        str(DESIGN / f"{design}.typ"),
        root=str(DESIGN),
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts]),
        ignore_system_fonts=True,
        package_path=str(DESIGN / "packages"),
        package_cache_path=str(DESIGN / "packages"),
    )
