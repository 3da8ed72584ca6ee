"""Keep the Thai catalogues complete: bring them up to date with the source, and say what they lack.

The source speaks English; each app owns the Thai of what it says, and `locale/` completes the Thai of the
packages we stand on (`packaged_thai`). Everything here takes the project's root folder and needs no settings.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polib

from academy.site.catalogues import (
    DOMAINS,
    OWNERS,
    PROJECT,
    Key,
    Message,
    Places,
    catalogue_path,
    entries,
    gather,
    rewrite,
    thai_of,
)
from academy.site.extracting import domain_of, messages_in, source_files
from academy.site.packaged_thai import PACKAGES, lacking, packaged_messages
from academy.site.placeholders import difference

EVERYONE = (*OWNERS, PROJECT)


@dataclass(frozen=True)
class Gap:
    """One thing wrong with a catalogue; `kind` is absent, missing, fuzzy, placeholders or conflict.

    Absent: the source has it, the catalogue not, so `update` is due. Conflict: two of our catalogues say it
    differently, and Django, which merges all of them, shows only one; give one of them a context.
    """

    catalogue: str
    kind: str
    message: Message
    detail: str = ""

    def __str__(self) -> str:
        context = f" in the context {self.message.context!r}" if self.message.context else ""
        return f"{self.kind}: {self.message.msgid!r}{context}" + (f" ({self.detail})" if self.detail else "")


def update(root: Path, packages: Iterable[str] = PACKAGES, owners: Container[str] = EVERYONE) -> list[Path]:
    """Bring the catalogues of `owners` below `root` up to date with their source; return the files that changed.

    New messages come in untranslated, unused ones go, translations stay. Raises UnreadableSourceError, OSError
    (a catalogue that cannot be parsed) and LookupError (a package that is not installed).
    """
    wanted = _wanted(root, tuple(packages))
    due = [(catalogue_path(root, *whose), places) for whose, places in wanted.items() if whose[0] in owners]
    return [path for path, places in due if rewrite(path, places)]


def check(root: Path, packages: Iterable[str] = PACKAGES, owners: Container[str] = EVERYONE) -> list[Gap]:
    """Everything that keeps the Thai of `owners` from being complete, by catalogue; raises as `update` does."""
    gaps: list[Gap] = []
    first: dict[tuple[str, Key], tuple[str, str]] = {}
    for (owner, domain), places in _wanted(root, tuple(packages)).items():
        path = catalogue_path(root, owner, domain)
        if owner not in owners:
            continue
        name, present = path.relative_to(root).as_posix(), entries(path)
        for key in sorted(places, key=lambda key: (key[1], key[0] or "")):
            message, entry = places[key].message, present.get(key)
            gaps.extend(Gap(name, kind, message, detail) for kind, detail in _faults(message, entry))
            if entry is None or not (thai := thai_of(entry, message)):
                continue
            other, said = first.setdefault((domain, key), (name, thai))
            if said != thai:
                gaps.append(Gap(name, "conflict", message, f"{other} says {said!r}"))
    return gaps


def owner_of(relative: str) -> str:
    """The app folder that translates the file at `relative`, a path below the root with forward slashes."""
    folders = [(folder, owner) for owner, owned in OWNERS.items() for folder in owned]
    fitting = [(len(folder), owner) for folder, owner in folders if relative.startswith(f"{folder}/")]
    return max(fitting)[1]


def _faults(message: Message, entry: polib.POEntry | None) -> Iterator[tuple[str, str]]:
    if entry is None:
        yield "absent", "run update"
    elif not (thai := thai_of(entry, message)):
        yield "missing", ""
    elif entry.fuzzy:
        yield "fuzzy", ""
    elif detail := difference(message.msgid, message.plural, thai):
        yield "placeholders", detail


def _wanted(root: Path, packages: tuple[str, ...]) -> dict[tuple[str, str], Places]:
    """For every catalogue, by owner and domain, what it has to hold."""
    wanted: dict[tuple[str, str], Places] = {}
    for domain in DOMAINS:
        held = set(entries(catalogue_path(root, PROJECT, domain))) | lacking(packages, domain)
        known = packaged_messages(packages, domain)
        wanted[PROJECT, domain] = {key: want for key, want in known.items() if key in held}
    said: dict[tuple[str, str], list[tuple[Message, str]]] = {}
    folders = {root / folder for owned in OWNERS.values() for folder in owned}
    for path in source_files(folder for folder in folders if folder.is_dir()):
        relative = path.relative_to(root).as_posix()
        messages = said.setdefault((owner_of(relative), domain_of(path)), [])
        messages.extend((message, relative) for message in messages_in(path))
    for owner in OWNERS:
        for domain in DOMAINS:
            wanted[owner, domain] = gather(said.get((owner, domain), []))
    return wanted
