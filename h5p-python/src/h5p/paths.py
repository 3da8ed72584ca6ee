"""What paths inside a package may look like: relative, with `/`, of bounded length."""

import re
import unicodedata

from h5p.limits import Limits

# C0 and C1 controls, and what stands for bytes that were no text.
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f�]")
DRIVE = re.compile(r"[A-Za-z]:")


def fault(path: str) -> str | None:
    """Why this path could lead out of the folder it is unpacked into, as a clause; None when it could not."""
    if UNPRINTABLE.search(path):
        return "holds a control character or bytes that are no UTF-8"
    if "\\" in path:
        return "holds a backslash"
    if path.startswith("/"):
        return "is absolute"
    if DRIVE.match(path):
        return "names a drive"
    segments = path.removesuffix("/").split("/")
    if ".." in segments:
        return "leads upwards"
    return "has an empty segment" if "" in segments else None


def hidden(path: str) -> bool:
    """Whether a segment begins with a dot or an underscore: such files are in packages by accident and are ignored."""
    return path[:1] in (".", "_") or "/." in path or "/_" in path


def excess(path: str, limits: Limits) -> str | None:
    """In what this path is beyond the limits, as a clause; None when it is within."""
    size = len(path.encode())
    if size > limits.path_bytes:
        return f"has {size:,} bytes; at most {limits.path_bytes:,} are allowed"
    segments = path.split("/")
    if len(segments) > limits.depth:
        return f"is {len(segments)} levels deep; at most {limits.depth} are allowed"
    longest = max(len(segment.encode()) for segment in segments)
    if longest > limits.segment_bytes:
        return f"has a segment of {longest} bytes; at most {limits.segment_bytes} are allowed"
    return None


def key(path: str) -> str:
    """The same for paths that are one file on some system: where case, or the way an accent is written, is nothing."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def suffix(path: str) -> str:
    """What follows the last dot of the file's name, in lower case; empty when there is none."""
    name = path.rpartition("/")[2]
    return name.rpartition(".")[2].lower() if "." in name else ""
