"""A package: what it says of itself, its parameters, its media and its libraries."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, BinaryIO

from h5p import strictjson
from h5p.errors import H5PError, Problem
from h5p.library import Files, Library, named
from h5p.limits import Limits
from h5p.names import LibraryName

CONTENT = "content"
PARAMS = "content.json"


class Folder:
    """The files below one folder of others, by their paths from there."""

    def __init__(self, files: Files, name: str, paths: tuple[str, ...]) -> None:
        self._files = files
        self._name = name
        self._paths = dict.fromkeys(paths)

    def paths(self) -> Iterable[str]:
        """Every file in it."""
        return self._paths.keys()

    def open(self, path: str) -> BinaryIO:
        """The file, to read; FileNotFoundError when there is none."""
        if path not in self._paths:
            raise FileNotFoundError(path)
        return self._files.open(f"{self._name}/{path}")


class Package:
    """One package, whose files are in an archive or a folder; it serves as the place where its libraries are looked up.

    Nothing is promised of a package that was not found valid, but that no method raises anything but H5PError, or
    FileNotFoundError for a file that is not there. Parameters and semantics are read when they are asked for.
    """

    def __init__(
        self,
        files: Files,
        manifest: Mapping[str, Any],
        folders: Mapping[str, Library],
        limits: Limits,
    ) -> None:
        self.manifest = manifest
        self.libraries: Mapping[LibraryName, Library] = {library.name: library for library in folders.values()}
        self._limits = limits
        self._semantics: dict[LibraryName, list[Any]] = {}
        grouped = group(files.paths())
        self.content = Folder(files, CONTENT, grouped.get(CONTENT, ()))
        self.folders = {
            library.name: Folder(files, folder, grouped.get(folder, ())) for folder, library in folders.items()
        }

    @property
    def title(self) -> str:
        """The title of the content; empty when there is none."""
        title = self.manifest.get("title")
        return title if isinstance(title, str) else ""

    @property
    def main(self) -> LibraryName:
        """The library that plays the content; H5PError when the package does not name one with its version."""
        wanted = self.manifest.get("mainLibrary")
        try:
            listed = named(self.manifest["preloadedDependencies"]) if isinstance(wanted, str) else ()
            return next(one for one in listed if one.machine_name == wanted)
        except (KeyError, TypeError, ValueError, StopIteration):
            detail = "no dependency has the name of the main library"
            raise H5PError(Problem("missing-main-library", "h5p.json#/mainLibrary", detail)) from None

    @cached_property
    def params(self) -> dict[str, Any]:
        """The parameters of the main library as they are in the package: unfiltered, and not to be served."""
        if PARAMS not in self.content.paths():
            raise H5PError(Problem("invalid-content-folder", f"{CONTENT}/{PARAMS}", "the package holds no content"))
        value = self._parsed(self.content, PARAMS, "invalid-content-json", f"{CONTENT}/{PARAMS}")
        if not isinstance(value, dict):
            detail = "the parameters are no object"
            raise H5PError(Problem("invalid-content-json", f"{CONTENT}/{PARAMS}", detail))
        return value

    @property
    def content_files(self) -> tuple[str, ...]:
        """The paths of the media, as the parameters name them: from the folder of the content."""
        return tuple(path for path in self.content.paths() if path != PARAMS)

    def open_content(self, path: str) -> BinaryIO:
        """One of the media, to read; FileNotFoundError when there is none of this path."""
        return self.content.open(path)

    def get(self, name: LibraryName) -> Library | None:
        """The library of exactly this name, when it is in the package."""
        return self.libraries.get(name)

    def files(self, name: LibraryName) -> Folder | None:
        """Its files."""
        return self.folders.get(name)

    def semantics(self, name: LibraryName) -> list[Any] | None:
        """Its `semantics.json`, parsed once; an empty list where it has none."""
        folder = self.folders.get(name)
        if folder is None:
            return None
        if name not in self._semantics:
            where = f"{name.folder}/semantics.json"
            value = self._optional(folder, "semantics.json", "invalid-semantics-json-file", where)
            self._semantics[name] = value if isinstance(value, list) else []
        return self._semantics[name]

    def language(self, name: LibraryName, code: str) -> Mapping[str, Any] | None:
        """Its translation of the semantics, by the exact code."""
        folder = self.folders.get(name)
        where = f"language/{code}.json"
        value = self._optional(folder, where, "invalid-language-file", f"{name.folder}/{where}") if folder else None
        return value if isinstance(value, dict) else None

    def _optional(self, folder: Folder, path: str, id: str, shown: str) -> Any:
        return self._parsed(folder, path, id, shown) if path in folder.paths() else None

    def _parsed(self, folder: Folder, path: str, id: str, shown: str) -> Any:
        with folder.open(path) as file:
            data = file.read(self._limits.json_bytes + 1)
        try:
            return strictjson.parse(data, self._limits)
        except strictjson.NotStrictJSON as error:
            raise H5PError(Problem(id, shown, str(error))) from None


def group(paths: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The paths by the folder that they begin with, without it; those that are in none are left out."""
    found: dict[str, list[str]] = {}
    for path in paths:
        folder, _, rest = path.partition("/")
        if rest:
            found.setdefault(folder, []).append(rest)
    return {folder: tuple(inside) for folder, inside in found.items()}
