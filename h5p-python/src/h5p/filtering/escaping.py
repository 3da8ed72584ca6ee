"""Text that is no HTML, written so that it stays text where a library puts it into a page."""

import re
from html import unescape
from html.entities import html5

REFERENCE = r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{0,31});"
NAMED = re.compile(REFERENCE)
BARE = re.compile(rf"&(?!{REFERENCE[1:]})")
ONE = re.compile(rf"{REFERENCE}|.", re.DOTALL)
UNWRITABLE = re.compile("[\0\ud800-\udfff]")


def writable(text: str) -> str:
    """Without NUL, and with U+FFFD for what UTF-8 cannot say."""
    if text.isascii() and "\0" not in text:
        return text
    return UNWRITABLE.sub(lambda found: "" if found[0] == "\0" else "\ufffd", text)


def escape(text: str) -> str:
    """With `& < > " '` as entities; entities that are there already, and that HTML knows, stay. Idempotent."""
    text = escape_ampersands(text).replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("'", "&#039;")


def escape_ampersands(text: str) -> str:
    """With every `&` as an entity that is not the start of one."""
    if "&" not in text:
        return text
    return BARE.sub("&amp;", NAMED.sub(lambda found: found[0] if known(found[0]) else "&amp;" + found[0][1:], text))


def shortened(escaped: str, most: int) -> str:
    """The first `most` characters of an escaped text; an entity is one of them and is never cut in two."""
    if len(escaped) <= most:
        return escaped
    end = 0
    for count, found in enumerate(ONE.finditer(escaped)):
        if count == most:
            return escaped[:end]
        end = found.end()
    return escaped


def plain(escaped: str) -> str:
    """What a reader sees of an escaped text."""
    return unescape(escaped)


def known(reference: str) -> bool:
    """Whether HTML knows this well-formed reference to a character (`&eacute;`, `&#233;`, `&#xe9;`)."""
    if reference[1] != "#":
        return reference[1:] in html5
    code = int(reference[3:-1], 16) if reference[2] in "xX" else int(reference[2:-1])
    return code <= 0x10FFFF
