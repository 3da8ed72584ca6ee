"""A package of our own content types, broken by one thing at a time: what was done, which problem it is, and where."""

import json
import random
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from h5p.limits import Limits
from tests import tampering
from tests.altering import MANIFEST, PLAIN, build, entries, extra, library, parts, reading, scenario
from tests.building import MISSING, BuiltLibrary, needs, zipped
from tests.content_types import PARTS, READING, SCENARIO

MIB = 1024 * 1024


@dataclass(frozen=True)
class Broken:
    """A package with one fault: `ids` are those of all problems it has, `path` is where the first of them is.

    `given` is what `validate` is told besides, where a fault lies in that alone.
    """

    name: str
    make: Callable[[], bytes]
    ids: tuple[str, ...]
    path: str
    given: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name

    @property
    def data(self) -> bytes:
        return self.make()


def _with(**changes: object) -> Callable[[], bytes]:
    return lambda: build(**changes)


def _libraries(*libraries: BuiltLibrary) -> Callable[[], bytes]:
    return lambda: build(libraries=[parts(), *libraries])


def _tampered(change: Callable[..., bytes], *given: object, **fields: int) -> Callable[[], bytes]:
    return lambda: change(build(), *given, **fields)


def _more(
    name: str, data: bytes = b"x", *, mode: int = 0o100644, method: int = zipfile.ZIP_DEFLATED
) -> Callable[[], bytes]:
    def make() -> bytes:
        info = zipfile.ZipInfo("x")
        # Set afterwards, because the constructor improves what it is given.
        info.filename = name
        info.external_attr = mode << 16
        info.compress_type = method
        return zipped([*entries().items(), (info, data)])

    return make


def _named(old: str, new: bytes) -> Callable[[], bytes]:
    return lambda: tampering.with_name(build(files={old: b"x"}), old, new)


def _archive() -> Iterator[Broken]:
    """Faults of the archive itself."""
    unzip = ("unable-to-unzip",)
    yield Broken("nothing at all", lambda: b"", unzip, "")
    yield Broken("text that is no archive", lambda: b"<html>" * 99, unzip, "")
    yield Broken("an archive cut short", lambda: build()[:-30], unzip, "")
    yield Broken("an archive without its beginning", lambda: build()[40:], unzip, "")
    yield Broken("something before the archive", lambda: b"GIF89a" + build(), unzip, "")
    yield Broken("something after the archive", lambda: build() + b"\0", unzip, "")
    yield Broken("a part of an archive", _tampered(tampering.with_end, disk=1), unzip, "")
    yield Broken("fewer entries than said", _tampered(tampering.with_end, here=99, count=99), unzip, "")
    yield Broken("more entries than said", _tampered(tampering.with_end, here=3, count=3), unzip, "")
    yield Broken("a directory elsewhere", _tampered(tampering.with_end, start=0), unzip, "")
    yield Broken("something before the end", lambda: build()[:-22] + b"junk" + build()[-22:], unzip, "")
    yield Broken("two ends that disagree", lambda: tampering.as_zip64(build(), here=2, count=2), unzip, "")
    yield Broken("100,000 entries", lambda: tampering.many_entries(100_000), ("too-many-entries",), "")
    yield Broken("20,001 entries", lambda: tampering.many_entries(20_001, zip64=False), ("too-many-entries",), "")
    yield Broken("one entry on another", _tampered(tampering.overlapping, PLAIN, "h5p.json"), unzip * 2, "h5p.json")
    yield Broken("a longer entry than there is room", _tampered(tampering.with_both, PLAIN, packed=9999), unzip, PLAIN)
    yield Broken("an entry behind the end", _tampered(tampering.with_central, PLAIN, start=2**31), unzip, "")
    yield Broken("another checksum in the header", _tampered(tampering.with_local, PLAIN, crc=7), unzip, PLAIN)
    yield Broken("another length in the header", _tampered(tampering.with_local, PLAIN, size=7), unzip, PLAIN)
    yield Broken("another method in the header", _tampered(tampering.with_local, PLAIN, method=0), unzip, PLAIN)
    unreadable = ("unable-to-read-package-file",)
    yield Broken("more compressed data than there is", _padded, unreadable, "content/a.txt")
    yield Broken("a wrong checksum", _tampered(tampering.with_both, PLAIN, crc=7), unreadable, PLAIN)
    yield Broken("more bytes than said", _tampered(tampering.with_both, PLAIN, size=7), unreadable, PLAIN)
    yield Broken("fewer bytes than said", _tampered(tampering.with_both, PLAIN, size=7000), unreadable, PLAIN)
    yield Broken("compressed data cut short", _tampered(tampering.with_both, PLAIN, packed=30), unreadable, PLAIN)
    yield Broken(
        "no compressed data", _tampered(tampering.with_both, "h5p.json", method=8, packed=0), unreadable, "h5p.json"
    )
    yield Broken("encryption", _tampered(tampering.with_both, PLAIN, flags=1), ("encrypted-entry",), PLAIN)
    yield Broken("strong encryption", _tampered(tampering.with_both, PLAIN, flags=0x41), ("encrypted-entry",), PLAIN)
    yield Broken("AES", _tampered(tampering.with_both, PLAIN, method=99), ("encrypted-entry",), PLAIN)
    for method, called in ((zipfile.ZIP_BZIP2, "bzip2"), (zipfile.ZIP_LZMA, "LZMA")):
        yield Broken(called, _more("content/a.txt", method=method), ("unsupported-compression",), "content/a.txt")
    ratio = ("suspicious-compression-ratio",)
    yield Broken("a bomb", _with(files={"content/a.txt": b"\0" * 2 * MIB}), ratio, "content/a.txt")
    yield Broken("a bomb that says it is small", _lying_bomb, ratio, "content/a.txt")


