"""Choosing, from the directory alone, which entries of an archive may be read: before any of them is."""

import stat
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from h5p import paths
from h5p.archive import Entry
from h5p.errors import Problem
from h5p.findings import Findings
from h5p.limits import Limits
from h5p.media import CONTENT_SUFFIXES, LIBRARY_SUFFIXES

READABLE_METHODS = frozenset({0, 8})
# Encrypted, patched, strongly encrypted, and with a masked directory.
ENCRYPTED = 1 << 0 | 1 << 6 | 1 << 13
PATCHED = 1 << 5
AES = 99


class Part(StrEnum):
    """To what a file of a package belongs; files beside `h5p.json` are ignored, but may not be of every kind."""

    MANIFEST = "manifest"
    CONTENT = "content"
    LIBRARY = "library"
    BESIDE = "beside"


def part_of(path: str) -> Part:
    """Where the file belongs; names are exact, so `H5P.JSON` is not the manifest."""
    folder, slash, _ = path.partition("/")
    if not slash:
        return Part.MANIFEST if path == "h5p.json" else Part.BESIDE
    return Part.CONTENT if folder == "content" else Part.LIBRARY


@dataclass(frozen=True, slots=True)
class Screened:
    """The entries that may be read, and the paths of all that are there, whether they may be read or not."""

    readable: Mapping[str, Entry]
    present: Collection[str]


def screen(entries: Iterable[Entry], parts: Collection[Part], limits: Limits, findings: Findings) -> Screened:
    """The entries that belong to these parts and break no rule; what breaks one is found and left out.

    Folders, and whatever is hidden, are ignored. Paths, kinds of entry and clashes are judged for every other entry;
    suffixes and sizes for those of the parts alone. When all together are too large, none is to be read.
    """
    present: dict[str, Entry] = {}
    taken: dict[str, str] = {}
    readable: dict[str, Entry] = {}
    total = described = 0
    for entry in entries:
        problem = _fault(entry, limits) or (None if _ignored(entry.path) else _clash(entry.path, taken))
        if problem:
            findings.add(problem)
            continue
        if _ignored(entry.path):
            continue
        present[entry.path] = entry
        if part_of(entry.path) not in (*parts, Part.BESIDE):
            continue
        total += entry.size
        problem = _excess(entry, limits)
        if not problem and (entry.path == "h5p.json" or entry.path.endswith("/library.json")):
            described += entry.size
            problem = _beyond(described, limits.descriptions_bytes, entry.path)
        if problem:
            findings.add(problem)
        elif part_of(entry.path) in parts:
            readable[entry.path] = entry
    for path in _blocked(present):
        findings.say("duplicate-entry", path, "is a file and a folder at once")
        readable.pop(path, None)
    if problem := _beyond(total, limits.total_bytes, ""):
        findings.add(problem)
        readable = {}
    return Screened(readable, present.keys())


def _ignored(path: str) -> bool:
    return path.endswith("/") or paths.hidden(path)


def _fault(entry: Entry, limits: Limits) -> Problem | None:
    path = entry.path
    if fault := paths.fault(path):
        return Problem("illegal-path", path[: limits.path_bytes], f"the path {fault}")
    if paths.hidden(path):
        return None
    if excess := paths.excess(path, limits):
        return Problem("illegal-path", path[: limits.path_bytes], f"the path {excess}")
    kind = stat.S_IFMT(entry.mode)
    if kind not in (0, stat.S_IFDIR if path.endswith("/") else stat.S_IFREG):
        named = "a symbolic link" if kind == stat.S_IFLNK else f"of the kind {kind:o}"
        return Problem("illegal-entry-type", path, f"the entry is {named}, no plain file")
    if entry.flags & ENCRYPTED or entry.method == AES:
        return Problem("encrypted-entry", path, "the entry is encrypted")
    if entry.method not in READABLE_METHODS or entry.flags & PATCHED:
        detail = f"the entry is compressed by method {entry.method}; 0 (stored) and 8 (deflated) are read"
        return Problem("unsupported-compression", path, detail, {"method": entry.method})
    return None


def _clash(path: str, taken: dict[str, str]) -> Problem | None:
    first = taken.setdefault(paths.key(path), path)
    if first is path:
        return None
    twice = "is in the archive twice" if first == path else f"cannot be told from {first!r} on every system"
    return Problem("duplicate-entry", path, f"the path {twice}", {"first": first})


def _excess(entry: Entry, limits: Limits) -> Problem | None:
    """What is beyond a limit by what the archive itself says."""
    suffix = paths.suffix(entry.path)
    content = part_of(entry.path) is Part.CONTENT
    if suffix not in (CONTENT_SUFFIXES if content else LIBRARY_SUFFIXES):
        where = "content" if content else "a library"
        named = f"files with the suffix .{suffix[:20]}" if suffix else "files without a suffix"
        return Problem("not-in-whitelist", entry.path, f"{named} are not allowed in {where}", {"suffix": suffix[:20]})
    most = limits.bytes_of(suffix)
    if entry.size > most:
        detail = f"the file has {entry.size:,} bytes; at most {most:,} are read"
        return Problem("file-size-too-large", entry.path, detail, {"bytes": entry.size, "most": most})
    if entry.size > max(limits.ratio_from_bytes, limits.ratio * entry.packed):
        detail = f"{entry.size:,} bytes come out of {entry.packed:,}; at most {limits.ratio} times as many may"
        numbers = {"bytes": entry.size, "packed": entry.packed, "ratio": limits.ratio}
        return Problem("suspicious-compression-ratio", entry.path, detail, numbers)
    return None


def _beyond(total: int, most: int, path: str) -> Problem | None:
    if total <= most:
        return None
    what = "this and the descriptions before it have" if path else "all files together have"
    detail = f"{what} {total:,} bytes; at most {most:,} are read"
    return Problem("total-size-too-large", path, detail, {"bytes": total, "most": most})


def _blocked(present: Mapping[str, Entry]) -> list[str]:
    """The files in whose place there is also a folder."""
    folders: set[str] = set()
    for path in present:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return [path for path in present if path in folders]
