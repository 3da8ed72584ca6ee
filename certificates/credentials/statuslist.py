"""Bitstring Status List 1.0: which credentials are revoked or suspended, as lists of bits. Pure.

A list holds 131,072 credentials, the least the standard allows (3.3): one bit tells nothing about who asked. Places
are dealt by a secret shuffle, so that neither the place nor its neighbours tell when or to whom one was issued.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from openbadgeslib.ob3 import build_status_list_credential

from certificates.credentials.did import address, issuer_did

HERD = 131_072
HALF = 9  # bits: the shuffle works on eighteen, one more than a place has
ROUNDS = 6
VALID_FOR = timedelta(days=7)
REFRESH = timedelta(minutes=5)
# What a set bit means, and the states of a certificate that set it. The words are those of Certificate.State.
PURPOSES: dict[str, tuple[str, ...]] = {
    "revocation": ("revoked", "superseded"),
    "suspension": ("suspended",),
}


def list_of(position: int) -> int:
    """The number of the list for the certificate with that key (from 1)."""
    return (position - 1) // HERD + 1


def place_of(position: int, shuffle: str) -> int:
    """The bit of that certificate within its list: another one for each of the herd, and no order to be seen.

    A Feistel network on eighteen bits, walked until it lands within seventeen.
    """
    value = (position - 1) % HERD
    while True:
        left, right = value >> HALF, value & (1 << HALF) - 1
        for turn in range(ROUNDS):
            left, right = right, left ^ _mixed(right, turn, shuffle)
        value = left << HALF | right
        if value < HERD:
            return value


def _mixed(half: int, turn: int, shuffle: str) -> int:
    digest = hashlib.blake2b(bytes([turn]) + half.to_bytes(2, "big"), key=shuffle.encode(), digest_size=2).digest()
    return int.from_bytes(digest, "big") & (1 << HALF) - 1


def url_of(number: int, purpose: str) -> str:
    """Where the list is published."""
    return address("credentials:status", purpose=purpose, number=number)


def build(number: int, purpose: str, indices: Iterable[int], *, at: datetime) -> dict[str, Any]:
    """The list as an unsigned credential, good for seven days; readers should ask anew every five minutes."""
    document: dict[str, Any] = build_status_list_credential(
        issuer_did(),
        url_of(number, purpose),
        purpose,
        indices,
        size_bits=HERD,
        issued=at,
        valid_until=at + VALID_FOR,
        ttl=int(REFRESH.total_seconds() * 1000),
    )
    return document
