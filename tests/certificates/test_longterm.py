"""Level B-LT: a file that proves itself when its authorities are gone; and when it cannot be had."""

import io
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.utils import timezone
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation import DocumentSecurityStore
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pytest_django.fixtures import Settings

from certificates import longterm
from certificates.examining import examine
from certificates.keepers import AwayError
from certificates.keymaking import enter
from certificates.keys import KeyRing, KeyTroubleError
from certificates.longterm import NO_LIST, REVOKED_KEY
from certificates.rendering import render
from certificates.signing import sign
from tests.certificates.judging import judgement
from tests.certificates.services import serving
from tests.factories.certificates import AT, facts

ROOT = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Authority of the tests")])


class Authority:
    """Issues certificates that name where its revocation list is, and keeps that list."""

    def __init__(self) -> None:
        self.secret = ec.generate_private_key(ec.SECP256R1())
        self.root = self.issue(self.secret.public_key(), "", ca=True)
        self.revoked: list[int] = []
        self.days = 7
        self.asked = 0

    def issue(self, public: Any, address: str, *, ca: bool = False, stamping: bool = False) -> x509.Certificate:
        subject = ROOT if ca else x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{public.key_size} bits")])
        usage = dict.fromkeys(
            ["key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"], False
        )
        builder = (
            x509.CertificateBuilder()
            .issuer_name(ROOT)
            .subject_name(subject)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(timezone.now() - timedelta(days=1))
            .not_valid_after(timezone.now() + timedelta(days=365))
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.secret.public_key()), critical=False)
            .add_extension(
                x509.KeyUsage(
                    digital_signature=not ca, content_commitment=not ca, key_cert_sign=ca, crl_sign=ca, **usage
                ),
                critical=True,
            )
        )
        if stamping:
            builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        if address:
            point = x509.DistributionPoint([x509.UniformResourceIdentifier(address)], None, None, None)
            builder = builder.add_extension(x509.CRLDistributionPoints([point]), critical=False)
        return builder.sign(self.secret, hashes.SHA256())

    def listed(self, *_asked: Any) -> bytes:
        """The revocation list."""
        self.asked += 1
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(ROOT)
            .last_update(timezone.now() - timedelta(days=8))
            .next_update(timezone.now() + timedelta(days=self.days))
            .add_extension(x509.CRLNumber(1), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.secret.public_key()), critical=False)
        )
        for serial in self.revoked:
            one = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(timezone.now())
            builder = builder.add_revoked_certificate(one.build())
        return builder.sign(self.secret, hashes.SHA256()).public_bytes(Encoding.DER)


@pytest.fixture
def authority(settings: Settings, tmp_path: Path) -> Iterator[Authority]:
    """One that vouches for our key and for the time stamping authority; both are set up."""
    longterm._list_at.cache_clear()
    one = Authority()
    with serving(one.listed) as address:
        secret, stamping = ec.generate_private_key(ec.SECP256R1()), rsa.generate_private_key(65537, 2048)
        own = one.issue(secret.public_key(), address)
        enter(tmp_path / "signing", (own, one.root), secret, at=timezone.now())
        settings.SIGNING_DIR = str(tmp_path / "signing")
        with serving(_stamping(one, one.issue(stamping.public_key(), address, stamping=True), stamping)) as stamper:
            settings.TIMESTAMP_URL = stamper
            one.own = own  # type: ignore[attr-defined]
            yield one


def _stamping(one: Authority, certificate: x509.Certificate, secret: rsa.RSAPrivateKey) -> Any:
    others = SimpleCertificateStore()
    others.register(_plain(one.root))
    stamper = DummyTimeStamper(
        _plain(certificate),
        keys.PrivateKeyInfo.load(secret.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())),
        certs_to_embed=others,
    )
    return lambda body, _headers: stamper.request_tsa_response(tsp.TimeStampReq.load(body)).dump()


def _plain(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


@cache
def page() -> bytes:
    return render(facts(), serial="DGA-1", code="0" * 26, url="https://academy.example/v/", at=AT)


def signed() -> bytes:
    return sign(page(), signer="สถาบัน", at=timezone.now())


def test_it_verifies_from_what_it_carries_with_nothing_fetched(authority: Authority, settings: Settings) -> None:
    content = signed()
    reader = PdfFileReader(io.BytesIO(content))
    asked = {"trust_roots": [_plain(authority.root)], "allow_fetching": False, "revocation_mode": "require"}
    [signature] = reader.embedded_signatures
    status = judgement(signature, DocumentSecurityStore.read_dss(reader).as_validation_context(asked))
    assert status.bottom_line
    assert status.timestamp_validity.trusted
    assert examine(content, KeyRing.load(settings).keys).ours
    assert content.count(b"startxref") == 1
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.Root.DSS.Certs) == 3
        assert len(pdf.Root.DSS.CRLs) == 1


def test_the_list_is_asked_for_once_for_many_certificates(authority: Authority) -> None:
    for _turn in range(3):
        signed()
    assert authority.asked == 1


def test_a_revoked_key_signs_nothing(authority: Authority) -> None:
    authority.revoked.append(authority.own.serial_number)  # type: ignore[attr-defined]
    with pytest.raises(KeyTroubleError) as refused:
        signed()
    assert refused.value.trouble == REVOKED_KEY


def test_a_list_out_of_date_is_waited_for(authority: Authority) -> None:
    authority.days = -1
    with pytest.raises(AwayError) as refused:
        signed()
    assert refused.value.trouble == NO_LIST


def test_a_list_too_long_for_each_file_leaves_it_at_level_t(
    authority: Authority, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(longterm, "MOST", 100)
    content = signed()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert "/DSS" not in pdf.Root
    assert examine(content, KeyRing.load(settings).keys).stamped_at is not None
