"""Making the params of content harmless, field by field, as the semantics of its libraries say.

What players show is put into the page as HTML, so this is what keeps scripts out of it. Content that an honest editor
made comes out equal in value; all else is put right where that is possible, left out where it is not, and reported.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from h5p.errors import H5PError, Problem
from h5p.filtering.changes import Change, Place, What
from h5p.filtering.metadata import METADATA
from h5p.filtering.run import Run, Site
from h5p.filtering.walking import filter_object
from h5p.library import Libraries
from h5p.names import LibraryName
from h5p.semantics import SemanticsCache

# Filtered content is kept with the version of the rules that made it; a higher one here means: filter again.
FILTER_VERSION = 1

__all__ = ["FILTER_VERSION", "Change", "Filtered", "Site", "What", "filter_metadata", "filter_params"]


@dataclass(frozen=True, slots=True)
class Filtered:
    """What came out: harmless `params`, and every change that made them so.

    `used` names the libraries of the content, each after those nested in its params and in the order of the params, the
    main library last: what `h5p.dependencies.resolve_used` takes. At most 1000 changes are listed, `unlisted` counts
    the rest.
    """

    params: dict[str, Any]
    changes: tuple[Change, ...]
    used: tuple[LibraryName, ...]
    unlisted: int = 0


def filter_params(
    params: Any,
    main: LibraryName,
    libraries: Libraries,
    *,
    files: Callable[[str], bool],
    site: Site | None = None,
    semantics: SemanticsCache | None = None,
) -> Filtered:
    """The params of content of the library `main`, harmless, and what was changed for it.

    `files` says of a path relative to the content's folder (`images/a.png`) whether a file that may be served is stored
    there. Keep a `SemanticsCache` of the same `libraries` and give it as `semantics` to read those once only.
    The params given are left as they are. Filtering again, with the same files and libraries, changes nothing more.

    Raises H5PError: `missing-main-library` where `main` is not among the libraries, `invalid-content-json` where the
    params are no object or are nested beyond measure.
    """
    run = Run(semantics or SemanticsCache(libraries), files, site or Site())
    fields = run.semantics.of(main)
    if fields is None:
        raise H5PError(Problem("missing-main-library", "", f"The library {main} is not there.", {"library": str(main)}))
    if not isinstance(params, dict):
        raise H5PError(Problem("invalid-content-json", "content/content.json", "The content is no JSON object."))
    try:
        kept = filter_object(run, fields, params, Place())
    except RecursionError:
        said = "The content is nested too deeply."
        raise H5PError(Problem("invalid-content-json", "content/content.json", said)) from None
    run.used.setdefault(main)
    return Filtered(kept or {}, tuple(run.changes.listed), tuple(run.used), run.changes.unlisted)


def filter_metadata(metadata: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[Change, ...]]:
    """The metadata of content (title, authors, licence), harmless, and what was changed for it; other keys go."""
    run = Run(SemanticsCache(_NoLibraries()), lambda path: False, Site())
    kept = filter_object(run, METADATA, dict(metadata), Place())
    return kept or {}, tuple(run.changes.listed)


class _NoLibraries:
    def get(self, name: LibraryName) -> None: ...

    def semantics(self, name: LibraryName) -> None: ...

    def language(self, name: LibraryName, code: str) -> None: ...

    def files(self, name: LibraryName) -> None: ...