def _padded() -> bytes:
    """The directory takes the first bytes of what follows an entry for its own."""
    path = "content/a.txt"
    data = zipped([*entries().items(), (path, b"x" * 99)])
    size = tampering.packed_size(data, path)
    at = tampering.directory_at(data)
    longer = data[:at] + bytes(9) + data[at:]
    return tampering.with_both(tampering.with_end(longer, start=at + 9), path, packed=size + 9)


def _lying_bomb() -> bytes:
    path = "content/a.txt"
    return tampering.with_both(build(files={path: b"\0" * 2 * MIB}), path, size=10)


def _paths() -> Iterator[Broken]:
    """Faults of the entries' names and kinds."""
    illegal = ("illegal-path",)
    for name in (
        "../x.png",
        "content/../../x.png",
        "content/..",
        "/etc/x.png",
        "//server/x.png",
        "C:/x.png",
        "c:x.png",
        "content\\..\\x.png",
        "..\\x.png",
        "content//x.png",
        "content/new\nline.png",
        "content/\x7f.png",
        "content/\x85.png",
        "__MACOSX/../../x.png",
        "../",
    ):
        yield Broken(f"the path {name!r}", _more(name), illegal, name)
    yield Broken("a zero in a path", _named("content/a_b.png", b"content/a\0b.png"), illegal, "content/a\0b.png")
    yield Broken("no UTF-8 where it is said", _misnamed, illegal, "content/\ufffda.png")
    long = "content/" + "x" * 252 + ".png"
    yield Broken("a segment of 256 bytes", _more(long), illegal, long)
    thai = "content/" + "ก" * 84 + ".png"
    yield Broken("a segment of 256 bytes in Thai", _more(thai), illegal, thai)
    deep = "content/" + "d/" * 15 + "x.png"
    yield Broken("17 levels", _more(deep), illegal, deep)
    wide = "content/" + ("d" * 250 + "/") * 4 + "d" * 9 + ".png"
    yield Broken("1,025 bytes", _more(wide), illegal, wide[:1024])
    for kind, mode in (
        ("symbolic link", 0o120777),
        ("device", 0o020666),
        ("pipe", 0o010666),
        ("unmarked folder", 0o040755),
    ):
        made = _more("content/link.png", b"/etc/passwd", mode=mode)
        yield Broken(f"a {kind}", made, ("illegal-entry-type",), "content/link.png")
    twice = ("duplicate-entry",)
    yield Broken("a name twice", _more(PLAIN), twice, PLAIN)
    yield Broken(
        "a name in capitals", _more("DGA.DecisionScenario-1.0/Notice.TXT"), twice, "DGA.DecisionScenario-1.0/Notice.TXT"
    )
    accents = _with(files={"content/\u00e9.txt": b"1", "content/e\u0301.txt": b"2"})
    yield Broken("an accent in two ways", accents, twice, "content/e\u0301.txt")
    yield Broken("two sharp s", _with(files={"content/ß.txt": b"1", "content/SS.txt": b"2"}), twice, "content/SS.txt")
    yield Broken(
        "a file and a folder", _with(files={"content/a.txt": b"", "content/a.txt/b.txt": b""}), twice, "content/a.txt"
    )


