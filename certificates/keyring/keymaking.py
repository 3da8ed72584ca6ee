"""Making keys, taking over the one an authority vouches for, and retiring those before them.

The record only grows: a retired key stays in it with its public half, so that what it signed verifies for ever.
"""

import base64
import hashlib
import json
import os
import tempfile
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from cryptography.x509.oid import NameOID, ObjectIdentifier

from certificates.keyring.keys import RECORD, Key, Kind, PrivateKey, read

DEVELOPMENT_YEARS = 5
YEARS = 10
"""An Ed25519 key of our own has no certificate to end it; rotate it with the other."""
DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336


def make_development_keys(folder: Path, *, at: datetime) -> tuple[Key, Key]:
    """A P-256 key under an authority of its own and an Ed25519 key, both marked; they take over at once.

    The authority's key is thrown away: it vouches for this one key and never again.
    """
    secret = ec.generate_private_key(ec.SECP256R1())
    at = at.replace(microsecond=0)
    until = at + timedelta(days=365 * DEVELOPMENT_YEARS)
    chain = _development_chain(secret.public_key(), at, until)
    return enter(folder, chain, secret, development=True, at=at)


def enter(
    folder: Path,
    chain: tuple[x509.Certificate, ...],
    secret: ec.EllipticCurvePrivateKey | None,
    *,
    development: bool = False,
    at: datetime,
) -> tuple[Key, Key]:
    """Put a certified P-256 key into use, with a fresh Ed25519 key; the keys before them are retired.

    `chain` begins with the key's own certificate; `secret` is None where a token or a service holds the key.
    Raises ValueError when the certificate is not for a P-256 key, not for that key, or not valid at that moment.
    """
    at = at.replace(microsecond=0)  # as certificates and signatures write it
    public = chain[0].public_key()
    if not isinstance(public, ec.EllipticCurvePublicKey) or not isinstance(public.curve, ec.SECP256R1):
        raise ValueError("The certificate is not for a P-256 key.")
    if secret is not None and secret.public_key() != public:
        raise ValueError("The certificate is for another key.")
    if not chain[0].not_valid_before_utc <= at < chain[0].not_valid_after_utc:
        raise ValueError("The certificate is not valid now.")
    fresh = ed25519.Ed25519PrivateKey.generate()
    until = chain[0].not_valid_after_utc if development else at + timedelta(days=365 * YEARS)
    pem = tuple(one.public_bytes(Encoding.PEM).decode() for one in chain)
    signing = _key(folder, Kind.P256, _jwk(public), at, chain[0].not_valid_after_utc, development, pem)
    proving = _key(folder, Kind.ED25519, _jwk(fresh.public_key()), at, until, development, ())
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    earlier = [key for key in read(folder / RECORD) if key.id != signing.id]
    retired = [replace(key, retired_at=key.retired_at or at) for key in earlier]
    # Private halves first: the record never names a key that is not there yet.
    if secret is not None:
        _write(signing.secret, _pem(secret), 0o600)
    _write(proving.secret, _pem(fresh), 0o600)
    record = {"keys": [key.as_json() for key in (*retired, signing, proving)]}
    _write(folder / RECORD, json.dumps(record, indent=1).encode(), 0o644)
    return signing, proving


def _development_chain(
    public: ec.EllipticCurvePublicKey, at: datetime, until: datetime
) -> tuple[x509.Certificate, x509.Certificate]:
    authority = ec.generate_private_key(ec.SECP256R1())
    issuer = _name("Development authority of the academy - not trusted")
    common = x509.CertificateBuilder().issuer_name(issuer).not_valid_before(at).not_valid_after(until)
    root = _extended(
        common.subject_name(issuer).public_key(authority.public_key()).serial_number(x509.random_serial_number()),
        authority.public_key(),
        x509.BasicConstraints(ca=True, path_length=0),
        _usage(authority=True),
    ).sign(authority, hashes.SHA256())
    builder = common.subject_name(_name("Digital Government Academy - development")).public_key(public)
    leaf = _extended(
        builder.serial_number(x509.random_serial_number())
        .add_extension(x509.ExtendedKeyUsage([DOCUMENT_SIGNING]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.public_key()), critical=False),
        public,
        x509.BasicConstraints(ca=False, path_length=None),
        _usage(authority=False),
    ).sign(authority, hashes.SHA256())
    return leaf, root


def _extended(
    builder: x509.CertificateBuilder,
    public: ec.EllipticCurvePublicKey,
    constraints: x509.BasicConstraints,
    usage: x509.KeyUsage,
) -> x509.CertificateBuilder:
    """What every certificate says of itself (RFC 5280, 4.2.1)."""
    return (
        builder.add_extension(constraints, critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _usage(*, authority: bool) -> x509.KeyUsage:
    """Certificates and revocation lists, or signatures that bind (non-repudiation)."""
    return x509.KeyUsage(
        digital_signature=not authority, content_commitment=not authority, key_cert_sign=authority, crl_sign=authority,
        key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "TH"), x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _key(
    folder: Path,
    kind: Kind,
    jwk: dict[str, str],
    at: datetime,
    until: datetime,
    development: bool,
    pem: tuple[str, ...],
) -> Key:
    key_id = thumbprint(jwk)
    return Key(key_id, kind, jwk, at, until, None, development, pem, folder / f"{key_id}.pem")


def _jwk(public: ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey) -> dict[str, str]:
    """RFC 7518, 6.2.1 and RFC 8037, 2."""
    if isinstance(public, ed25519.Ed25519PublicKey):
        return {"kty": "OKP", "crv": "Ed25519", "x": _base64url(public.public_bytes(Encoding.Raw, PublicFormat.Raw))}
    numbers = public.public_numbers()
    return {
        "kty": "EC",
        "crv": "P-256",
        "x": _base64url(numbers.x.to_bytes(32, "big")),
        "y": _base64url(numbers.y.to_bytes(32, "big")),
    }


def thumbprint(jwk: dict[str, str]) -> str:
    """RFC 7638: SHA-256 over the required members in order, without white space."""
    return _base64url(hashlib.sha256(json.dumps(jwk, sort_keys=True, separators=(",", ":")).encode()).digest())


def _base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _pem(secret: PrivateKey) -> bytes:
    return secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _write(path: Path, content: bytes, mode: int) -> None:
    """Whole or not at all, and never readable by others in between."""
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(name).chmod(mode)
    Path(name).replace(path)
