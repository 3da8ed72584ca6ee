"""A credential as one signed text: VC-JWT, ES256 (Open Badges 3.0, 8.2). It travels inside the PDF."""

from datetime import datetime
from typing import Any

import jwt
from django.conf import settings

from certificates.credentials.composing import compose
from certificates.credentials.did import method_of
from certificates.keys import Key, KeyRing
from certificates.models import Certificate


def sign(certificate: Certificate) -> bytes:
    """The certificate's credential, signed with the P-256 key in use; allots its place in the status lists if need be.

    Raises certificates.keys.KeyTroubleError when no key may sign.
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
    headers = {"kid": method_of(key), "typ": "JWT"}
    return jwt.encode({**document, **claims}, key.private(), algorithm="ES256", headers=headers).encode()


def _seconds(iso: str) -> int:
    return int(datetime.fromisoformat(iso).timestamp())
