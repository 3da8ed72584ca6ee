"""The pure middle of every exchange: a question as a value, of whichever kind, with all that belongs to it."""

import hashlib
import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Text = dict[str, str]
LANGUAGES = ("th", "en")
_OURS = uuid.UUID("6f1cf3e4-51a5-4d47-9c2e-0f4c6b0a7d15")
_KEY = re.compile(r"(?:^|[^0-9a-f])([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![0-9a-f])", re.I)


class Uncarried(Exception):  # noqa: N818 - an answer about one item, not a fault
    """An item that cannot be carried; the reason is a sentence for people."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Lost:
    """What of an item is not carried (all of it, or a part of it), and why. `item` is how the file calls it."""

    item: str
    reason: str


@dataclass(frozen=True, slots=True)
class Item:
    """A question outside of the bank. `content` is shaped as at QuestionVersion, by kind.

    In its markup a picture is `<img src="NAME" alt="...">` where NAME is a key of `images`: the SHA-256 of its bytes.
    `category` is the way from the top, each part a text in both languages. `identifier` is the file's own name for the
    item; a UUID in it is the key of a question of an academy. `lost` says which parts stayed behind.
    """

    kind: str
    content: dict[str, Any]
    name: str = ""
    identifier: str = ""
    category: tuple[tuple[str, str], ...] = ()
    tags: tuple[str, ...] = ()
    images: Mapping[str, bytes] = field(default_factory=dict)
    lost: tuple[str, ...] = ()

    def key(self) -> uuid.UUID:
        """The key in the bank: the one that the identifier holds, otherwise one that the same content always gets."""
        found = _KEY.search(self.identifier)
        if found:
            return uuid.UUID(found[1])
        said = json.dumps([self.kind, self.content], sort_keys=True, ensure_ascii=False)
        return uuid.uuid5(_OURS, hashlib.sha256(said.encode()).hexdigest())


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds: the items that can be read, and by name those that cannot. `seen` counts all of them."""

    items: tuple[Item, ...] = ()
    lost: tuple[Lost, ...] = ()

    @property
    def seen(self) -> int:
        """How many items the file holds."""
        return len(self.items) + len(self.lost)


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was made, and what of the items it does not hold; `whole` counts the items that are in it."""

    data: bytes
    lost: tuple[Lost, ...] = ()
    whole: int = 0
