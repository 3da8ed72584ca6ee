"""What the packages we stand on say, and which of it they do not say in Thai."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

import polib

from academy.site.catalogues import Key, Message, Places, entries, gather, thai_of
from academy.site.extracting import domain_of, messages_in, source_files
from academy.site.placeholders import difference, speaks_thai

PACKAGES = (
    "django.conf",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "wagtail",
    "wagtail.admin",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.contrib.typed_table_block",
    "wagtail.documents",
    "wagtail.embeds",
    "wagtail.images",
    "wagtail.locales",
    "wagtail.search",
    "wagtail.sites",
    "wagtail.snippets",
    "wagtail.users",
    "wagtail_localize",
    "wagtail_localize.locales",
    "allauth",
    "taggit",
    "rest_framework",
    "modelsearch",
    "django_filters",
)
"""The packages whose messages our users can meet; `locale/` completes their Thai."""


def packaged_messages(packages: Iterable[str], domain: str) -> Places:
    """Every message of `packages` in `domain`, its places being the packages' names.

    Raises LookupError for a package that is not installed.
    """
    return gather((message, package) for package in packages for message in _said(_folder(package), domain))


def lacking(packages: Iterable[str], domain: str) -> set[Key]:
    """The keys that no package of `packages` says in Thai, or that some package says wrongly.

    Wrong is: in English, or with other placeholders than the source.
    """
    packages = tuple(packages)
    thai: dict[Key, list[polib.MOEntry]] = {}
    for package in packages:
        for entry in _thai(_folder(package), domain):
            thai.setdefault((entry.msgctxt, entry.msgid), []).append(entry)
    wanted = packaged_messages(packages, domain)
    return {key for key, want in wanted.items() if not _all_well(want.message, thai.get(key, []))}


def _all_well(message: Message, said: list[polib.MOEntry]) -> bool:
    texts = [thai_of(entry, message) for entry in said]
    return bool(texts) and all(
        text and speaks_thai(message.msgid, text) and not difference(message.msgid, message.plural, text)
        for text in texts
    )


def _said(folder: Path, domain: str) -> Iterator[Message]:
    """A package's messages: by its English catalogue, or by its source where it ships none to read."""
    english = folder / "locale" / "en" / "LC_MESSAGES"
    if list(english.glob("*.po")):
        for entry in entries(english / f"{domain}.po").values():
            yield Message(entry.msgid, entry.msgid_plural, entry.msgctxt)
        return
    for path in source_files([folder]):
        if domain_of(path) == domain:
            yield from messages_in(path)


def _thai(folder: Path, domain: str) -> list[polib.MOEntry]:
    """What a package's Thai readers see today: the compiled catalogue, without fuzzy entries."""
    compiled = folder / "locale" / "th" / "LC_MESSAGES" / f"{domain}.mo"
    return list(polib.mofile(str(compiled))) if compiled.exists() else []


def _folder(package: str) -> Path:
    """The folder of a package that need not be set up, only installed."""
    try:
        spec = find_spec(package)
    except ModuleNotFoundError:
        spec = None
    if spec is None or not spec.submodule_search_locations:
        raise LookupError(f"{package} is not installed")
    return Path(next(iter(spec.submodule_search_locations)))
