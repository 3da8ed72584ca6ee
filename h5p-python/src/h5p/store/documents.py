"""The JSON files of a library: what describes it, its semantics, its translations."""

from collections.abc import Mapping
from typing import Any

from h5p.errors import H5PError, Problem
from h5p.library import Files, Library
from h5p.limits import Limits
from h5p.names import LibraryName
from h5p.strictjson import parse


def described(files: Files) -> Library:
    """The library that the `library.json` among these files describes; FileNotFoundError when there is none."""
    return Library.from_json(_parsed(files, "library.json"))


def semantics_of(files: Files) -> list[Any]:
    """The `semantics.json` among these files, an empty list where there is none or it holds no list."""
    try:
        found = _parsed(files, "semantics.json")
    except (OSError, ValueError):
        return []
    return found if isinstance(found, list) else []


def language_of(files: Files, code: str) -> Mapping[str, Any] | None:
    """The translation of exactly this code, None where there is none."""
    try:
        found = _parsed(files, f"language/{code}.json")
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def refuse_unless_described(library: Library, files: Files) -> None:
    """H5PError unless the files hold a `library.json` that says what `library` says.

    Stores know a library by its files alone afterwards; they may not be those of another.
    """
    refuse_unless_named(library.name)
    try:
        said = described(files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        said = None
    if said is None or (said.name, said.patch) != (library.name, library.patch):
        what = f"the files are not those of {library.name} with patch {library.patch}"
        path = f"{library.name.folder}/library.json"
        raise H5PError(Problem("invalid-library-json-file", path, what, {"library": str(library.name)}))


def is_named(name: LibraryName) -> bool:
    """Whether this name can be read back from the name of its folder, and that folder can be made."""
    try:
        return len(name.folder) <= 255 and LibraryName.parse(name.folder) == name
    except ValueError:
        return False


def refuse_unless_named(name: LibraryName) -> None:
    """H5PError unless a library may be called so."""
    if not is_named(name):
        what = "a library needs an ASCII name and versions of one to five digits, together at most 255 characters"
        raise H5PError(Problem("invalid-library-name", "", what, {"library": str(name)[:300]}))


def _parsed(files: Files, path: str) -> Any:
    with files.open(path) as file:
        return parse(file.read(), Limits())
