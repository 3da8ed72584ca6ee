"""The time of a signature, vouched for by others: an RFC 3161 time stamp over HTTP."""

import hashlib
import secrets

from asn1crypto.tsp import TimeStampReq, TimeStampResp
from django.utils.translation import gettext_noop

from certificates.keyring.keepers import AwayError, ask

NO_STAMP = gettext_noop("The service that stamps the time does not answer.")
HEADERS = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}


def authorities(address: str) -> tuple[bytes, ...]:
    """The certificates (DER) that this authority sends along, as it did the last time. Raises AwayError."""
    if address not in _sent_along:
        stamp(address, b"")
    return _sent_along[address]


_sent_along: dict[str, tuple[bytes, ...]] = {}


def stamp(address: str, content: bytes) -> bytes:
    """The token (DER) of the authority at that address over the content's SHA-256, which is all that it is told.

    Raises AwayError when it does not answer, refuses, or stamps something else.
    """
    digest, nonce = hashlib.sha256(content).digest(), secrets.randbits(63)
    imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": digest}
    asked = TimeStampReq({"version": 1, "message_imprint": imprint, "nonce": nonce, "cert_req": True})
    answer = ask(address, asked.dump(), HEADERS, NO_STAMP)
    try:
        response = TimeStampResp.load(answer)
        if response["status"]["status"].native not in {"granted", "granted_with_mods"}:
            raise AwayError(NO_STAMP, f"It said {response['status']['status'].native}.")
        token = response["time_stamp_token"]
        stamped = token["content"]["encap_content_info"]["content"].parsed
        certificates = tuple(one.chosen.dump() for one in token["content"]["certificates"])
        same = stamped["message_imprint"]["hashed_message"].native == digest and stamped["nonce"].native == nonce
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise AwayError(NO_STAMP, "It did not answer with a time stamp.") from error
    if not same:
        raise AwayError(NO_STAMP, "It stamped something else.")
    _sent_along[address] = certificates
    return bytes(token.dump())
