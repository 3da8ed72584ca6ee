"""A credential as one signed text: VC-JWT, ES256 (Open Badges 3.0, 8.2). It travels inside the PDF."""

import base64
import json
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from django.conf import settings

from certificates.credentials.composing import compose
from certificates.credentials.did import method_of
from certificates.keyring.keepers import keeper_of
from certificates.keyring.keys import Key, KeyRing
from certificates.models import Certificate


def sign(certificate: Certificate) -> bytes:
    """The certificate's credential, signed with the P-256 key in use; allots its place in the status lists if need be.

    Raises KeyTroubleError when no key may sign, AwayError (both of certificates.keyring) when whoever holds it
    does not answer.
    """
    return encode(compose(certificate), KeyRing.load(settings).p256)


def encode(document: dict[str, Any], key: Key) -> bytes:
    """Any unsigned credential as a VC-JWT: the document itself is the payload, with the registered claims beside it.

    `typ` is the one that Open Badges 3.0 allows (8.2.3); `kid` names the key in our DID document.
    """
    issuer = document["issuer"]
    claims = {
        "iss": issuer if isinstance(issuer, str) else issuer["id"],
        "jti": document["id"],
        "nbf": _seconds(document["validFrom"]),
    }
    if "validUntil" in document:
        claims["exp"] = _seconds(document["validUntil"])
    signed = b".".join(map(_part, ({"alg": "ES256", "kid": method_of(key), "typ": "JWT"}, {**document, **claims})))
    return signed + b"." + _base64url(_raw(keeper_of(key, settings).sign(signed)))


def _seconds(iso: str) -> int:
    return int(datetime.fromisoformat(iso).timestamp())


def _part(said: dict[str, Any]) -> bytes:
    return _base64url(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode())


def _raw(der: bytes) -> bytes:
    """A signature as JWS writes it (RFC 7518, 3.4): both numbers one after the other, 32 bytes each."""
    return b"".join(number.to_bytes(32, "big") for number in decode_dss_signature(der))


def _base64url(content: bytes) -> bytes:
    return base64.urlsafe_b64encode(content).rstrip(b"=")
