"""Putting the libraries of a package into a store.

A higher patch replaces what every content of that library runs: installing is for administrators, and what it returns
is for their log. Whoever keeps filtered params must filter those contents again that use a library of `changed`.
"""

from collections.abc import Iterable, Mapping
from typing import Protocol

from h5p.errors import H5PError, Problem
from h5p.library import Libraries, Library
from h5p.names import LibraryName
from h5p.store.port import Change, Installation, LibraryStore


class ListedLibraries(Libraries, Protocol):
    """A place of libraries that can be listed, such as a package."""

    libraries: Mapping[LibraryName, Library]


def install_libraries(
    package: ListedLibraries, store: LibraryStore, *, only_upgrades: bool = False
) -> tuple[Installation, ...]:
    """Install every library of the package by the store's rule (only a higher patch replaces), in order of the names.

    The order is the same for all, so that two who install at once cannot wait for each other. Each library is installed
    as a whole or not at all; when one fails (H5PError), those before it stay, and installing the package again goes on
    from there. With `only_upgrades` only libraries whose machine name is in the store, in whatever version, are taken,
    and what they newly need.
    """
    names = _upgrading(package, store) if only_upgrades else set(package.libraries)
    return tuple(_install(package, name, store) for name in sorted(names))


def changed(installations: Iterable[Installation]) -> tuple[LibraryName, ...]:
    """The libraries that are other than before: what is kept of contents that use them has to be made anew."""
    return tuple(one.name for one in installations if one.change is not Change.KEPT)


def _install(package: ListedLibraries, name: LibraryName, store: LibraryStore) -> Installation:
    files = package.files(name)
    if files is None:
        detail = f"{name} is named, but its files are not there"
        raise H5PError(Problem("library-missing-file", name.folder, detail, {"library": str(name)}))
    try:
        return store.install(package.libraries[name], files)
    except OSError as error:
        detail = f"{name} could not be read or written: {error.strerror or type(error).__name__}"
        raise H5PError(Problem("save-content-failed", name.folder, detail, {"library": str(name)})) from error


def _upgrading(package: ListedLibraries, store: LibraryStore) -> set[LibraryName]:
    there = {library.name.machine_name for library in store.all()}
    waiting = [name for name in package.libraries if name.machine_name in there]
    taken: set[LibraryName] = set()
    while waiting:
        name = waiting.pop()
        taken.add(name)
        needed = (one for kind in package.libraries[name].dependencies.values() for one in kind)
        waiting += [one for one in needed if one in package.libraries and one not in taken]
    return taken
