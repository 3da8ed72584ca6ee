"""References to files: pictures, sound, film, attachments."""

import re
from typing import Any
from urllib.parse import urlsplit

from h5p.filtering.changes import Place, What, shown
from h5p.filtering.escaping import escape, plain, writable
from h5p.filtering.run import Run
from h5p.semantics import Media

MIME = re.compile(r"[\w.+-]{1,127}/[\w.+-]{1,127}", re.ASCII)
# What an editor leaves on files that it has only just been given, and how it writes files copied from other content.
TEMPORARY = "#tmp"
COPIED = re.compile(r"(?:\.\./){1,2}(?:.*content/)?(?:[0-9]+|editor)/(.+)")
IN_NO_PATH = re.compile('[\0-\x1f\x7f\\\\:*?"<>|]')
IN_NO_ADDRESS = re.compile('[\0-\x20\x7f-\xa0\\\\"<>^`{|}]')
LONGEST_PATH = 1024
LONGEST_ADDRESS = 4096
WHOLE = ("width", "height", "bitrate")


def filter_path(run: Run, kind: str, value: Any, place: Place) -> str | None:
    """The path of a file that is there, or an address that the site allows for this kind; None for all else.

    Characters that mean something in HTML are entities in it, as H5P writes them.
    """
    path = plain(escape(writable(value))) if isinstance(value, str) else ""
    path = path.removesuffix(TEMPORARY)
    if found := COPIED.fullmatch(path):
        path = found[1]
    if not (_is_address(path) and kind in run.site.external) and not (is_relative(path) and run.exists(path)):
        said = "is neither the path of a file of this content nor an address that is allowed here; it was left out."
        run.changes.add(place, What.PATH_REFUSED, f"{shown(value)} {said}")
        return None
    written = escape_path(path)
    if written != value:
        run.changes.add(place, What.PATH_REWRITTEN, f"The path is written as {shown(written)} now.")
    return written


def filter_mime(run: Run, value: Any, place: Place) -> str | None:
    """A media type, real or H5P's own (`video/YouTube`); None for all else."""
    if isinstance(value, str) and MIME.fullmatch(value):
        return value
    run.changes.add(place, What.MIME_REFUSED, f"{shown(value)} is no media type; it was left out.")
    return None


def escape_path(path: str) -> str:
    """As H5P writes it."""
    return escape(path.replace("&", "&amp;"))


def is_relative(path: str) -> bool:
    """Whether this is a relative path with `/`, of plain names, that stays where it starts."""
    segments = path.split("/")
    plain = all(segment not in ("", ".", "..") for segment in segments)
    return plain and len(path) <= LONGEST_PATH and not IN_NO_PATH.search(path)


def _is_address(text: str) -> bool:
    if len(text) > LONGEST_ADDRESS or IN_NO_ADDRESS.search(text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def known_keys(field: Media) -> frozenset[str]:
    """The keys of the object that describes the file, without the field's own."""
    known = {"path", "mime", "copyright"}
    if field.kind != "file":
        known |= {"width", "height"}
    if field.kind == "image":
        known.add("originalImage")
    if field.kind in ("audio", "video"):
        known |= {"codecs", "quality", "bitrate"}
    return frozenset(known)
