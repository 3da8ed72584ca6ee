"""Pictures of questions outside of the bank: known by their first bytes, bounded, named by their hash. Pure."""

import base64
import binascii
import html
import io
import re
import warnings
from collections.abc import Callable

from django.utils.translation import gettext as _
from PIL import Image

MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 40_000_000
SIGNATURES = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"), (b"GIF87a", "gif"), (b"GIF89a", "gif"))
TYPES = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}
# The editor of a choice shows markup as it is typed, without quotation marks that would end the text.
_QUIET = str.maketrans({'"': "”", "'": "’", "<": "‹", ">": "›"})
_TAG = re.compile(r'<img src="([0-9a-f]{64})" alt="([^"]*)">')
_DATA = re.compile(r"data:image/[a-z.+-]+;base64,(.*)", re.S)


def suffix_of(data: bytes) -> str:
    """What the bytes are: png, jpg, gif or webp; empty for anything else, whatever the file was called."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return next((suffix for signature, suffix in SIGNATURES if data.startswith(signature)), "")


def fault_of(data: bytes) -> str:
    """Why these bytes are no picture for a question, as a sentence; empty when they are one."""
    if len(data) > MOST_BYTES:
        return _("it is larger than 5 MB.")
    if not suffix_of(data):
        return _("it is neither PNG, JPEG, GIF nor WebP.")
    width, height = size_of(data)
    if not width:
        return _("it cannot be read.")
    return _("it has more than 40 million pixels.") if width * height > MOST_PIXELS else ""


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height in pixels; (0, 0) for what is no picture. Reads the head alone, never the pixels."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as picture:
                return picture.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return (0, 0)


def from_address(address: str) -> bytes | None:
    """The bytes in a data: address; None where there are none."""
    found = _DATA.fullmatch(address.strip())
    return from_base64(found[1]) if found else None


def from_base64(text: str) -> bytes | None:
    """The bytes; None for what is no base64."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None


def tag(name: str, alt: str) -> str:
    """A picture in an item's markup."""
    return f'<img src="{name}" alt="{html.escape(alt.translate(_QUIET))}">'


def replaced(markup: str, change: Callable[[str, str], str]) -> str:
    """The markup with every picture changed; `change` gets its name and the alternative text as markup."""
    return _TAG.sub(lambda match: change(match[1], match[2]), markup)


def alternatives(markup: str) -> list[tuple[str, str]]:
    """Name and alternative text, as markup, of each picture in the markup."""
    return [(match[1], match[2]) for match in _TAG.finditer(markup)]


def names_in(markup: str) -> list[str]:
    """The names of the pictures in the markup."""
    return [match[1] for match in _TAG.finditer(markup)]
