"""Pictures that could run: an SVG is a document, so it is read as XML and refused when anything in it acts.

What may be in one: drawing, animation of what is drawn, links to the web, and pictures as PNG, JPEG, GIF or WebP.
"""

import re
from xml.parsers.expat import ExpatError, ParserCreate

ACTIVE = frozenset({"script", "foreignobject", "iframe", "object", "embed", "handler", "listener", "audio", "video"})
NAMESPACES = frozenset({"http://www.w3.org/2000/svg", ""})
ADDRESS = re.compile(r"(?:https?:|mailto:|data:image/(?:png|jpe?g|gif|webp)[;,]|[^:]*(?:[/?#]|$))", re.IGNORECASE)
SCRIPTED = re.compile(r"(?:java|vb|live)script:|data:text|@import", re.IGNORECASE)
INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\ufeff]+")
LONGEST_ENTITY = 256
SEPARATOR = " "


class UnsafeSvgError(ValueError):
    """What in a picture could run, or why it is no picture, as a clause."""


class SvgCheck:
    """Reads one SVG piece by piece: `feed` each, then `close`; both raise UnsafeSvgError."""

    def __init__(self) -> None:
        self._parser = ParserCreate(namespace_separator=SEPARATOR)
        self._parser.StartElementHandler = self._element
        self._parser.EntityDeclHandler = self._entity
        self._parser.ProcessingInstructionHandler = self._instruction
        self._seen = False

    def feed(self, data: bytes) -> None:
        """Read on."""
        self._parse(data, False)

    def close(self) -> None:
        """Say that this was all."""
        self._parse(b"", True)

    def _parse(self, data: bytes, last: bool) -> None:
        try:
            self._parser.Parse(data, last)
        except UnsafeSvgError:
            raise
        except ExpatError as error:
            raise UnsafeSvgError(f"cannot be read as XML: {error}") from None
        except (LookupError, ValueError):
            raise UnsafeSvgError("is in a character set that is not known") from None

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(SEPARATOR)
        if not self._seen and (local.lower() != "svg" or space not in NAMESPACES):
            raise UnsafeSvgError(f"is no SVG but begins with {local[:40]!r}")
        self._seen = True
        if local.lower() in ACTIVE or space == "http://www.w3.org/1999/xhtml":
            raise UnsafeSvgError(f"holds the element {local[:40]!r}")
        for key, value in attributes.items():
            _check_attribute(key.rpartition(SEPARATOR)[2].lower(), value)

    def _entity(self, name: str, parameter: bool, value: str | None, *_: str | None) -> None:
        if parameter or value is None or len(value) > LONGEST_ENTITY or "&" in value or "<" in value:
            raise UnsafeSvgError(f"declares the entity {name[:40]!r}")

    def _instruction(self, target: str, _: str) -> None:
        if target.lower() == "xml-stylesheet":
            raise UnsafeSvgError("asks for a style sheet")


def _check_attribute(key: str, value: str) -> None:
    bare = INVISIBLE.sub("", value)
    if key.startswith("on"):
        raise UnsafeSvgError(f"holds the attribute {key[:40]!r}")
    if key == "attributename" and bare.lower().rpartition(":")[2] in {"href", "src"}:
        raise UnsafeSvgError("changes an address while it is shown")
    if key in {"href", "src"} and not ADDRESS.match(bare):
        raise UnsafeSvgError(f"holds the address {bare[:40]!r}")
    if SCRIPTED.search(bare):
        raise UnsafeSvgError(f"holds a script in the attribute {key[:40]!r}")
