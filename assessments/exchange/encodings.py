"""Bytes to text: UTF-8, UTF-16 with its mark, Windows-874 when it reads as Thai; a refusal when unsure. Pure."""

import re
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from academy.errors import Refusal

MOST_BYTES = 20 * 1024 * 1024
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# In Thai a vowel or tone above or below follows a consonant; elsewhere the bytes were meant in another encoding.
_STRAY_MARK = re.compile("(?:^|[^\u0e01-\u0e2e\u0e31-\u0e3a\u0e47-\u0e4e])[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]")
_THAI_PAIR = re.compile("[\u0e01-\u0e4e]{2}")
# What no text file holds: controls other than tab, line ends and form feed.
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


def load(path: Path) -> bytes:
    """The bytes of the file, none of them read when there are too many. Raises OSError; refuses too_large."""
    check_size(path.stat().st_size)
    return path.read_bytes()


def check_size(size: int) -> None:
    """Refuses too_large."""
    if size > MOST_BYTES:
        detail = _("The file is too large: %(most)s MB at most. Split it.") % {"most": MOST_BYTES // 1024 // 1024}
        raise Refusal("too_large", detail, status=400)


def decoded(data: bytes) -> str:
    """The text, every line end as one. Refuses empty and undecodable."""
    check_size(len(data))
    named = next((encoding for mark, encoding in MARKS if data.startswith(mark)), None)
    text = _in(data, named) if named else _guessed(data)
    if text is None or _CONTROL.search(text):
        raise Refusal(
            "undecodable",
            _("It is not sure in which character encoding the file is written. Save it as UTF-8 and try again."),
            status=400,
        )
    if not text.strip():
        raise Refusal("empty", _("The file is empty."), status=400)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _guessed(data: bytes) -> str | None:
    text = _in(data, "utf-8")
    if text is not None:
        return text
    text = _in(data, "cp874")
    return text if text and _THAI_PAIR.search(text) and not _STRAY_MARK.search(text) else None


def _in(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
