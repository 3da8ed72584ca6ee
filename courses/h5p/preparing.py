"""Making what is played of what was uploaded: filtered params, the scripts and styles in order, the points to reach."""

from typing import Any

from courses.h5p.store import DatabaseStore, address_of
from courses.models import H5PLibrary, H5PVersion
from h5p.addons import addons_for, candidates
from h5p.assets import assets
from h5p.dependencies import Resolution, resolve_used
from h5p.filtering import FILTER_VERSION, Site, filter_params
from h5p.remarking import maximum

# Readers' browsers ask no other host.
SITE = Site(external=frozenset())


def prepared(version: H5PVersion) -> H5PVersion:
    """The version as it is to be played now; prepared again when a library or the filter changed since."""
    if version.filtered_with != FILTER_VERSION or not _current(version):
        prepare(version)
    return version


def prepare(version: H5PVersion) -> None:
    """Filter the params, resolve the libraries, and keep both with the version."""
    store = DatabaseStore()
    main = version.library.name
    filtered = filter_params(version.params, main, store, files=set(version.files).__contains__, site=SITE)
    addons = addons_for(filtered.params, candidates(store.all()))
    resolution = resolve_used([*filtered.used, *addons], store)
    store.use(version.key, [one.library.name for one in resolution.all_kinds])
    version.filtered, version.filtered_with = filtered.params, FILTER_VERSION
    version.report = [{"path": one.path, "what": one.what, "detail": one.detail} for one in filtered.changes]
    version.assets = _addresses(resolution)
    version.max_score = maximum(main, filtered.params)
    version.save(update_fields=["filtered", "filtered_with", "report", "assets", "max_score"])


def _current(version: H5PVersion) -> bool:
    """Whether the files that it is played with are those of the libraries now: an upgrade may have come between."""
    rows = H5PLibrary.objects.values_list("machine_name", "major", "minor", "tree_hash")
    now = {f"{name}-{major}.{minor}/{tree}" for name, major, minor, tree in rows}
    return set(version.assets["directories"].values()) <= now


def _addresses(resolution: Resolution) -> dict[str, Any]:
    """Every asset by an address that holds the hash of its library's files; where libraries find their own others."""
    hashes = {row.name.folder: row.tree_hash for row in H5PLibrary.objects.all()}
    found = assets(resolution)
    return {
        "styles": [address_of(path, hashes) for path in found.styles],
        "scripts": [address_of(path, hashes) for path in found.scripts],
        "directories": {
            one.name.folder: f"{one.name.folder}/{hashes[one.name.folder]}" for one in resolution.load_order
        },
    }
