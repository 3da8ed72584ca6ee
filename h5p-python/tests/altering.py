"""A package of our own content types, whole or with one thing changed: the case `counter-hours-en`.

It holds a data reading within a decision scenario, and the three libraries of both. Takes the same changes as
`building`, whose smaller package is for random input and for what needs libraries of many shapes.

    build()                                                        the package as it is
    build(title="")                                                one property of h5p.json changed
    build(libraries=[parts(), reading(runnable=2), scenario()])    one of a library.json
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from tests import building, content_types
from tests.building import MISSING, BuiltLibrary, zipped

NAME = "counter-hours-en"
MANIFEST = content_types.manifest(NAME)
CONTENT = content_types.params(NAME)
# A file that is no part of any rule, and small: what is wrong with it is wrong with the archive.
PLAIN = "DGA.DecisionScenario-1.0/NOTICE.txt"


def library(
    name: str,
    *,
    folder: str = "",
    files: Mapping[str, Any] | None = None,
    without: Collection[str] = (),
    **changes: Any,
) -> BuiltLibrary:
    """One of ours; `changes` are of library.json, and MISSING takes a property away."""
    home = name.replace(" ", "-")
    every: dict[str, Any] = {path.partition("/")[2]: data for path, data in content_types.folder(name).items()}
    said = {**content_types.read(content_types.LIBRARIES / home / "library.json"), **changes}
    every["library.json"] = {key: value for key, value in said.items() if value is not MISSING}
    every |= files or {}
    return BuiltLibrary(folder or home, {path: data for path, data in every.items() if path not in without})


def parts(**changes: Any) -> BuiltLibrary:
    """What both types need."""
    return library(content_types.PARTS, **changes)


def reading(**changes: Any) -> BuiltLibrary:
    """The type of the evidence."""
    return library(content_types.READING, **changes)


def scenario(**changes: Any) -> BuiltLibrary:
    """The main library."""
    return library(content_types.SCENARIO, **changes)


def extra(folder: str, machine_name: str = "DGA.Extra") -> BuiltLibrary:
    """A fourth library in this folder: the parts under another name."""
    return parts(folder=folder, machineName=machine_name)


def entries(
    *,
    manifest: Any = MANIFEST,
    content: Any = CONTENT,
    libraries: Iterable[BuiltLibrary] | None = None,
    without: Collection[str] = (),
    **changes: Any,
) -> dict[str, bytes]:
    """The files of the package by their path, in the order in which they are written."""
    given = (parts(), reading(), scenario()) if libraries is None else libraries
    small = ("content/images/dot.png", *without)
    return building.entries(manifest=manifest, content=content, libraries=given, without=small, **changes)


def build(**changes: Any) -> bytes:
    """The package, or that package with something changed: takes what `entries` takes."""
    return zipped(entries(**changes).items())
