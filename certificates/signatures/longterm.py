"""What verifiers need when the authorities are gone: certificates and the proofs that they were good (B-LT).

Put into the file before it is signed, from what is known then: the chain of the key, and of the time stamping
authority. ETSI EN 319 142-1, 5.4.2 (document security store).
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from cryptography import x509
from cryptography.x509.oid import ExtensionOID
from django.utils.translation import gettext_noop

from certificates.keyring.keepers import AwayError, TooLongError, ask
from certificates.keyring.keys import KeyTroubleError
from certificates.signatures import ocsp
from certificates.signatures.ocsp import REVOKED_KEY

NO_LIST = gettext_noop("A revocation list of the certification authority cannot be had.")
MOST = 128 * 1024
"""Bytes of a revocation list: a larger one would be copied into each certificate."""
AGAIN = 3600
"""Seconds for which a list is not asked for anew."""


@dataclass(frozen=True, slots=True)
class Proofs:
    """Certificates, revocation lists and OCSP's answers in DER, each once."""

    certificates: tuple[bytes, ...]
    lists: tuple[bytes, ...]
    answers: tuple[bytes, ...] = ()


def proofs_of(chains: Sequence[bytes]) -> Proofs | None:
    """What proves those certificates (DER) good now; None where one names neither OCSP nor a list of a fair size.

    OCSP is asked first: its answer is short and as old as a minute. Raises AwayError while neither can be had, and
    KeyTroubleError when one of the certificates is revoked.
    """
    certificates = [x509.load_der_x509_certificate(one) for one in dict.fromkeys(chains)]
    lists: list[bytes] = []
    answers: list[bytes] = []
    for one in certificates:
        if one.issuer == one.subject:
            continue
        issuer = next((other for other in certificates if other.subject == one.issuer), None)
        address, responder = _address_of(one), ocsp.address_of(one)
        if issuer is None or not (address or responder):
            return None
        if responder:
            try:
                answers.append(ocsp.answer_for(one, issuer, responder))
                continue
            except AwayError:
                if not address:
                    raise
        try:
            content = _list_at(address, int(time.monotonic() // AGAIN))
        except TooLongError:
            return None
        _look_at(content, one, issuer)
        lists.append(content)
    return Proofs(tuple(dict.fromkeys(chains)), tuple(dict.fromkeys(lists)), tuple(dict.fromkeys(answers)))


def _look_at(content: bytes, certificate: x509.Certificate, issuer: x509.Certificate) -> None:
    try:
        found = x509.load_der_x509_crl(content)
        public: Any = issuer.public_key()
        good = found.is_signature_valid(public) and found.issuer == issuer.subject
    except (ValueError, TypeError) as error:
        raise AwayError(NO_LIST, "What is there is no list.") from error
    if not good or (found.next_update_utc and found.next_update_utc <= datetime.now(UTC)):
        raise AwayError(NO_LIST, "What is there is out of date, or another's.")
    if found.get_revoked_certificate_by_serial_number(certificate.serial_number):
        raise KeyTroubleError(REVOKED_KEY)


def _address_of(certificate: x509.Certificate) -> str:
    """Where the revocation list is (RFC 5280, 4.2.1.13); empty where none is named that can be fetched by HTTP."""
    try:
        points: Any = certificate.extensions.get_extension_for_oid(ExtensionOID.CRL_DISTRIBUTION_POINTS).value
    except x509.ExtensionNotFound:
        return ""
    names = [str(name.value) for point in points for name in point.full_name or []]
    return next((name for name in names if name.startswith(("http://", "https://"))), "")


@lru_cache(maxsize=16)
def _list_at(address: str, _hour: int) -> bytes:
    return ask(address, None, {}, NO_LIST, most=MOST)
