"""A PAdES signature as bytes: CMS SignedData (RFC 5652) with the attributes of CAdES, in DER. Pure.

Twenty lines of structure, written out: the general library spends 16 ms of processor time on them, which is more than
rendering the page. pyHanko and poppler judge the result in the tests.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from asn1crypto import pem, x509

_SEQUENCE, _SET, _INTEGER, _OCTETS = 0x30, 0x31, 0x02, 0x04


def _tagged(tag: int, *parts: bytes) -> bytes:
    """DER: tag, length, content (X.690, 8.1)."""
    content = b"".join(parts)
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


def _set_of(tag: int, parts: Iterable[bytes]) -> bytes:
    """DER orders the members of a set by their encoding (X.690, 11.6)."""
    return _tagged(tag, *sorted(parts))


def _attribute(oid: bytes, value: bytes) -> bytes:
    return _tagged(_SEQUENCE, oid, _tagged(_SET, value))


_DATA = bytes.fromhex("06092a864886f70d010701")
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_CONTENT_TYPE = bytes.fromhex("06092a864886f70d010903")
_MESSAGE_DIGEST = bytes.fromhex("06092a864886f70d010904")
_ALGORITHMS = bytes.fromhex("06092a864886f70d010934")  # CMSAlgorithmProtection, RFC 6211
_SIGNING_CERTIFICATE = bytes.fromhex("060b2a864886f70d010910022f")  # version 2, RFC 5035
_TIME_STAMP = bytes.fromhex("060b2a864886f70d010910020e")  # RFC 3161, appendix A
_SHA256 = _tagged(_SEQUENCE, bytes.fromhex("0609608648016503040201"))
_ECDSA = _tagged(_SEQUENCE, bytes.fromhex("06082a8648ce3d040302"))  # with SHA-256
_VERSION = _tagged(_INTEGER, b"\x01")


@dataclass(frozen=True, slots=True)
class Chain:
    """A certificate chain in DER, the signer's own first, with the parts of that one that a signature names."""

    certificates: tuple[bytes, ...]
    issuer: bytes
    serial: bytes

    @classmethod
    @lru_cache(maxsize=4)
    def read(cls, chain: tuple[str, ...]) -> "Chain":
        """From PEM."""
        certificates = tuple(pem.unarmor(one.encode())[2] for one in chain)
        own = x509.Certificate.load(certificates[0])["tbs_certificate"]
        return cls(certificates, own["issuer"].dump(), own["serial_number"].dump())

    @property
    def size(self) -> int:
        """Bytes of all certificates."""
        return sum(map(len, self.certificates))


def signed_attributes(digest: bytes, chain: Chain) -> bytes:
    """What is signed: the document's SHA-256, and which certificate vouches for it (EN 319 142-1, 6.3)."""
    issuer = _tagged(_SEQUENCE, _tagged(0xA4, chain.issuer))
    own = _tagged(_OCTETS, hashlib.sha256(chain.certificates[0]).digest())
    identified = _tagged(_SEQUENCE, own, _tagged(_SEQUENCE, issuer, chain.serial))
    return _set_of(
        _SET,
        [
            _attribute(_CONTENT_TYPE, _DATA),
            _attribute(_MESSAGE_DIGEST, _tagged(_OCTETS, digest)),
            _attribute(_ALGORITHMS, _tagged(_SEQUENCE, _SHA256, _tagged(0xA1, _ECDSA[2:]))),
            _attribute(_SIGNING_CERTIFICATE, _tagged(_SEQUENCE, _tagged(_SEQUENCE, identified))),
        ],
    )


def signed_data(attributes: bytes, signature: bytes, chain: Chain, stamp: bytes = b"") -> bytes:
    """The whole: `signature` (ECDSA in DER) over those attributes, and a time stamp's token over it if there is one."""
    unsigned = [_tagged(0xA1, _attribute(_TIME_STAMP, stamp))] if stamp else []
    signer = _tagged(
        _SEQUENCE,
        _VERSION,
        _tagged(_SEQUENCE, chain.issuer, chain.serial),
        _SHA256,
        b"\xa0" + attributes[1:],
        _ECDSA,
        _tagged(_OCTETS, signature),
        *unsigned,
    )
    data = _tagged(
        _SEQUENCE,
        _VERSION,
        _tagged(_SET, _SHA256),
        _tagged(_SEQUENCE, _DATA),
        _set_of(0xA0, chain.certificates),
        _tagged(_SET, signer),
    )
    return _tagged(_SEQUENCE, _SIGNED_DATA, _tagged(0xA0, data))
