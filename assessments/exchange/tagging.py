"""Tags of questions as files hold them: `area:data`, `level:foundation`, `source:…`. Pure."""

from collections.abc import Iterable, Mapping

from assessments.authoring import LONGEST_SOURCE
from courses.models.pages.course import Area, Level

VALUES = {"area": frozenset(Area.values), "level": frozenset(Level.values)}


def written(tags: Mapping[str, str]) -> tuple[str, ...]:
    """The bank's tags, those that say nothing left out."""
    return tuple(f"{name}:{value}" for name, value in tags.items() if value)


def sorted_out(tags: Iterable[str]) -> tuple[dict[str, str], list[str]]:
    """What the bank holds of a file's tags, the first of each name; and those that it does not know."""
    known: dict[str, str] = {}
    unknown = []
    for tag in tags:
        name, _, value = tag.partition(":")
        name, value = name.strip().lower(), value.strip()
        fits = value in VALUES[name] if name in VALUES else name == "source" and 0 < len(value) <= LONGEST_SOURCE
        if fits and name not in known:
            known[name] = value
        elif tag not in unknown:
            unknown.append(tag)
    return known, unknown
