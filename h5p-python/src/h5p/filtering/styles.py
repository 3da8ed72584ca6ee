"""The declarations that a `style` attribute may hold."""

import re
from collections.abc import Mapping

from h5p.semantics import Text

COLOUR = r"#[0-9a-f]{3}|#[0-9a-f]{6}|(?:rgb|hsl)a?\([0-9.,%\s]{1,60}\)"
LENGTH = r"[0-9.]{1,12}(?:em|px|%|pt|rem)?"
LINE = r"none|hidden|dotted|dashed|solid|double|groove|ridge|inset|outset"
WIDE = rf"(?:{COLOUR}|[a-z]{{1,20}})"

ALWAYS = {"text-align": "center|left|right"}
FONT = {
    "size": {"font-size": "[0-9.]{1,12}(?:em|px|%)"},
    "spacing": {"letter-spacing": "[0-9.]{1,12}(?:em|px|%)"},
    "family": {"font-family": r"[-a-z0-9,'\"& ]{1,200}"},
    "color": {"color": COLOUR},
    "background": {"background-color": COLOUR},
    "height": {"line-height": LENGTH},
}
TABLE = {
    "border": rf"{LENGTH}(?:\s+(?:{LINE}))?(?:\s+{WIDE})?|(?:{LINE})(?:\s+{WIDE})?",
    "border-style": LINE,
    "border-width": LENGTH,
    "border-color": WIDE,
    "vertical-align": "middle|top|bottom",
    "padding": rf"{LENGTH}(?:\s+{LENGTH}){{0,3}}",
    "width": LENGTH,
    "height": LENGTH,
    "float": "left|right|none",
    "border-collapse": "collapse",
    "background-color": COLOUR,
}

Declarations = Mapping[str, re.Pattern[str]]


def declarations(field: Text) -> Declarations:
    """The properties that HTML of this field may set, each with the pattern of its values."""
    said = dict(ALWAYS)
    for option in field.fonts:
        said |= FONT[option]
    if "table" in (field.tags or ()):
        said |= TABLE
    return {name: re.compile(pattern, re.ASCII | re.IGNORECASE) for name, pattern in said.items()}


def filtered(style: str, allowed: Declarations) -> str | None:
    """The style with those declarations alone that are allowed; None when there are none. Idempotent."""
    parts = [part for part in style.split(";") if part.strip()]
    kept = [part for part in parts if _allowed(part, allowed)]
    if len(kept) == len(parts):
        return style if parts else None
    return ";".join(part.strip() for part in kept) or None


def _allowed(declaration: str, allowed: Declarations) -> bool:
    name, _, value = declaration.partition(":")
    pattern = allowed.get(name.strip().lower())
    return pattern is not None and pattern.fullmatch(value.strip()) is not None
