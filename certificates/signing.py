"""Signing: a rendered PDF becomes one with a PAdES signature (ETSI EN 319 142-1).

Level B-B with our key alone; B-T with a time stamp where TIMESTAMP_URL names an authority.
"""

from datetime import datetime

from django.conf import settings

from certificates.cms import Chain, signed_attributes, signed_data
from certificates.keepers import keeper_of
from certificates.keys import KeyRing
from certificates.sealing import sealable
from certificates.stamping import stamp

STAMP = 12 * 1024
"""Bytes kept free for a time stamp with the certificates of its authority."""
STRUCTURE = 1024


def sign(pdf: bytes, *, signer: str, at: datetime) -> bytes:
    """The PDF, certified by the current key in the name of `signer`; it says that it was signed at `at` (aware).

    Raises KeyTroubleError (no key, or one that may not sign here) and AwayError (a service that holds the key or
    stamps the time does not answer). What is returned is whole: there is no half-signed file.
    """
    key = KeyRing.load(settings).p256
    chain = Chain.read(key.chain)
    room = STRUCTURE + chain.size + (STAMP if settings.TIMESTAMP_URL else 0)
    document = sealable(pdf, signer=signer, at=at, room=room)
    attributes = signed_attributes(document.digest, chain)
    signature = keeper_of(key, settings).sign(attributes)
    token = stamp(settings.TIMESTAMP_URL, signature) if settings.TIMESTAMP_URL else b""
    return document.sealed(signed_data(attributes, signature, chain, token))
