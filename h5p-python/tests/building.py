"""Packages for tests, made in memory: one small valid package, and that package with something changed.

It is for random input, which needs little to change, and for stores, dependencies and exports, which need libraries of
many shapes and versions. What breaks the rules of packages is made of our own content types (`altering`, `breaking`).

    build()                                        the valid package
    build(title="")                                one property of h5p.json changed; MISSING takes it away
    build(content={"text": "hello"})               other parameters
    build(files={"content/images/a.png": PNG})     files more, or other ones, by their path in the archive
    build(without=["content/content.json"])        files fewer
    build(libraries=[library("Test.One")])         other libraries
    zipped([("h5p.json", b"{}"), ...])             an archive of exactly these entries, in order

Values that are no bytes are written as JSON; text in a file's place is written as UTF-8.
"""

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

MISSING = object()
SUB_CONTENT = "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"


def png(colour: bytes = b"\x00\x80\x00") -> bytes:
    """A picture of one pixel that any decoder reads."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\x00" + colour))
        + chunk(b"IEND", b"")
    )


PNG = png()
ICON = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4z" fill="#184"/></svg>'


@dataclass(frozen=True)
class BuiltLibrary:
    """A library of a test package: the folder's name and its files by their path inside it."""

    folder: str
    files: Mapping[str, Any] = field(default_factory=dict)

    def entries(self) -> dict[str, bytes]:
        return {f"{self.folder}/{path}": as_bytes(value) for path, value in self.files.items()}


def needs(*names: str) -> list[dict[str, Any]]:
    """A list of dependencies from names such as `Test.Words 1.0`."""
    found = []
    for name in names:
        machine, version = name.rsplit(" ", 1)
        major, minor = version.split(".")
        found.append({"machineName": machine, "majorVersion": int(major), "minorVersion": int(minor)})
    return found


def library(
    name: str = "Test.Words 1.0",
    *,
    folder: str | None = None,
    semantics: Any = (),
    files: Mapping[str, Any] | None = None,
    without: Collection[str] = (),
    **changes: Any,
) -> BuiltLibrary:
    """A valid library of this name with a script, a style sheet and a translation; `changes` are of library.json."""
    machine, version = name.rsplit(" ", 1)
    major, minor = (int(part) for part in version.split("."))
    described = {
        "title": machine.replace(".", " "),
        "machineName": machine,
        "majorVersion": major,
        "minorVersion": minor,
        "patchVersion": 3,
        "runnable": 0,
        "author": "Test",
        "license": "MIT",
        "preloadedJs": [{"path": "scripts/main.js"}],
        "preloadedCss": [{"path": "styles/main.css"}],
        **changes,
    }
    every = {
        "library.json": {key: value for key, value in described.items() if value is not MISSING},
        "semantics.json": list(semantics) if isinstance(semantics, tuple) else semantics,
        "scripts/main.js": f"/* {name} */\n",
        "styles/main.css": f"/* {name} */\n",
        "language/th.json": {"semantics": []},
        **(files or {}),
    }
    kept = {path: value for path, value in every.items() if path not in without and value is not MISSING}
    return BuiltLibrary(folder or f"{machine}-{major}.{minor}", kept)


WORDS_SEMANTICS: list[dict[str, Any]] = [{"name": "word", "type": "text", "label": "Word"}]
CHOICE_SEMANTICS: list[dict[str, Any]] = [
    {"name": "question", "type": "text", "label": "Question", "tags": ["strong", "em", "a"]},
    {"name": "picture", "type": "image", "label": "Picture", "optional": True},
    {"name": "score", "type": "number", "label": "Score", "min": 0, "max": 10},
    {"name": "more", "type": "library", "label": "More", "optional": True, "options": ["Test.Words 1.0"]},
]
CONTENT: dict[str, Any] = {
    "question": "Which <strong>one</strong>?",
    "picture": {"path": "images/dot.png", "mime": "image/png", "width": 1, "height": 1, "copyright": {"license": "U"}},
    "score": 5,
    "more": {"library": "Test.Words 1.0", "params": {"word": "คำ"}, "subContentId": SUB_CONTENT, "metadata": {}},
}
MANIFEST: dict[str, Any] = {
    "title": "A small package",
    "language": "en",
    "mainLibrary": "Test.Choice",
    "embedTypes": ["iframe"],
    "license": "U",
    "preloadedDependencies": needs("Test.Words 1.0", "Test.Choice 1.2"),
}


def choice(**changes: Any) -> BuiltLibrary:
    """The main library: Test.Choice 1.2, which needs Test.Words 1.0."""
    given = {
        "semantics": CHOICE_SEMANTICS,
        "runnable": 1,
        "embedTypes": ["iframe", "div"],
        "coreApi": {"majorVersion": 1, "minorVersion": 0},
        "preloadedDependencies": needs("Test.Words 1.0"),
    }
    files = {"icon.svg": ICON, **changes.pop("files", {})}
    return library("Test.Choice 1.2", files=files, **{**given, **changes})


def words(**changes: Any) -> BuiltLibrary:
    """The library that Test.Choice needs."""
    return library("Test.Words 1.0", **{"semantics": WORDS_SEMANTICS, **changes})


def entries(
    *,
    manifest: Any = None,
    content: Any = None,
    libraries: Iterable[BuiltLibrary] | None = None,
    files: Mapping[str, Any] | None = None,
    without: Collection[str] = (),
    **changes: Any,
) -> dict[str, bytes]:
    """The files of the package by their path, in the order in which they are written."""
    said = manifest
    if manifest is None or isinstance(manifest, Mapping):
        said = {**(MANIFEST if manifest is None else manifest), **changes}
        said = {key: value for key, value in said.items() if value is not MISSING}
    found: dict[str, bytes] = {
        "h5p.json": as_bytes(said),
        "content/content.json": as_bytes(CONTENT if content is None else content),
        "content/images/dot.png": PNG,
    }
    for one in (words(), choice()) if libraries is None else libraries:
        found |= one.entries()
    found |= {path: as_bytes(value) for path, value in (files or {}).items()}
    return {path: data for path, data in found.items() if path not in without}


def build(**changes: Any) -> bytes:
    """The valid package, or that package with something changed: takes what `entries` takes."""
    return zipped(entries(**changes).items())


def opened(**changes: Any) -> io.BytesIO:
    """The same as a file."""
    return io.BytesIO(build(**changes))


def zipped(files: Iterable[tuple[str | zipfile.ZipInfo, bytes]], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these entries in this order, always the same bytes; names that clash are written all the same."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in files:
            info = name if isinstance(name, zipfile.ZipInfo) else zipfile.ZipInfo(name)
            if not isinstance(name, zipfile.ZipInfo):
                info.compress_type = compression
                info.external_attr = 0o100644 << 16
            # The names that are already there are forgotten, or a duplicate would be warned of.
            archive.NameToInfo.pop(info.filename, None)
            archive.writestr(info, data)
    return out.getvalue()


def as_bytes(value: Any) -> bytes:
    """Bytes as they are, text as UTF-8, everything else as JSON."""
    if isinstance(value, bytes):
        return value
    if isinstance(value, str):
        return value.encode()
    return json.dumps(value, ensure_ascii=False).encode()
