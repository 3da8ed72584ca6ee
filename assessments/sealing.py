"""Signing the heads of journals and the daily roots: Ed25519 (RFC 8032) with the key file that JOURNAL_KEY names.

A signature is written "<key>:<base64>", where <key> is the first 16 hexadecimal digits of the SHA-256 of the public
key: after a change of keys it still says which one to verify with.
"""

import base64
import hashlib
import logging
import os
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from academy.errors import Refusal

log = logging.getLogger(__name__)
Keys = Mapping[str, Ed25519PublicKey]


def create_key(place: Path) -> Path:
    """Make a key that only its owner may read, and its public half beside it, `<place>.pub`, which this gives back.

    Refuses key_exists: a key that is replaced would leave everything it signed without proof.
    """
    key = Ed25519PrivateKey.generate()
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise Refusal("key_exists", _("There is a key already; it was left as it is.")) from error
    with os.fdopen(handle, "wb") as file:
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public = place.with_name(f"{place.name}.pub")
    public.write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return public


def sign(text: str) -> str:
    """The signature over this text. "" where there is no key: an exam is marked all the same, and the log says so."""
    place = Path(settings.JOURNAL_KEY)
    try:
        stamp = place.stat().st_mtime_ns
    except FileNotFoundError:
        log.error("There is no key to sign journals with: run `manage.py create_journal_key`.")
        return ""
    name, key = _loaded(place, stamp)
    return f"{name}:{base64.b64encode(key.sign(text.encode())).decode()}"


def public_keys(more: Iterable[Path] = ()) -> Keys:
    """The public halves to verify with, by name: the present one, if there is one, and those in the PEM files."""
    found = {}
    if (place := Path(settings.JOURNAL_KEY)).exists():
        name, key = _loaded(place, place.stat().st_mtime_ns)
        found[name] = key.public_key()
    for file in more:
        public = load_pem_public_key(file.read_bytes())
        if not isinstance(public, Ed25519PublicKey):
            raise ValueError(f"{file} holds no Ed25519 key.")
        found[_name(public)] = public
    return found


def holds(signature: str, text: str, keys: Keys) -> bool:
    """Whether one of the keys made this signature over this text."""
    name, _colon, written = signature.partition(":")
    if name not in keys:
        return False
    try:
        keys[name].verify(base64.b64decode(written, validate=True), text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(maxsize=4)
def _loaded(place: Path, _stamp: int) -> tuple[str, Ed25519PrivateKey]:
    key = load_pem_private_key(place.read_bytes(), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"{place} holds no Ed25519 key.")
    return _name(key.public_key()), key


def _name(key: Ed25519PublicKey) -> str:
    return hashlib.sha256(key.public_bytes_raw()).hexdigest()[:16]
