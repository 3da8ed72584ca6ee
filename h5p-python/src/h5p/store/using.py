"""Who uses a library, and refusing to take away what somebody uses."""

from collections.abc import Collection, Iterable, Mapping

from h5p.errors import H5PError, Problem, Value
from h5p.library import Library
from h5p.names import LibraryName
from h5p.store.port import Usage


def usage_of(name: LibraryName, uses: Mapping[str, Collection[LibraryName]], installed: Iterable[Library]) -> Usage:
    """Who needs `name`: the contents among `uses`, and other installed libraries by a dependency of any kind."""
    contents = sorted(content for content, libraries in uses.items() if name in libraries)
    needing = (one.name for one in installed if one.name != name and _needs(one, name))
    return Usage(tuple(contents), tuple(sorted(needing)))


def refuse_if_used(name: LibraryName, usage: Usage) -> None:
    """H5PError `library-used` with the numbers, if anyone needs the library."""
    if usage:
        values: dict[str, Value] = {
            "library": str(name),
            "contents": len(usage.contents),
            "libraries": len(usage.libraries),
        }
        detail = f"{name} is used by {len(usage.contents)} contents and {len(usage.libraries)} libraries"
        raise H5PError(Problem("library-used", "", detail, values))


def _needs(library: Library, name: LibraryName) -> bool:
    return any(name in needed for needed in library.dependencies.values())