def _misnamed() -> bytes:
    return tampering.with_name(build(files={"content/é.png": b""}), "content/é.png", b"content/\xe9a.png")


def _files() -> Iterator[Broken]:
    """Faults of the files' kinds and sizes."""
    refused = ("not-in-whitelist",)
    for path in (
        "content/a.html",
        "content/a.js",
        "content/a.svg",
        "content/a.swf",
        "content/a.xml",
        "content/a.php",
        "content/README",
        "content/a.",
        "content/a.png.exe",
        "LICENSE",
        "a.php",
        "DGA.DataReading-1.0/a.php",
        "DGA.DataReading-1.0/LICENSE",
        "DGA.DataReading-1.0/a.html",
    ):
        yield Broken(f"the file {path}", _with(files={path: b""}), refused, path)
    for path, data in (
        ("content/a.png", b"<!DOCTYPE html><script>alert(1)</script>"),
        ("content/a.txt", b"\xef\xbb\xbf \n<SVG onload='alert(1)'>"),
        ("content/a.jpg", "\ufeff<html>".encode("utf-16-le")),
        ("content/a.mp3", b"<?xml version='1.0'?>"),
        ("content/a.csv", b"<script>"),
        ("content/a.png", b"\xff\xd8\xff\xe0"),
        ("content/a.png", b"%PDF-1.7"),
        ("content/a.gif", b"MZ\x90\0\0\0"),
        ("content/a.txt", b"PK\x03\x04"),
        ("content/a.jpg", b"RIFF\0\0\0\0WEBP"),
        ("DGA.DataReading-1.0/a.js", b"GIF89a=1;"),
        ("DGA.DataReading-1.0/a.xml", b"<html xmlns='http://www.w3.org/1999/xhtml'/>"),
    ):
        yield Broken(f"{path} that begins with {data[:14]!r}", _with(files={path: data}), refused, path)
    icon = "DGA.DecisionScenario-1.0/icon.svg"
    for inside in ("<script/>", "<foreignObject/>", "<a href='javascript:x'/>", "<g onload='x'/>", "<broken>"):
        svg = f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'
        yield Broken(
            f"a picture with {inside}", _libraries(reading(), scenario(files={"icon.svg": svg})), refused, icon
        )
    half = _libraries(reading(), scenario(files={"icon.svg": '<svg xmlns="http://www.w3.org/2000/svg">'}))
    yield Broken("half a picture", half, refused, icon)
    big = _with(files={"content/a.json": b" " * (8 * MIB + 1)})
    yield Broken("9 MiB of JSON", big, ("file-size-too-large",), "content/a.json")
    yield Broken("a title of 10 MB", _with(title="x" * 10_000_000), ("file-size-too-large",), "h5p.json")


def _content() -> Iterator[Broken]:
    """Faults of the content and of h5p.json as files."""
    params, path = ("invalid-content-json",), "content/content.json"
    yield Broken("no content.json", _with(without=[path]), ("invalid-content-folder",), path)
    for called, data in BROKEN_JSON.items():
        yield Broken(f"{called} in content.json", _with(content=data), params, path)
        yield Broken(f"{called} in h5p.json", _with(manifest=data), ("unable-to-parse-package",), "h5p.json")
    yield Broken("a list as content", _with(content=[]), params, path)
    no_manifest = ("invalid-h5p-json-file",)
    yield Broken("no h5p.json", _with(without=["h5p.json"]), no_manifest, "h5p.json")
    yield Broken("a list as h5p.json", _with(manifest=[]), no_manifest, "h5p.json")
    capitals = {"H5P.JSON" if name == "h5p.json" else name: data for name, data in entries().items()}
    yield Broken("H5P.JSON", lambda: zipped(capitals.items()), no_manifest, "h5p.json")
    moved = {name.replace("content/", "Content/"): data for name, data in entries().items()}
    ids = ("invalid-content-folder", "invalid-library-json-file")
    yield Broken("Content/", lambda: zipped(moved.items()), ids, path)


