"""Level B-LT: a file that proves itself when its authorities are gone; and when it cannot be had."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
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
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID
from django.utils import timezone
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation import DocumentSecurityStore
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pytest_django.fixtures import Settings

from certificates.keyring.keepers import AwayError
from certificates.keyring.keymaking import enter
from certificates.keyring.keys import KeyRing, KeyTroubleError
from certificates.signatures import longterm
from certificates.signatures import ocsp as own_ocsp
from certificates.signatures.examining import examine
from certificates.signatures.longterm import NO_LIST, REVOKED_KEY
from certificates.signatures.signing import sign
from certificates.typesetting.rendering import render
from tests.certificates.judging import judgement
from tests.certificates.services import serving
from tests.factories.certificates import AT, facts

ROOT = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Authority of the tests")])


class Authority:
    """Issues certificates that name where its revocation list is, and keeps that list."""

    def __init__(self) -> None:
        self.secret = ec.generate_private_key(ec.SECP256R1())
        self.root = self.issue(self.secret.public_key(), "", ca=True)
        self.answerer, self.answering = self.root, self.secret
        self.issued: list[x509.Certificate] = []
        self.revoked: list[int] = []
        self.days = 7
        self.asked = 0

    def issue(
        self, public: Any, address: str, *, ca: bool = False, stamping: bool = False, responder: str = ""
    ) -> x509.Certificate:
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
        if responder:
            access = x509.AccessDescription(
                AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier(responder)
            )
            builder = builder.add_extension(x509.AuthorityInformationAccess([access]), critical=False)
        return builder.sign(self.secret, hashes.SHA256())

    def named(self, usage: x509.ObjectIdentifier = ExtendedKeyUsageOID.OCSP_SIGNING) -> None:
        """From now on somebody else answers in its name, with a certificate for that use."""
        self.answering = ec.generate_private_key(ec.SECP256R1())
        self.answerer = (
            x509.CertificateBuilder()
            .issuer_name(ROOT)
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Responder")]))
            .public_key(self.answering.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(timezone.now() - timedelta(days=1))
            .not_valid_after(timezone.now() + timedelta(days=30))
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.secret.public_key()), critical=False)
            .add_extension(x509.ExtendedKeyUsage([usage]), critical=True)
            .add_extension(x509.OCSPNoCheck(), critical=False)
            .sign(self.secret, hashes.SHA256())
        )

    def answered(self, body: bytes, _headers: Any) -> bytes:
        """OCSP's answer about a certificate."""
        self.asked += 1
        about = ocsp.load_der_ocsp_request(body)
        gone = about.serial_number in self.revoked
        certificate = next(one for one in self.issued if one.serial_number == about.serial_number)
        builder = ocsp.OCSPResponseBuilder().add_response(
            cert=certificate,
            issuer=self.root,
            algorithm=hashes.SHA1(),
            cert_status=ocsp.OCSPCertStatus.REVOKED if gone else ocsp.OCSPCertStatus.GOOD,
            this_update=timezone.now() - timedelta(days=8),
            next_update=timezone.now() + timedelta(days=self.days),
            revocation_time=timezone.now() - timedelta(days=9) if gone else None,
            revocation_reason=None,
        )
        builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, self.answerer)
        if self.answerer != self.root:
            builder = builder.certificates([self.answerer])
        return builder.sign(self.answering, hashes.SHA256()).public_bytes(Encoding.DER)

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
    """One that vouches for our key and for the time stamping authority by its list; both are set up."""
    one = Authority()
    with serving(one.listed) as address, set_up(one, settings, tmp_path, address=address):
        yield one


@pytest.fixture
def answering(settings: Settings, tmp_path: Path) -> Iterator[Authority]:
    """One that answers by OCSP, and has no list."""
    one = Authority()
    with serving(one.answered) as responder, set_up(one, settings, tmp_path, responder=responder):
        yield one


@contextmanager
def set_up(one: Authority, settings: Settings, folder: Path, address: str = "", responder: str = "") -> Iterator[None]:
    longterm._list_at.cache_clear()
    own_ocsp._asked.cache_clear()
    secret, stamping = ec.generate_private_key(ec.SECP256R1()), rsa.generate_private_key(65537, 2048)
    own = one.issue(secret.public_key(), address, responder=responder)
    stamps = one.issue(stamping.public_key(), address, stamping=True, responder=responder)
    enter(folder / "signing", (own, one.root), secret, at=timezone.now())
    settings.SIGNING_DIR = str(folder / "signing")
    one.issued += [own, stamps]
    with serving(_stamping(one, stamps, stamping)) as settings.TIMESTAMP_URL:
        yield


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


@pytest.mark.parametrize("way", ["list", "answers", "answers of another"])
def test_it_verifies_from_what_it_carries_with_nothing_fetched(
    way: str, request: pytest.FixtureRequest, settings: Settings
) -> None:
    authority: Authority = request.getfixturevalue("authority" if way == "list" else "answering")
    if way == "answers of another":
        authority.named()
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
        kept = (len(pdf.Root.DSS.get("/CRLs", [])), len(pdf.Root.DSS.get("/OCSPs", [])))
        assert kept == ((1, 0) if way == "list" else (0, 2))


def test_the_list_is_asked_for_once_for_many_certificates(authority: Authority) -> None:
    for _turn in range(3):
        signed()
    assert authority.asked == 1


def test_a_revoked_key_signs_nothing(authority: Authority) -> None:
    authority.revoked.append(authority.issued[0].serial_number)
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


def test_answers_are_asked_for_once_an_hour(answering: Authority) -> None:
    for _turn in range(3):
        signed()
    assert answering.asked == 2, "one of our key, one of the time stamping authority's"


def test_a_key_that_is_answered_to_be_revoked_signs_nothing(answering: Authority) -> None:
    answering.revoked.append(answering.issued[0].serial_number)
    with pytest.raises(KeyTroubleError) as refused:
        signed()
    assert refused.value.trouble == REVOKED_KEY


@pytest.mark.parametrize("wrong", ["out of date", "no answer", "by a stranger", "by one named for something else"])
def test_an_answer_that_proves_nothing_is_waited_for(
    answering: Authority, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    if wrong == "out of date":
        answering.days = -1
    if wrong == "no answer":
        monkeypatch.setattr(own_ocsp, "MOST", 10)
    if wrong == "by a stranger":
        answering.answering = ec.generate_private_key(ec.SECP256R1())
    if wrong == "by one named for something else":
        answering.named(ExtendedKeyUsageOID.CODE_SIGNING)
    with pytest.raises(AwayError) as refused:
        signed()
    assert refused.value.trouble == own_ocsp.NO_ANSWER


def test_a_list_serves_where_nobody_answers(settings: Settings, tmp_path: Path) -> None:
    one = Authority()
    with serving(one.listed) as address, set_up(one, settings, tmp_path, address=address, responder=address):
        content = signed()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.Root.DSS.CRLs) == 1
