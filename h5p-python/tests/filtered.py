"""Filtering one value of one field, for tests."""

from typing import Any

from h5p.filtering import Filtered, Site, filter_params
from tests.libraries import InMemory, library, name

GONE = object()
MAIN = "Test.Main 1.0"
STORED = {"images/a.png", "images/it's & more.png", "videos/a.mp4"}


def run(fields: list[Any], params: Any, libraries: InMemory | None = None, site: Site | None = None) -> Filtered:
    """The params of a main library with these fields, filtered; filtering again must change nothing."""
    libraries = libraries or InMemory()
    libraries.add(library(MAIN), *fields)
    given = {"files": STORED.__contains__, "site": site}
    once = filter_params(params, name(MAIN), libraries, **given)
    twice = filter_params(once.params, name(MAIN), libraries, **given)
    assert twice.params == once.params
    return once


def value(field: dict[str, Any], given: Any, **more: Any) -> Any:
    """What becomes of a value in a field; GONE when nothing does. Beside it stands another, so that nothing is bare."""
    return run([{"name": "f", **field}, {"name": "g", "type": "boolean"}], {"f": given}, **more).params.get("f", GONE)


def whats(field: dict[str, Any], given: Any, **more: Any) -> list[str]:
    """The kinds of change that a value in a field goes through."""
    found = run([{"name": "f", **field}, {"name": "g", "type": "boolean"}], {"f": given}, **more)
    return [str(one.what) for one in found.changes]


def html(given: str, *tags: str, **more: Any) -> Any:
    """What becomes of HTML where these tags are allowed."""
    return value({"type": "text", "tags": list(tags), **more}, given)
