"""A key in a token (PKCS#11): a hardware security module, or a program that behaves like one.

Where it is, is said by a PKCS#11 URI (RFC 7512):
`pkcs11:token=academy;object=certificates?module-path=/usr/lib/softhsm/libsofthsm2.so`. The token is named by its label
(`token`) or number (`serial`), the key by its label (`object`) or identifier (`id`).
"""

import hashlib
import threading
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import parse_qsl, unquote, unquote_to_bytes

import pkcs11
from django.utils.translation import gettext_noop
from pkcs11.exceptions import PKCS11Error
from pkcs11.util.ec import encode_ecdsa_signature

from certificates.keyring.keys import KeyTroubleError

SCHEME = "pkcs11:"
BAD_ADDRESS = gettext_noop("The address of the key in the token (PKCS#11) is not as it must be.")
NOT_IN_TOKEN = gettext_noop("The token (PKCS#11) has no such key, or the PIN does not open it.")
# What another try cannot mend; anything else may pass, as when a token is unplugged for a moment.
FINAL = (
    pkcs11.NoSuchKey, pkcs11.MultipleObjectsReturned, pkcs11.PinIncorrect, pkcs11.PinInvalid, pkcs11.PinLenRange,
    pkcs11.PinLocked, pkcs11.PinExpired, pkcs11.UserPinNotInitialized,
)  # fmt: skip


@dataclass(frozen=True)
class Address:
    """Where a key is: the module (a shared library), the token in it, the key in that."""

    module: str
    token: str | None
    serial: bytes | None
    label: str | None
    identifier: bytes | None

    @classmethod
    def of(cls, uri: str) -> "Address":
        """What the URI says. Raises KeyTroubleError where it names no module, no token or no key."""
        path, _mark, query = uri.removeprefix(SCHEME).partition("?")
        said = dict(part.partition("=")[::2] for part in path.split(";") if part)
        found = cls(
            module=dict(parse_qsl(query)).get("module-path", ""),
            token=unquote(said["token"]) if "token" in said else None,
            serial=unquote_to_bytes(said["serial"]) if "serial" in said else None,
            label=unquote(said["object"]) if "object" in said else None,
            identifier=unquote_to_bytes(said["id"]) if "id" in said else None,
        )
        if not found.module or not (found.token or found.serial) or not (found.label or found.identifier):
            raise KeyTroubleError(BAD_ADDRESS)
        return found


class TokenAwayError(Exception):
    """The module or the token does not answer; it may do so later."""


class TokenKey:
    """A private P-256 key in a token. One process keeps one session, and opens another when that one is lost."""

    _open: ClassVar[dict[tuple[Address, str], "TokenKey"]] = {}
    _lock = threading.Lock()

    def __init__(self, address: Address, pin: str) -> None:
        self._address = address
        self._pin = pin
        self._key: Any = None  # what can sign, as the library mixes it in when it meets the key

    @classmethod
    def at(cls, address: Address, pin: str) -> "TokenKey":
        """The key there, opened with the PIN when it is first needed."""
        with cls._lock:
            return cls._open.setdefault((address, pin), cls(address, pin))

    def sign(self, message: bytes) -> bytes:
        """ECDSA over the message's SHA-256, in DER; the token is given the digest. Raises TokenAwayError."""
        with self._lock:
            try:
                self._key = self._key or self._found()
                raw = self._key.sign(hashlib.sha256(message).digest(), mechanism=pkcs11.Mechanism.ECDSA)
            except FINAL as error:
                raise KeyTroubleError(NOT_IN_TOKEN) from error
            except (PKCS11Error, RuntimeError, OSError) as error:
                self._key = None
                raise TokenAwayError(type(error).__name__) from error
        return bytes(encode_ecdsa_signature(raw))

    def _found(self) -> Any:
        address = self._address
        token = pkcs11.lib(address.module).get_token(token_label=address.token, token_serial=address.serial)
        try:
            session = token.open(user_pin=self._pin)
        except pkcs11.UserAlreadyLoggedIn:
            # For another key: all sessions of a process with a token are opened by one PIN.
            session = token.open()
        return session.get_key(object_class=pkcs11.ObjectClass.PRIVATE_KEY, label=address.label, id=address.identifier)