BROKEN_JSON = {
    "nothing": b"",
    "half an object": b'{"title": "x"',
    "a byte order mark": b"\xef\xbb\xbf" + json.dumps(MANIFEST).encode(),
    "UTF-16": json.dumps(MANIFEST).encode("utf-16"),
    "Latin-1": b'{"title": "\xe9"}',
    "NaN": b'{"w": NaN}',
    "Infinity": b'{"w": -Infinity}',
    "1e999": b'{"w": 1e999}',
    "half a surrogate pair": b'{"title": "\\ud800"}',
    "513 levels": b'{"a":' + b"[" * 512 + b"]" * 512 + b"}",
    "100,000 levels": b"[" * 100_000,
    "a number of 5,000 digits": b'{"w": ' + b"9" * 5000 + b"}",
}


def _manifest() -> Iterator[Broken]:
    """Faults of what h5p.json says."""
    for key in ("title", "language", "mainLibrary", "preloadedDependencies", "embedTypes"):
        missing = _with(**{key: MISSING})
        yield Broken(f"no {key}", missing, ("missing-required-property",), f"h5p.json#/{key}")
    for key, values in WRONG_IN_MANIFEST.items():
        for value in values:
            made = _with(**{key: value})
            yield Broken(f"{key} {str(value)[:30]}", made, ("invalid-property",), f"h5p.json#/{key}")
    for key, value, where in WRONG_INSIDE_MANIFEST:
        yield Broken(f"{key} {value}", _with(**{key: value}), ("invalid-property",), f"h5p.json#/{key}{where}")
    option = ("illegal-option-in-library",)
    yield Broken("another embed type", _with(embedTypes=["iframe", "object"]), option, "h5p.json#/embedTypes/1")
    new = {"majorVersion": 1, "minorVersion": 29}
    yield Broken("a newer player", _with(coreApi=new), ("api-version-unsupported",), "h5p.json#/coreApi")
    nameless = _with(authors=[{"name": "A"}])
    yield Broken("an author without role", nameless, ("missing-required-property",), "h5p.json#/authors/0/role")


LONG = "x" * 256
WRONG_IN_MANIFEST: dict[str, list[object]] = {
    "title": ["", LONG, "two\nlines", "end\n", None, 7, ["x"]],
    "language": ["", "en_US", "x" * 11, "en\n", "ไทย"],
    "mainLibrary": ["", "H", "H5P-Blanks", "5P", "H5P.Blanks\n", "x" * 256],
    "preloadedDependencies": [None, {}, READING],
    "embedTypes": ["iframe", None],
    "license": ["", "GPL-3.0", "cc by"],
    "licenseVersion": ["1", 4.0],
    "licenseExtras": ["", "x" * 5001],
    "authorComments": ["", "x" * 5001],
    "authors": [{}, None],
    "changes": ["x"],
    "source": ["ftp://example.org", "https://", "javascript:alert(1)", "https://x\ny"],
    "contentType": ["", LONG],
    "author": ["", LONG],
    "w": ["", "12345", -1, 1.5, True, "1px"],
    "h": [12345],
    "yearsFrom": ["MMXX"],
    "yearsTo": [20201],
    "metaKeywords": [""],
    "metaDescription": ["a\nb"],
    "a11yTitle": [LONG],
    "coreApi": ["1.0"],
}
WRONG_INSIDE_MANIFEST: list[tuple[str, object, str]] = [
    ("preloadedDependencies", [*MANIFEST["preloadedDependencies"], "x"], "/3"),
    (
        "preloadedDependencies",
        [{"machineName": "Tést", "majorVersion": 1, "minorVersion": 0}, *MANIFEST["preloadedDependencies"]],
        "/0/machineName",
    ),
    ("dynamicDependencies", [{"machineName": "A", "majorVersion": True, "minorVersion": 0}], "/0/majorVersion"),
    ("dynamicDependencies", [{"machineName": "A", "majorVersion": 1, "minorVersion": "1.0"}], "/0/minorVersion"),
    ("editorDependencies", [{"machineName": "A", "majorVersion": 1, "minorVersion": 123456}], "/0/minorVersion"),
    ("authors", [{"name": "A", "role": "main author"}], "/0/role"),
    ("authors", [{"name": "", "role": "Author"}], "/0/name"),
    ("changes", [{"date": "2020-01-01", "author": "A", "log": "L"}], "/0/date"),
    ("changes", [{"date": "01-02-20 9:15:00", "author": "A", "log": ""}], "/0/log"),
    ("coreApi", {"majorVersion": 1, "minorVersion": None}, "/minorVersion"),
]


