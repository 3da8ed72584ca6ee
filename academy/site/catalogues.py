"""The Thai catalogues as files: what stands in them, where they lie, how they are written and compiled.

Compiling needs polib alone, so it also runs where the development tools are not installed.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import polib

OWNERS: dict[str, tuple[str, ...]] = {
    "academy/people": (
        "academy/people",
        "templates/people",
        "templates/account",
        "templates/allauth",
        "templates/mfa",
        "templates/socialaccount",
        "templates/usersessions",
        "static/people",
    ),
    "academy/api": ("academy/api", "templates/api"),
    "academy/site": ("academy", "templates", "static"),
    "certificates": ("certificates", "templates/certificates", "static/certificates"),
    "courses": ("courses", "templates/courses", "static/courses"),
    "assessments": ("assessments", "templates/assessments", "static/assessments"),
}
"""App folder -> the folders whose messages it translates; the longest that fits owns a file."""

PROJECT = ""  # the owner of `locale/`: what the packages leave unsaid

DOMAINS = ("django", "djangojs")
WIDTH = 100
HEADER = {
    "Language": "th",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}

Key = tuple[str | None, str]
"""What makes it one message to gettext: context and msgid (the plural is not part of it)."""


@dataclass(frozen=True)
class Message:
    """One thing to say: `msgid` in English, with its plural, context and notes to the translator."""

    msgid: str
    plural: str = ""
    context: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """What this message is looked up by."""
        return (self.context, self.msgid)


@dataclass
class Wanted:
    """A message together with the places that say it."""

    message: Message
    places: set[str] = field(default_factory=set)


Places = dict[Key, Wanted]


def gather(said: Iterable[tuple[Message, str]]) -> Places:
    """One entry for each key; where one place uses a plural and another does not, the plural is kept."""
    places: Places = {}
    for message, place in said:
        wanted = places.setdefault(message.key, Wanted(message))
        known = wanted.message
        notes = tuple(dict.fromkeys((*known.notes, *message.notes)))
        wanted.message = Message(known.msgid, known.plural or message.plural, known.context, notes)
        wanted.places.add(place)
    return places


def catalogue_path(root: Path, owner: str, domain: str) -> Path:
    """Where the Thai of the app folder `owner` lies; an empty owner is the project itself."""
    return root / owner / "locale" / "th" / "LC_MESSAGES" / f"{domain}.po"


def entries(path: Path) -> dict[Key, polib.POEntry]:
    """The living entries of the catalogue at `path`, none if there is no such file; raises OSError if it is broken."""
    if not path.exists():
        return {}
    return {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(path)) if not entry.obsolete}


def thai_of(entry: polib.POEntry, message: Message) -> str:
    """What `entry` makes a Thai reader see for `message`; empty if nothing (Thai has one form for all counts)."""
    plural: dict[int, str] = entry.msgstr_plural
    if message.plural or plural:
        return plural.get(0, "")
    return str(entry.msgstr)


def rewrite(path: Path, places: Places) -> bool:
    """Make the catalogue at `path` hold exactly `places`, keeping what is translated; say if the file changed.

    A catalogue that would be empty is not begun. Raises OSError if the present file is broken.
    """
    present = entries(path)
    catalogue = polib.POFile(wrapwidth=WIDTH)
    catalogue.metadata = dict(HEADER)
    for key in sorted(places, key=lambda key: (key[1], key[0] or "")):
        catalogue.append(_entry(places[key], present.get(key)))
    if not path.exists() and not catalogue:
        return False
    new = f"{catalogue}".rstrip("\n").encode() + b"\n"
    if path.exists() and path.read_bytes() == new:
        return False
    _replace(path, new)
    return True


def compile_catalogues(root: Path) -> list[Path]:
    """Write the .mo beside each .po below `root` that is newer than it, whole or not at all; return those written.

    Raises OSError (a catalogue that cannot be parsed).
    """
    written = []
    for source in (catalogue_path(root, owner, domain) for owner in (*OWNERS, PROJECT) for domain in DOMAINS):
        target = source.with_suffix(".mo")
        if not source.exists() or (target.exists() and target.stat().st_mtime_ns > source.stat().st_mtime_ns):
            continue
        _replace(target, polib.pofile(str(source)).to_binary())
        written.append(target)
    return written


def _entry(wanted: Wanted, old: polib.POEntry | None) -> polib.POEntry:
    message = wanted.message
    entry = polib.POEntry(
        msgctxt=message.context,
        msgid=message.msgid,
        msgid_plural=message.plural,
        comment="\n".join(message.notes),
        occurrences=[(place, "") for place in sorted(wanted.places)],
    )
    if old is not None:
        entry.tcomment, entry.flags = old.tcomment, list(old.flags)
    thai = "" if old is None else old.msgstr_plural.get(0, "") or old.msgstr
    if message.plural:
        entry.msgstr_plural = {0: thai}
    else:
        entry.msgstr = thai
    return entry


def _replace(path: Path, content: bytes) -> None:
    """Put `content` at `path` so that a reader sees the old file or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        part.chmod(0o644)
        part.replace(path)
    except BaseException:
        part.unlink()
        raise
