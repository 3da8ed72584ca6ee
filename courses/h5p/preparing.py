"""Making what is played of what was uploaded: filtered params, the scripts and styles in order, the points to reach."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from academy.errors import Refusal
from courses.h5p.store import DatabaseStore, address_of
from courses.models import H5PLibrary, H5PVersion
from h5p import LibraryName
from h5p.addons import addons_for, candidates
from h5p.assets import assets
from h5p.dependencies import Resolution, resolve_used
from h5p.filtering import FILTER_VERSION, Filtered, Site, filter_params
from h5p.remarking import maximum

# Readers' browsers ask no other host.
SITE = Site(external=frozenset())


@dataclass(frozen=True, slots=True)
class Preparation:
    """What is played of an upload with the libraries of this moment; `needs` are all that it needs, played or not."""

    filtered: Filtered
    assets: Mapping[str, Any]
    needs: tuple[LibraryName, ...]
    max_score: Decimal | None


def preparation(main: LibraryName, params: Mapping[str, Any], files: Collection[str]) -> Preparation:
    """Filter the params and resolve the libraries; nothing is written."""
    store = DatabaseStore()
    filtered = filter_params(params, main, store, files=set(files).__contains__, site=SITE)
    resolution = resolve_used([*filtered.used, *addons_for(filtered.params, candidates(store.all()))], store)
    needs = tuple(one.library.name for one in resolution.all_kinds)
    return Preparation(filtered, _addresses(resolution), needs, maximum(main, filtered.params))


def keep(version: H5PVersion, made: Preparation) -> None:
    """Save the version with what is played of it, and that it needs these libraries. Within a transaction."""
    version.filtered, version.filtered_with = made.filtered.params, FILTER_VERSION
    version.report = [{"path": one.path, "what": one.what, "detail": one.detail} for one in made.filtered.changes]
    version.assets, version.max_score = made.assets, made.max_score
    version.save()
    DatabaseStore().use(version.key, made.needs)


def prepared(version: H5PVersion) -> H5PVersion:
    """The version as it is to be played now; prepared again when a library or the filter changed since.

    Refuses h5p_unavailable while the content type, or a library that plays it, is not enabled.
    """
    rows = H5PLibrary.objects.values_list("machine_name", "major", "minor", "tree_hash", "enabled")
    now = {f"{name}-{major}.{minor}/{tree}": enabled for name, major, minor, tree, enabled in rows}
    if version.filtered_with != FILTER_VERSION or not _trees(version) <= now.keys():
        made = preparation(version.library.name, version.params, version.files)
        with transaction.atomic():
            keep(version, made)
    if not all(now.get(tree, True) for tree in _trees(version)):
        raise Refusal("h5p_unavailable", _("This interactive content is not available at present."), status=409)
    return version


def _trees(version: H5PVersion) -> set[str]:
    """The files it is played with, a folder for each library: what its assets were resolved to."""
    return set(version.assets["directories"].values())


def _addresses(resolution: Resolution) -> dict[str, Any]:
    """Every asset by an address that holds the hash of its library's files; where libraries find their own others."""
    hashes = {row.name.folder: row.tree_hash for row in H5PLibrary.objects.defer("metadata", "semantics")}
    found = assets(resolution)
    return {
        "styles": [address_of(path, hashes) for path in found.styles],
        "scripts": [address_of(path, hashes) for path in found.scripts],
        "directories": {
            one.name.folder: f"{one.name.folder}/{hashes[one.name.folder]}" for one in resolution.load_order
        },
    }