def _library_descriptions() -> Iterator[Broken]:
    """Faults of what library.json says."""
    described = "DGA.DataReading-1.0/library.json"
    for key in ("title", "machineName", "majorVersion", "minorVersion", "patchVersion", "runnable"):
        made = _libraries(reading(**{key: MISSING}), scenario())
        yield Broken(f"no {key} in a library", made, ("missing-required-property",), f"{described}#/{key}")
    for key, values in WRONG_IN_LIBRARY.items():
        for value in values:
            made = _libraries(reading(**{key: value}), scenario())
            yield Broken(f"{key} {str(value)[:30]} in a library", made, ("invalid-property",), f"{described}#/{key}")
    for path in ("../../h5p.js", "a/../b.js", "http://x/a.js", "a.css", "a.js\n", "a?.js", "\\..\\a.js", ""):
        made = _libraries(reading(preloadedJs=[{"path": path}]), scenario())
        yield Broken(f"the script {path!r}", made, ("invalid-property",), f"{described}#/preloadedJs/0/path")
    option = _libraries(reading(embedTypes=["window"]), scenario())
    yield Broken("an embed type of a library", option, ("illegal-option-in-library",), f"{described}#/embedTypes/0")
    for major, minor in ((1, 29), (2, 0), ("1", "29")):
        asked = {"majorVersion": major, "minorVersion": minor}
        made = _libraries(reading(coreApi=asked), scenario())
        yield Broken(f"a player {major}.{minor}", made, ("api-version-unsupported",), f"{described}#/coreApi")


WRONG_IN_LIBRARY: dict[str, list[object]] = {
    "title": ["", LONG, "a\n"],
    "machineName": ["", "a b", "ä", "DGA.DataReading\n", "x" * 256],
    "majorVersion": [True, "1.0", 123456, -1, None],
    "patchVersion": ["", 1.5],
    "runnable": [True, 2, "yes", None, 1.0],
    "author": [""],
    "description": [""],
    "license": ["GPL-3.0", "mit"],
    "preloadedJs": ["a.js", {}],
    "preloadedCss": [None],
    "dropLibraryCss": ["Test.Other"],
    "fullscreen": [False, 2],
    "w": ["wide"],
    "metadataSettings": [1],
    "coreApi": [[]],
    "addTo": ["content"],
}


def _library_folders() -> Iterator[Broken]:
    """Faults of a library's folder and files."""
    described = ("invalid-library-json-file",)
    path = "DGA.DataReading-1.0/library.json"
    yield Broken("no library.json", _libraries(reading(without=["library.json"]), scenario()), described, path)
    yield Broken("a list as library.json", _libraries(reading(files={"library.json": []}), scenario()), described, path)
    for called, data in BROKEN_JSON.items():
        made = _libraries(reading(files={"library.json": data}), scenario())
        yield Broken(f"{called} in library.json", made, described, path)
        made = _libraries(reading(files={"semantics.json": data}), scenario())
        semantics = ("invalid-semantics-json-file",)
        yield Broken(f"{called} in semantics.json", made, semantics, "DGA.DataReading-1.0/semantics.json")
        made = _libraries(reading(files={"language/th.json": data}), scenario())
        yield Broken(f"{called} in th.json", made, ("invalid-language-file",), "DGA.DataReading-1.0/language/th.json")
    made = _libraries(reading(files={"semantics.json": {"name": "x"}}), scenario())
    yield Broken("an object as semantics", made, ("invalid-semantics-json-file",), "DGA.DataReading-1.0/semantics.json")
    for name in ("es-419.json", "thai_th.json", "th.txt", "a-b-c-d-e-f-g-h.json", "deep/en.json", "-.json"):
        made = _libraries(reading(files={f"language/{name}": {}}), scenario())
        yield Broken(f"the language {name}", made, ("invalid-language-file",), f"DGA.DataReading-1.0/language/{name}")
    for folder in ("DGA.Extra-1.0.3", "DGA.Extra-1.1", "dga.extra-1.0", "Extra"):
        made = _libraries(reading(), scenario(), extra(folder))
        yield Broken(f"the folder {folder}", made, ("library-directory-name-mismatch",), f"{folder}/library.json")
    claimed = _libraries(reading(), scenario(), extra("DGA.Evil-1.0", "DGA.DataReading"))
    yield Broken("another's name", claimed, ("library-directory-name-mismatch",), "DGA.Evil-1.0/library.json")
    spaced = _libraries(reading(), scenario(), extra("DGA Extra-1.0"))
    ids = ("invalid-library-name", "library-directory-name-mismatch")
    yield Broken("a space in a folder's name", spaced, ids, "DGA Extra-1.0")
    twice = _libraries(reading(), scenario(), library(READING, folder="DGA.DataReading"))
    yield Broken("a library in two folders", twice, ("duplicate-entry",), "DGA.DataReading")
    hidden_and_cased = (("preloadedJs", "_hidden.js"), ("preloadedJs", "SCRIPTS/words.js"))
    for kind, missing in (("preloadedJs", "gone.js"), ("preloadedCss", "gone.css"), *hidden_and_cased):
        made = _libraries(reading(**{kind: [{"path": missing}], "files": {"_hidden.js": ""}}), scenario())
        yield Broken(f"the missing file {missing}", made, ("library-missing-file",), f"DGA.DataReading-1.0/{missing}")


