"""Addons: libraries that join content of any type when its texts hold what they are for, such as formulas."""

from collections.abc import Iterable, Iterator
from typing import Any

from h5p.library import Library
from h5p.names import LibraryName
from h5p.patterns import Patience, Pattern, PatternError, PatternTimeout, compile_written


def candidates(libraries: Iterable[Library]) -> tuple[Library, ...]:
    """The newest version of each library that is an addon, by machine name."""
    newest: dict[str, Library] = {}
    for library in libraries:
        known = newest.get(library.name.machine_name)
        if library.added_by and (known is None or _age(known) < _age(library)):
            newest[library.name.machine_name] = library
    return tuple(newest[name] for name in sorted(newest))


def addons_for(params: Any, offered: Iterable[Library]) -> tuple[LibraryName, ...]:
    """The addons whose pattern matches a text of the filtered params, in the order offered.

    A pattern that does not compile, or takes too long, adds nothing. Never raises.
    """
    patience = Patience()
    return tuple(library.name for library in offered if any(_wanted(library, params, patience)))


def _wanted(library: Library, params: Any, patience: Patience) -> Iterator[bool]:
    for written in library.added_by:
        try:
            yield _found(compile_written(written), params, patience)
        except (PatternError, PatternTimeout):
            continue


def _found(pattern: Pattern, params: Any, patience: Patience) -> bool:
    return any(pattern.found_in(text, patience) for text in texts(params))


def texts(params: Any) -> Iterator[str]:
    """Every text in the values of parsed JSON, in its order; no depth is too deep."""
    left = [params]
    while left:
        value = left.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            left += reversed(value.values())
        elif isinstance(value, list):
            left += reversed(value)


def _age(library: Library) -> tuple[int, int, int]:
    return library.name.major, library.name.minor, library.patch
