"""Making a package of a content, which reads back as the same content.

The same content and libraries always give the same bytes: entries are sorted and carry no time, so an export can be
compared and kept by its hash until params or libraries change.
"""

import json
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from h5p.dependencies import Resolution
from h5p.errors import H5PError, Problem
from h5p.library import Files, Kind, Libraries
from h5p.names import LibraryName
from h5p.store.memory import MemoryFiles
from h5p.store.trees import is_inside

# The earliest time that an archive can hold.
NO_TIME = (1980, 1, 1, 0, 0, 0)
READABLE = 0o100644 << 16
UNIX = 3
METADATA = (
    "authors",
    "source",
    "license",
    "licenseVersion",
    "licenseExtras",
    "yearFrom",
    "yearTo",
    "changes",
    "authorComments",
    "defaultLanguage",
    "a11yTitle",
)
# Titles are kept escaped like all text of H5P; h5p.json holds them as they are read.
ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&#039;": "'", "&#39;": "'", "&amp;": "&"}


@dataclass(frozen=True, slots=True)
class Exported:
    """A content to be exported.

    `params` are the filtered ones, and `needs` what `resolve` found for them. `files` are the content's own, by the
    paths that the params name.
    """

    main: LibraryName
    params: Mapping[str, Any]
    needs: Resolution
    title: str
    language: str = "und"
    embed_types: tuple[str, ...] = ("iframe",)
    metadata: Mapping[str, Any] = field(default_factory=dict)
    files: Files = field(default_factory=lambda: MemoryFiles({}))


def export(content: Exported, libraries: Libraries, out: BinaryIO) -> None:
    """Write the package to `out`, from where it stands.

    H5PError with every library that is not there, before anything is written; `failed-creating-export-file` when
    something cannot be read or written, and what was written is to be thrown away.
    """
    trees = {name: files for name in _whole(content, libraries) if (files := libraries.files(name))}
    try:
        with zipfile.ZipFile(out, "w") as archive:
            _write(archive, "h5p.json", _json(manifest(content)))
            _write(archive, "content/content.json", _json(content.params))
            for name, files, path in _entries(content, trees):
                with files.open(path) as source, archive.open(_entry(name), "w") as target:
                    shutil.copyfileobj(source, target)
    except OSError as error:
        detail = f"the package could not be written: {error.strerror or type(error).__name__}"
        raise H5PError(Problem("failed-creating-export-file", "", detail)) from error


def manifest(content: Exported) -> dict[str, Any]:
    """The `h5p.json` of the content. Empty values are left out: other readers take an empty list as an error."""
    said: dict[str, Any] = {
        "title": _unescaped(content.title),
        "language": content.language or "und",
        "mainLibrary": content.main.machine_name,
        "embedTypes": list(content.embed_types) or ["iframe"],
    }
    said |= {key: value for key in METADATA if (value := content.metadata.get(key)) not in (None, "", [], {})}
    for kind in (Kind.PRELOADED, Kind.DYNAMIC):
        if names := [one.library.name for one in content.needs.all_kinds if one.kind is kind]:
            said[f"{kind}Dependencies"] = [_dependency(name) for name in names]
    return said


def _whole(content: Exported, libraries: Libraries) -> list[LibraryName]:
    """Every library that goes into the package, by name.

    That is more than a page loads: of two versions a page holds one, but a package without the other is not complete.
    """
    problems = list(content.needs.problems)
    waiting = [content.main, *(clash.ignored for clash in content.needs.warnings)]
    waiting += [one.library.name for one in content.needs.all_kinds]
    found: set[LibraryName] = set()
    while waiting:
        name = waiting.pop()
        library = libraries.get(name)
        if library is None:
            problems += [] if any(one.values.get("library") == str(name) for one in problems) else [_missing(name)]
        elif name not in found:
            found.add(name)
            waiting += [one for needed in library.dependencies.values() for one in needed]
    if problems:
        raise H5PError(problems)
    return sorted(found)


def _missing(name: LibraryName) -> Problem:
    detail = f"The library {name}, which the content needs, is not there."
    return Problem("missing-required-library", name.folder, detail, {"library": str(name)})


def _entries(content: Exported, trees: Mapping[LibraryName, Files]) -> Iterator[tuple[str, Files, str]]:
    """What is copied: the entry's name, and the file among which files."""
    for path in sorted(content.files.paths()):
        if not is_inside(path):
            raise H5PError(Problem("illegal-path", f"content/{path[:300]}", "a content's files lie in its folder"))
        if path != "content.json":
            yield f"content/{path}", content.files, path
    for name, files in trees.items():
        for path in sorted(files.paths()):
            yield f"{name.folder}/{path}", files, path


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, NO_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = UNIX
    entry.external_attr = READABLE
    return entry


def _write(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    with archive.open(_entry(name), "w") as target:
        target.write(data)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _dependency(name: LibraryName) -> dict[str, Any]:
    return {"machineName": name.machine_name, "majorVersion": name.major, "minorVersion": name.minor}


def _unescaped(title: str) -> str:
    for entity, sign in ENTITIES.items():
        title = title.replace(entity, sign)
    return title
