"""The keys that stand behind certificates: the ones in use, and every one that was, so that old signatures verify.

`SIGNING_DIR/keys.json` is the public record: give it to whoever wants to verify without asking us. Beside it lies a
private key for each current one (`<id>.pem`, readable by its owner alone) unless a token or a service holds it.
Two kinds: P-256 with an X.509 chain for PDF signatures and VC-JWT, Ed25519 for Data Integrity proofs.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from django.utils.translation import gettext_noop

RECORD = "keys.json"
PrivateKey = EllipticCurvePrivateKey | Ed25519PrivateKey

NO_KEY = gettext_noop("There is no key to sign with.")
KEY_ENDED = gettext_noop("The key to sign with is no longer valid.")
DEVELOPMENT_KEY = gettext_noop("The key to sign with is one for development, which may not sign here.")
BAD_KEYS = gettext_noop("The keys to sign with cannot be read.")


class KeyTroubleError(Exception):
    """A key is missing or may not be used. `trouble` says why: one of the sentences above."""

    def __init__(self, trouble: str) -> None:
        super().__init__(trouble)
        self.trouble = trouble


class Kind(StrEnum):
    """What a key is good for, by the name its curve has in RFC 7518 and RFC 8037."""

    P256 = "P-256"
    ED25519 = "Ed25519"


class Settings(Protocol):
    """What is asked of the settings."""

    SIGNING_DIR: str
    DEVELOPMENT_KEYS: bool


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its public half, and where the private one lies.

    `id` is its JWK thumbprint (RFC 7638), `jwk` the public key (RFC 7517), `chain` PEM certificates, the key's own
    first and its authority's last; none for Ed25519. It signs from `not_before` until `retired_at` or `not_after`,
    whichever comes first; what it signed then stays good. `secret` is the private key's file, which need not exist.
    """

    id: str
    kind: Kind
    jwk: Mapping[str, str]
    not_before: datetime
    not_after: datetime
    retired_at: datetime | None
    development: bool
    chain: tuple[str, ...]
    secret: Path

    def signs_at(self, at: datetime) -> bool:
        """Whether it was in use at that moment."""
        return self.not_before <= at < min(self.not_after, self.retired_at or self.not_after)

    @property
    def certificates(self) -> tuple[x509.Certificate, ...]:
        """The chain, read."""
        return tuple(x509.load_pem_x509_certificate(one.encode()) for one in self.chain)

    def private(self) -> PrivateKey:
        """The private key from its file. Raises KeyTroubleError where there is none, as with a token or a service."""
        try:
            found = load_pem_private_key(self.secret.read_bytes(), None)
        except FileNotFoundError as error:
            raise KeyTroubleError(NO_KEY) from error
        except (OSError, ValueError, TypeError) as error:
            raise KeyTroubleError(BAD_KEYS) from error
        if not isinstance(found, EllipticCurvePrivateKey | Ed25519PrivateKey):
            raise KeyTroubleError(BAD_KEYS)
        return found

    def as_json(self) -> dict[str, Any]:
        """The key's entry in the record. Nothing in it is secret."""
        return {
            "id": self.id,
            "kind": self.kind.value,
            "jwk": dict(self.jwk),
            "not_before": self.not_before.isoformat(),
            "not_after": self.not_after.isoformat(),
            "retired_at": self.retired_at.isoformat() if self.retired_at else None,
            "development": self.development,
            "chain": list(self.chain),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any], folder: Path) -> "Key":
        """The reverse of `as_json`. Raises KeyError, ValueError or TypeError."""
        return cls(
            id=data["id"],
            kind=Kind(data["kind"]),
            jwk=dict(data["jwk"]),
            not_before=datetime.fromisoformat(data["not_before"]),
            not_after=datetime.fromisoformat(data["not_after"]),
            retired_at=datetime.fromisoformat(data["retired_at"]) if data["retired_at"] else None,
            development=bool(data["development"]),
            chain=tuple(data["chain"]),
            secret=folder / f"{data['id']}.pem",
        )


@dataclass(frozen=True, slots=True)
class KeyRing:
    """All keys, oldest first. `lenient` lets development keys sign: true in the demo alone."""

    keys: tuple[Key, ...]
    lenient: bool = False

    @classmethod
    def load(cls, settings: Settings) -> "KeyRing":
        """The ring as the record has it now; empty when there is none. Raises KeyTroubleError for a broken record."""
        return cls(read(Path(settings.SIGNING_DIR) / RECORD), lenient=settings.DEVELOPMENT_KEYS)

    @property
    def p256(self) -> Key:
        """The key that signs PDF files and VC-JWT now. Raises KeyTroubleError: none, ended, or for development."""
        return self.current(Kind.P256)

    @property
    def ed25519(self) -> Key:
        """The key that makes Data Integrity proofs now. Raises KeyTroubleError."""
        return self.current(Kind.ED25519)

    def current(self, kind: Kind) -> Key:
        """The newest key of that kind, if it may sign now. Raises KeyTroubleError."""
        found = [key for key in self.keys if key.kind == kind and key.retired_at is None]
        if not found:
            raise KeyTroubleError(NO_KEY)
        if not found[-1].signs_at(timezone.now()):
            raise KeyTroubleError(KEY_ENDED)
        if found[-1].development and not self.lenient:
            raise KeyTroubleError(DEVELOPMENT_KEY)
        return found[-1]

    def find(self, key_id: str) -> Key | None:
        """The key with that id, in use or not."""
        return next((key for key in self.keys if key.id == key_id), None)


def refuse_development_key(settings: Settings) -> None:
    """Called when a process of the academy starts: production does not run on a key that nobody vouches for.

    Raises ImproperlyConfigured. That there is no key yet does not stop the academy: certificates wait for it.
    """
    try:
        KeyRing.load(settings).current(Kind.P256)
    except KeyTroubleError as error:
        if error.trouble == DEVELOPMENT_KEY:
            raise ImproperlyConfigured(
                f"The key in {settings.SIGNING_DIR} is for development. See “Keys” in docs/operators.md."
            ) from error


def read(record: Path) -> tuple[Key, ...]:
    """The keys of a record, oldest first; none when there is no such file. Raises KeyTroubleError."""
    try:
        status = record.stat()
        return _read(record, status.st_mtime_ns, status.st_size, status.st_ino)
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KeyTroubleError(BAD_KEYS) from error


@lru_cache(maxsize=4)
def _read(record: Path, *_as_written: int) -> tuple[Key, ...]:
    """Parsed once a process for each time it was written: a rotation shows at the next signature."""
    entries = json.loads(record.read_text(encoding="utf-8"))["keys"]
    return tuple(Key.from_json(one, record.parent) for one in entries)
