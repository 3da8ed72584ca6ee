"""The text of a page as Typst 0.15 writes it: runs of glyphs, each perhaps saying what it stands for. Pure.

Where Typst comes to write otherwise, nothing is found here, and the tests that read every Thai cluster fail.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

_GLYPH = rb"(?:\\[0-7]{3}|\\[^0-7]|[^\\()])"
_STRING = rb"(?:\(" + _GLYPH + rb"*\)|<[0-9A-Fa-f]*>)"
_NUMBER = rb"-?[0-9.]+"
_SHOW = rb"\[(?:" + _STRING + rb"|" + _NUMBER + rb")*\]TJ|" + _STRING + rb"Tj"
_RUN = re.compile(
    rb"q 1 0 0 -1 (" + _NUMBER + rb") (" + _NUMBER + rb") cm([^\n]*)\nBT(.*?)\nET\nQ",
    re.DOTALL,
)
_ITEM = re.compile(
    rb"(?:/Span<</ActualText<FEFF([0-9A-F]*)>>>BDC)?"
    rb" 0 Tr/(f[0-9]+) (" + _NUMBER + rb") Tf 1 0 0 -1 (" + _NUMBER + rb") 0 Tm(" + _SHOW + rb")(?(1)\nEMC)",
    re.DOTALL,
)
_PART = re.compile(_STRING + rb"|" + _NUMBER, re.DOTALL)
_BYTE = re.compile(_GLYPH, re.DOTALL)
_ESCAPES = {b"n": 10, b"r": 13, b"t": 9, b"b": 8, b"f": 12}
_TEXT_OF = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
HAIR = 5
"""In thousandths of the font's size."""
Part = int | bytes
"""Of what is shown: a glyph's number, or a number that moves what follows, as it is written."""


class Font:
    """What is asked of a font: how wide a glyph is, and for what text it stands."""

    def __init__(self, widths: Mapping[int, float], map_of: Callable[[], bytes]) -> None:
        """`widths` in thousandths of the size; `map_of` reads the font's ToUnicode, if it is needed."""
        self._widths = widths
        self._map_of = map_of

    def width(self, glyph: int) -> float:
        """0 for a mark, which is painted over what stands before it."""
        return self._widths.get(glyph, 0)

    def text(self, glyph: int) -> str:
        """What the glyph says where nothing else is said; empty when that is unknown."""
        return self._texts.get(glyph, "")

    @cached_property
    def _texts(self) -> dict[int, str]:
        pairs = _TEXT_OF.findall(self._map_of())
        return {int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in pairs}


@dataclass(eq=False)
class Item:
    """Glyphs shown together, at `start` to `end` of the stream, `x` points from their run's beginning.

    `said` is their ActualText, empty where there is none. `speech` is what the last glyph (all of them, where they
    are said together) says instead, together with `more` that is shown along with it.
    """

    start: int
    end: int
    said: str
    font: str
    size: float
    x: float
    show: bytes
    speech: str = ""
    more: list[bytes] = field(default_factory=list)

    @cached_property
    def parts(self) -> list[Part]:
        """What is shown, read from its operator; few items are ever asked."""
        parts: list[Part] = []
        for part in _PART.findall(self.show):
            if part[:1] in b"(<":
                codes = _decoded(part)
                parts += [int.from_bytes(codes[at : at + 2], "big") for at in range(0, len(codes), 2)]
            else:
                parts.append(part)
        return parts

    @property
    def glyphs(self) -> list[int]:
        """Their numbers in the font."""
        return [part for part in self.parts if isinstance(part, int)]

    def speak(self, text: str) -> None:
        """Say this instead, with what is taken in."""
        self.speech = text

    def take_in(self, other: "Item", right: float, up: float) -> None:
        """Show the other's glyphs here, where they are: so much to the right of this run, and so much higher.

        Some marks begin where their letter ends, or a hair behind. Readers sort what they read by where it begins, and
        would put them behind the next letter: they are drawn back to a hair before that end.
        """
        kern = other.parts.pop(0) if isinstance(other.parts[0], bytes) else b"0"
        other.parts.insert(0, b"%g" % max(float(kern), HAIR))
        self.more.append(other.shown(other.parts, right, up))
        other.parts = []

    def take_in_first(self, other: "Item", right: float, up: float, font: Font) -> None:
        """The same with the other's first glyph alone; the rest of it stays where it is."""
        behind = next(at for at, part in enumerate(other.parts) if isinstance(part, int)) + 1
        self.more.append(other.shown(other.parts[:behind], right, up))
        other.said = ""
        rest = other.parts[behind:]
        other.parts = [b"%g" % -font.width(other.glyphs[0]), *rest] if rest else []

    def shown(self, parts: Sequence[Part], right: float = 0, up: float = 0) -> bytes:
        """Parts of it as operators, placed from its run's beginning."""
        place = b" 0 Tr/%s %g Tf 1 0 0 -1 %s %s Tm" % (
            self.font.encode(),
            self.size,
            _number(self.x + right),
            _number(up),
        )
        return place + _show(parts)

    def written(self) -> bytes:
        """The item for the stream; empty when another has taken it in."""
        if not self.parts:
            return b""
        if not self.speech:
            return _saying(self.said, self.shown(self.parts)) if self.said else self.shown(self.parts)
        alone = bool(self.said) or len(self.glyphs) == 1
        more = b"".join(self.more)
        if alone:
            return _saying(self.speech, self.shown(self.parts) + more)
        before = max(at for at, part in enumerate(self.parts) if isinstance(part, int))
        return self.shown(self.parts[:before]) + _saying(self.speech, _show(self.parts[before:]) + more)


@dataclass(frozen=True, slots=True)
class Run:
    """A text object: where it begins on the page in points, its colour as operators, and its items, at least one."""

    x: float
    y: float
    colour: bytes
    items: list[Item]


def runs_of(content: bytes) -> Iterator[Run]:
    """The runs of a content stream, in reading order."""
    for run in _RUN.finditer(content):
        items = [_item(found) for found in _ITEM.finditer(content, run.start(4), run.end(4))]
        if items:
            yield Run(float(run[1]), float(run[2]), run[3], items)


def _item(found: re.Match[bytes]) -> Item:
    said = bytes.fromhex(found[1].decode()).decode("utf-16-be") if found[1] else ""
    return Item(found.start(), found.end(), said, found[2].decode(), float(found[3]), float(found[4]), found[5])


def _decoded(string: bytes) -> bytes:
    """ISO 32000-1, 7.3.4: a literal string or one in hexadecimal."""
    if string.startswith(b"<"):
        return bytes.fromhex(string[1:-1].decode())
    return bytes(_byte(one) for one in _BYTE.findall(string[1:-1]))


def _byte(one: bytes) -> int:
    if len(one) == 1:
        return one[0]
    return int(one[1:], 8) if one[1:].isdigit() else _ESCAPES.get(one[1:], one[1])


def _show(parts: Sequence[Part]) -> bytes:
    return b"[" + b"".join(b"<%04X>" % part if isinstance(part, int) else part for part in parts) + b"]TJ"


def _number(value: float) -> bytes:
    return (f"{value:.5f}".rstrip("0").rstrip(".") or "0").encode()


def _saying(text: str, shown: bytes) -> bytes:
    return b"/Span<</ActualText<FEFF%s>>>BDC%s\nEMC" % (text.encode("utf-16-be").hex().upper().encode(), shown)
