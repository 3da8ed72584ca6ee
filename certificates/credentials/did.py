"""Who we are to machines: `did:web` on the public https origin, its document with every key, and the issuer's profile.

did:web Method Specification; Controlled Identifiers 1.0, 2.2 (JsonWebKey, Multikey). Pure, but for the settings.
"""

import base64
from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.urls import reverse
from openbadgeslib.ob3 import did_web_from_url, multikey_from_pem

from certificates.credentials.words import both
from certificates.facts import Said
from certificates.keyring.keys import Key, KeyRing, Kind

CONTEXT = [
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/jwk/v1",
    "https://w3id.org/security/multikey/v1",
]


def issuer_did() -> str:
    """`did:web:academy.example`. Raises ValueError when ISSUER_ORIGIN is no https origin."""
    return str(did_web_from_url(settings.ISSUER_ORIGIN))


def address(name: str, **names: object) -> str:
    """The absolute address of one of our routes, as credentials name it for ever."""
    return f"{settings.ISSUER_ORIGIN}{reverse(name, kwargs=names)}"


def method_of(key: Key) -> str:
    """How signatures and proofs name the key that made them."""
    return f"{issuer_did()}#{key.id}"


def document(ring: KeyRing) -> dict[str, Any]:
    """The DID document: the keys in use first, then every earlier one, so that what it signed still verifies.

    Readers that know no key's name take the first: the P-256 one. Keys for development are published only where they
    may sign. Without any key the document names none.
    """
    published = [key for key in reversed(ring.keys) if ring.lenient or not key.development]
    published.sort(key=lambda key: (key.retired_at is not None, key.kind != Kind.P256))
    methods = [_method(key) for key in published]
    return {
        "@context": CONTEXT,
        "id": issuer_did(),
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def profile(name: Said) -> dict[str, Any]:
    """The issuer as Open Badges 3.0 (Profile) describes it, for use inside other documents."""
    return {"id": issuer_did(), "type": ["Profile"], "name": both(name), "url": f"{settings.ISSUER_ORIGIN}/"}


def _method(key: Key) -> dict[str, Any]:
    common = {"id": method_of(key), "controller": issuer_did()}
    if key.kind == Kind.ED25519:
        return {**common, "type": "Multikey", "publicKeyMultibase": multikey(key.jwk)}
    return {**common, "type": "JsonWebKey", "publicKeyJwk": {**key.jwk, "kid": key.id, "alg": "ES256"}}


def multikey(jwk: Mapping[str, str]) -> str:
    """An Ed25519 public key as Multikey writes it: `z6Mk…`."""
    raw = base64.urlsafe_b64decode(jwk["x"] + "=" * (-len(jwk["x"]) % 4))
    public = Ed25519PublicKey.from_public_bytes(raw)
    return str(multikey_from_pem(public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)))
