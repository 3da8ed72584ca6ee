"""What a certification authority answers when asked about one certificate: OCSP (RFC 6960)."""

import time
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, ExtensionOID
from django.utils.translation import gettext_noop

from certificates.keyring.keepers import AwayError, ask
from certificates.keyring.keys import KeyTroubleError

NO_ANSWER = gettext_noop("The certification authority does not answer whether the key's certificate is good.")
REVOKED_KEY = gettext_noop("The certificate of the key to sign with has been revoked.")
MOST = 16 * 1024
"""Bytes of an answer: each certificate carries a copy."""
AGAIN = 3600
"""Seconds for which an answer is not asked for anew."""


def address_of(certificate: x509.Certificate) -> str:
    """Who answers for it (RFC 5280, 4.2.2.1); empty where nobody is named that can be asked by HTTP."""
    try:
        found: Any = certificate.extensions.get_extension_for_oid(ExtensionOID.AUTHORITY_INFORMATION_ACCESS).value
    except x509.ExtensionNotFound:
        return ""
    names = [str(one.access_location.value) for one in found if one.access_method == AuthorityInformationAccessOID.OCSP]
    return next((name for name in names if name.startswith(("http://", "https://"))), "")


def answer_for(certificate: x509.Certificate, issuer: x509.Certificate, address: str) -> bytes:
    """The answer (DER) that the certificate is good, by its issuer or whom that has named for it; once an hour.

    Raises AwayError while there is no such answer, and KeyTroubleError when the certificate is revoked.
    """
    ends = [one.public_bytes(Encoding.DER) for one in (certificate, issuer)]
    content = _asked(address, ends[0], ends[1], int(time.monotonic() // AGAIN))
    try:
        found = ocsp.load_der_ocsp_response(content)
        good = found.response_status == ocsp.OCSPResponseStatus.SUCCESSFUL and _by(found, issuer)
    except (ValueError, TypeError) as error:
        raise AwayError(NO_ANSWER, "What it says is no answer.") from error
    now = datetime.now(UTC)
    if not good or found.serial_number != certificate.serial_number or found.this_update_utc > now:
        raise AwayError(NO_ANSWER, "What it says is another's, or about another.")
    if found.next_update_utc and found.next_update_utc <= now:
        raise AwayError(NO_ANSWER, "What it says is out of date.")
    if found.certificate_status == ocsp.OCSPCertStatus.REVOKED:
        raise KeyTroubleError(REVOKED_KEY)
    if found.certificate_status != ocsp.OCSPCertStatus.GOOD:
        raise AwayError(NO_ANSWER, "It does not know the certificate.")
    return content


@lru_cache(maxsize=16)
def _asked(address: str, certificate: bytes, issuer: bytes, _hour: int) -> bytes:
    ends = [x509.load_der_x509_certificate(one) for one in (certificate, issuer)]
    # The hash only names the issuer, and SHA-1 is the one that every authority knows (RFC 5019, 2.1.1).
    asked = ocsp.OCSPRequestBuilder().add_certificate(ends[0], ends[1], hashes.SHA1()).build()  # noqa: S303
    headers = {"Content-Type": "application/ocsp-request", "Accept": "application/ocsp-response"}
    return ask(address, asked.public_bytes(Encoding.DER), headers, NO_ANSWER, most=MOST)


def _by(found: ocsp.OCSPResponse, issuer: x509.Certificate) -> bool:
    """Whether the issuer signed it, or one with a certificate from the issuer for doing so (RFC 6960, 4.2.2.2)."""
    return any(_signed(found, one) for one in (issuer, *(one for one in found.certificates if _named(one, issuer))))


def _named(responder: x509.Certificate, issuer: x509.Certificate) -> bool:
    now = datetime.now(UTC)
    try:
        responder.verify_directly_issued_by(issuer)
        usage: Any = responder.extensions.get_extension_for_oid(ExtensionOID.EXTENDED_KEY_USAGE).value
    except (ValueError, TypeError, InvalidSignature, x509.ExtensionNotFound):
        return False
    in_time = responder.not_valid_before_utc <= now <= responder.not_valid_after_utc
    return in_time and ExtendedKeyUsageOID.OCSP_SIGNING in usage


def _signed(found: ocsp.OCSPResponse, by: x509.Certificate) -> bool:
    public, how = by.public_key(), found.signature_hash_algorithm
    try:
        if isinstance(public, ec.EllipticCurvePublicKey) and how is not None:
            public.verify(found.signature, found.tbs_response_bytes, ec.ECDSA(how))
        elif isinstance(public, rsa.RSAPublicKey) and how is not None:
            public.verify(found.signature, found.tbs_response_bytes, padding.PKCS1v15(), how)
        else:
            return False
    except InvalidSignature:
        return False
    return True
