"""Judging whether all that a package needs is there: in the package, or installed already."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from h5p.findings import Findings
from h5p.library import Kind, Libraries, Library, named
from h5p.names import LibraryName


def check_requirements(
    manifest: Mapping[str, Any],
    libraries: Mapping[str, Library],
    folders: Collection[str],
    store: Libraries | None,
    findings: Findings,
) -> None:
    """Find every library that `h5p.json` or a library needs and that is nowhere, and what is wrong with the main one.

    `manifest` follows its rules, or is empty. A library that is in the package but broken is not called missing.
    """
    packaged = {library.name: library for library in libraries.values()}

    def missing(name: LibraryName) -> bool:
        if name in packaged or name.folder in folders or name.machine_name in folders:
            return False
        return store is None or store.get(name) is None

    for name, place in _needed(manifest):
        if missing(name):
            detail = f"the library {name} is neither in the package nor installed"
            findings.say("missing-required-library", f"h5p.json{place}", detail, library=str(name))
    for folder, library in libraries.items():
        for name, place in _needed(library.metadata):
            if missing(name):
                detail = f"{library.name} needs the library {name}, which is neither in the package nor installed"
                where = f"{folder}/library.json{place}"
                findings.say("missing-library-dependency", where, detail, library=str(name))
    if manifest:
        _check_main(manifest, packaged, folders, store, findings)


def _needed(said: Mapping[str, Any]) -> Iterator[tuple[LibraryName, str]]:
    for kind in Kind:
        for index, name in enumerate(named(said.get(f"{kind}Dependencies"))):
            yield name, f"#/{kind}Dependencies/{index}"


def _check_main(
    manifest: Mapping[str, Any],
    packaged: Mapping[LibraryName, Library],
    folders: Collection[str],
    store: Libraries | None,
    findings: Findings,
) -> None:
    wanted = manifest["mainLibrary"]
    listed = named(manifest["preloadedDependencies"])
    name = next((one for one in listed if one.machine_name == wanted), None)
    where = "h5p.json#/mainLibrary"
    if name is None:
        detail = f"the main library {wanted} is not among the preloaded dependencies, so its version is unknown"
        findings.say("main-library-not-in-dependencies", where, detail, library=wanted)
        return
    library = packaged.get(name) or (store.get(name) if store else None)
    if library is not None:
        if not library.runnable:
            detail = f"the main library {name} is not made to be run by itself"
            findings.say("main-library-not-runnable", where, detail, library=str(name))
    elif name.folder not in folders and name.machine_name not in folders:
        detail = f"the main library {name} is neither in the package nor installed"
        findings.say("missing-main-library", where, detail, library=str(name))
