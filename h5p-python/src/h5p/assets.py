"""The scripts and style sheets of content, in the order in which a page loads them."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from h5p.dependencies import Resolution
from h5p.library import Library


@dataclass(frozen=True, slots=True)
class Assets:
    """Files of libraries, as paths (`H5P.Blanks-1.14/js/blanks.js`) or as addresses."""

    styles: tuple[str, ...]
    scripts: tuple[str, ...]


def assets(resolution: Resolution) -> Assets:
    """The files that the content loads, as paths below the folder of libraries: `Name-M.m/path`."""
    return _gathered(resolution, lambda library, path: f"{library.name.folder}/{path}")


def asset_urls(resolution: Resolution, base: str) -> Assets:
    """The same files as addresses: `base/Name-M.m/path?ver=M.m.p`, where `base` has no slash at its end.

    With the version in it, what is found at an address never changes: it may be cached for ever.
    """
    return _gathered(
        resolution, lambda library, path: f"{base}/{library.name.folder}/{quote(path)}?ver={library.version}"
    )


def _gathered(resolution: Resolution, written: Callable[[Library, str], str]) -> Assets:
    order, dropped = resolution.load_order, resolution.dropped_css
    styled = (one for one in order if one.name.machine_name not in dropped)
    return Assets(
        styles=tuple(written(library, path) for library in styled for path in library.styles),
        scripts=tuple(written(library, path) for library in order for path in library.scripts),
    )