def _dependencies() -> Iterator[Broken]:
    """Faults between libraries."""
    listed = MANIFEST["preloadedDependencies"]
    fourth = "DGA.Extra 1.0"
    required = ("missing-required-library",)
    for kind in ("dynamic", "editor"):
        made = _with(**{f"{kind}Dependencies": needs(fourth)})
        yield Broken(f"a missing {kind} library", made, required, f"h5p.json#/{kind}Dependencies/0")
    made = _with(preloadedDependencies=[*listed, *needs(fourth)])
    yield Broken("a missing preloaded library", made, required, "h5p.json#/preloadedDependencies/3")
    for kind in ("preloaded", "dynamic", "editor"):
        made = _libraries(reading(**{f"{kind}Dependencies": needs(fourth)}), scenario())
        where = f"DGA.DataReading-1.0/library.json#/{kind}Dependencies/0"
        yield Broken(f"a library that misses its {kind} one", made, ("missing-library-dependency",), where)
    other = _with(preloadedDependencies=needs(PARTS, "DGA.DataReading 1.1", SCENARIO))
    yield Broken("another minor version", other, required, "h5p.json#/preloadedDependencies/1")
    main = "h5p.json#/mainLibrary"
    gone = ("missing-required-library", "missing-main-library")
    yield Broken("no main library", _libraries(reading()), gone, "h5p.json#/preloadedDependencies/2")
    unlisted = ("main-library-not-in-dependencies",)
    yield Broken("an unlisted main library", _with(preloadedDependencies=needs(PARTS, READING)), unlisted, main)
    yield Broken("no dependencies", _with(preloadedDependencies=[]), unlisted, main)
    yield Broken("a main library in capitals", _with(mainLibrary="DGA.DECISIONSCENARIO"), unlisted, main)
    for value in (0, "0"):
        made = _libraries(reading(), scenario(runnable=value))
        yield Broken(f"runnable {value!r}", made, ("main-library-not-runnable",), main)


def _finds(path: str, file: BinaryIO) -> str | None:
    return "a virus" if file.read() == b"virus" else None


def _given() -> Iterator[Broken]:
    """Faults that lie in what the site allows, and in what the uploader called the file."""
    suffix = {"filename": "package.zip"}
    yield Broken("another suffix", build, ("missing-h5p-extension",), "", suffix)
    much = _with(files={f"content/{number}.txt": random.Random(number).randbytes(MIB) for number in range(2)})
    small = {"limits": Limits(total_bytes=2 * MIB)}
    yield Broken("more bytes than are allowed", much, ("total-size-too-large",), "", small)
    ill = _with(files={"content/a.txt": b"virus"})
    yield Broken("a virus", ill, ("upload-malware-found",), "content/a.txt", {"scanners": [_finds]})


EVERY = (
    *_archive(),
    *_paths(),
    *_files(),
    *_content(),
    *_manifest(),
    *_library_descriptions(),
    *_library_folders(),
    *_dependencies(),
    *_given(),
)

# What goes wrong with a package that is whole, each with a test of its own: on a disk, or in a store.
NOT_OF_A_PACKAGE = frozenset({"save-content-failed", "failed-creating-export-file", "library-used"})
