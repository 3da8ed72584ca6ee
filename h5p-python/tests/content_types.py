"""Packages of the project's own content types, built from the folders of `libraries/` and the contents of `examples/`.

    package("requests-th")                        the bytes of a package
    packages("out")                               every one of them as out/<name>.h5p
    params("requests-th")                         its content.json

A content names its texts of the interface only where it differs: the rest is taken from the library's translation.
`python tests/content_types.py FOLDER` writes them from a shell. Nothing but the standard library is needed, so that
others can load this file by its path. Every figure in the contents is invented for practice.
"""

import io
import json
import sys
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LIBRARIES = HERE.parent / "libraries"
CONTENTS = HERE.parent / "examples"
READING, SCENARIO, PARTS = "DGA.DataReading 1.0", "DGA.DecisionScenario 1.0", "DGA.Parts 1.0"
NAMES = tuple(sorted(path.stem for path in CONTENTS.glob("*.json")))
NESTED = ("counter-hours-en", "counter-hours-th")
LICENCE = "Licensed under the Apache License, version 2.0. All figures are invented for practice."


def described(name: str) -> dict[str, Any]:
    """The content as it is kept: title, language, library and params."""
    return read(CONTENTS / f"{name}.json")


def params(name: str) -> dict[str, Any]:
    """The params of the content, with the texts of the interface in its language."""
    content = described(name)
    return with_texts(content["library"], content["params"], content["language"])


def manifest(name: str) -> dict[str, Any]:
    """Its h5p.json."""
    content = described(name)
    return {
        "title": content["title"],
        "language": content["language"],
        "mainLibrary": content["library"].split()[0],
        "embedTypes": ["iframe", "div"],
        "license": "C",
        "licenseExtras": LICENCE,
        "authors": [{"name": "Digital Government Academy", "role": "Author"}],
        "defaultLanguage": content["language"],
        "preloadedDependencies": [dependency(used) for used in libraries(name)],
    }


def libraries(name: str) -> tuple[str, ...]:
    """The libraries it needs, in the order in which they are loaded."""
    content = described(name)
    played = (*sorted({one["library"] for one in nested(content["params"])}), content["library"])
    return tuple(dict.fromkeys(one for library in played for one in (*needed(library), library)))


def needed(library: str) -> tuple[str, ...]:
    """The libraries that this one is loaded after."""
    listed = read(LIBRARIES / library.replace(" ", "-") / "library.json").get("preloadedDependencies", [])
    return tuple(f"{one['machineName']} {one['majorVersion']}.{one['minorVersion']}" for one in listed)


def package(name: str, **changes: Any) -> bytes:
    """A package of the content; `changes` are of its h5p.json. Always the same bytes."""
    files = {"h5p.json": as_json({**manifest(name), **changes}), "content/content.json": as_json(params(name))}
    for path in pictures(described(name)["params"]):
        files[f"content/{path}"] = (CONTENTS / path).read_bytes()
    for library in libraries(name):
        files |= folder(library)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            info = zipfile.ZipInfo(path)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()


def packages(into: str | Path) -> Iterator[Path]:
    """Writes every package into a folder and names it."""
    for name in NAMES:
        path = Path(into) / f"{name}.h5p"
        path.write_bytes(package(name))
        yield path


def folder(library: str) -> dict[str, bytes]:
    """The files of a library by their path in a package."""
    name = library.replace(" ", "-")
    found = sorted(path for path in (LIBRARIES / name).rglob("*") if path.is_file())
    return {path.relative_to(LIBRARIES).as_posix(): path.read_bytes() for path in found}


def texts(library: str, language: str) -> dict[str, str]:
    """The texts of the interface as that language has them."""
    own = LIBRARIES / library.replace(" ", "-")
    fields = read(own / "semantics.json")
    said = read(own / "language" / f"{language}.json")["semantics"]
    place = next(place for place, field in enumerate(fields) if field["name"] == "l10n")
    pairs = zip(fields[place]["fields"], said[place]["fields"], strict=True)
    return {field["name"]: translated["default"] for field, translated in pairs}


def with_texts(library: str, given: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The params with the texts of their library, and of the libraries within."""

    def walk(value: Any) -> Any:
        if isinstance(value, list):
            return [walk(one) for one in value]
        if not isinstance(value, dict):
            return value
        if "library" in value:
            return {**value, "params": with_texts(value["library"], value["params"], language)}
        return {key: walk(one) for key, one in value.items()}

    walked: dict[str, Any] = walk(dict(given))
    return {**walked, "l10n": {**texts(library, language), **walked.get("l10n", {})}}


def nested(value: Any) -> Iterator[dict[str, Any]]:
    """The contents within a content."""
    if isinstance(value, list):
        for one in value:
            yield from nested(one)
    elif isinstance(value, dict):
        if "library" in value:
            yield value
        for one in value.values():
            yield from nested(one)


def pictures(value: Any) -> Iterator[str]:
    """The paths of files in a content."""
    if isinstance(value, list):
        for one in value:
            yield from pictures(one)
    elif isinstance(value, dict):
        if "path" in value:
            yield value["path"]
        for one in value.values():
            yield from pictures(one)


def dependency(library: str) -> dict[str, Any]:
    """How a manifest names a library."""
    machine, version = library.split()
    major, minor = version.split(".")
    return {"machineName": machine, "majorVersion": int(major), "minorVersion": int(minor)}


def read(path: Path) -> Any:
    """A JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def as_json(value: Any) -> bytes:
    """The bytes of a JSON file."""
    return json.dumps(value, ensure_ascii=False).encode()


if __name__ == "__main__":
    sys.stdout.writelines(f"{path}\n" for path in packages(sys.argv[1]))
