"""Signing: a rendered PDF becomes one with a PAdES signature (ETSI EN 319 142-1).

Level B-B with our key alone; B-T with a time stamp where TIMESTAMP_URL names an authority; B-LT where besides every
certificate of both chains names a revocation list.
"""

from datetime import datetime

from django.conf import settings

from certificates.keyring.keepers import keeper_of
from certificates.keyring.keys import KeyRing
from certificates.signatures.cms import Chain, signed_attributes, signed_data
from certificates.signatures.longterm import Proofs, proofs_of
from certificates.signatures.sealing import Sealable, sealable
from certificates.signatures.stamping import authorities, stamp

STAMP = 12 * 1024
"""Bytes kept free for a time stamp with the certificates of its authority."""
STRUCTURE = 1024
TURNS = 3


def sign(pdf: bytes, *, signer: str, at: datetime) -> bytes:
    """The PDF, certified by the current key in the name of `signer`; it says that it was signed at `at` (aware).

    Raises KeyTroubleError (no key, or one that may not sign here) and AwayError (a service that holds the key or
    stamps the time does not answer). What is returned is whole: there is no half-signed file.
    """
    key = KeyRing.load(settings).p256
    chain = Chain.read(key.chain)
    keeper = keeper_of(key, settings)

    def attempt(proofs: Proofs | None, room: int) -> tuple[Sealable, bytes, bytes]:
        document = sealable(pdf, signer=signer, at=at, room=room, proofs=proofs)
        attributes = signed_attributes(document.digest, chain)
        return document, attributes, keeper.sign(attributes)

    authority, room = settings.TIMESTAMP_URL, STRUCTURE + chain.size
    if not authority:
        document, attributes, signature = attempt(None, room)
        return document.sealed(signed_data(attributes, signature, chain))
    for _turn in range(TURNS):
        others = authorities(authority)
        document, attributes, signature = attempt(proofs_of([*chain.certificates, *others]), room + STAMP)
        token = stamp(authority, signature)
        # An authority that has changed its certificates meanwhile is proved by others than those in the file. One that
        # changes them each time leaves it at level B-T.
        if authorities(authority) == others:
            break
    return document.sealed(signed_data(attributes, signature, chain, token))
