"""Who holds the key that signs: a file, a PKCS#12 file, a token, or a service. One port, one contract for all of them.

`SIGNING_KEY` chooses: empty for the private key in SIGNING_DIR, the path of a PKCS#12 file, a `pkcs11:` address, or the
https address of a service. `SIGNING_SECRET` opens it: a passphrase, a PIN, or a bearer token.
"""

import base64
import binascii
import hashlib
import json
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from django.utils.translation import gettext_noop

from certificates.keyring import hsm
from certificates.keyring.keys import BAD_KEYS, NO_KEY, Key, KeyTroubleError

PATIENCE = 10
"""Seconds to wait for a service."""
MOST = 64 * 1024
"""Bytes that are read of a service's answer."""
AWAY = gettext_noop("The keeper of the key to sign with does not answer.")
WRONG_KEY = gettext_noop("The key to sign with does not fit its certificate.")


class AwayError(OSError):
    """A service that is needed did not answer as it must; it may do so later. `trouble` says which."""

    def __init__(self, trouble: str, why: str = "") -> None:
        super().__init__(f"{trouble} {why}".strip())
        self.trouble = trouble


class TooLongError(AwayError):
    """The answer is longer than what is read of it."""


class Keeper(Protocol):
    """Holds a P-256 key and signs with it."""

    def sign(self, message: bytes) -> bytes:
        """ECDSA over the message's SHA-256, in DER. Raises KeyTroubleError, or AwayError to be asked again later."""


class HeldSettings(Protocol):
    """What is asked of the settings."""

    SIGNING_KEY: str
    SIGNING_SECRET: str


class FileKeeper:
    """The private key that lies in SIGNING_DIR."""

    def __init__(self, key: Key) -> None:
        self._key = key

    def sign(self, message: bytes) -> bytes:
        return _signed(self._key.private(), message)


class Pkcs12Keeper:
    """A key in a PKCS#12 file (RFC 7292), opened at each signature."""

    def __init__(self, path: Path, passphrase: str) -> None:
        self._path = path
        self._passphrase = passphrase

    def sign(self, message: bytes) -> bytes:
        try:
            found = pkcs12.load_key_and_certificates(self._path.read_bytes(), self._passphrase.encode() or None)
        except FileNotFoundError as error:
            raise KeyTroubleError(NO_KEY) from error
        except (OSError, ValueError) as error:
            raise KeyTroubleError(BAD_KEYS) from error
        return _signed(found[0], message)


class TokenKeeper:
    """A key in a token (PKCS#11)."""

    def __init__(self, address: str, pin: str) -> None:
        self._key = hsm.TokenKey.at(hsm.Address.of(address), pin)

    def sign(self, message: bytes) -> bytes:
        try:
            return self._key.sign(message)
        except hsm.TokenAwayError as error:
            raise AwayError(AWAY, str(error)) from error


class RemoteKeeper:
    """A key that never leaves its service, before an HSM say. It is sent a digest and learns nothing else.

    `POST` of `{"key": id, "algorithm": "ES256", "digest": base64}` with the token as bearer; the answer is
    `{"signature": base64}`, DER.
    """

    def __init__(self, address: str, token: str, key_id: str) -> None:
        self._address = address
        self._token = token
        self._key_id = key_id

    def sign(self, message: bytes) -> bytes:
        digest = base64.b64encode(hashlib.sha256(message).digest()).decode()
        asked = json.dumps({"key": self._key_id, "algorithm": "ES256", "digest": digest}).encode()
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self._token}"}
        answer = ask(self._address, asked, headers, AWAY)
        try:
            return base64.b64decode(json.loads(answer)["signature"], validate=True)
        except (ValueError, KeyError, TypeError, binascii.Error) as error:
            raise AwayError(AWAY, "It did not answer with a signature.") from error


def keeper_of(key: Key, settings: HeldSettings) -> Keeper:
    """Whoever holds that key, by the settings; each signature is looked at before it is given out."""
    place = settings.SIGNING_KEY
    if not place:
        return Careful(FileKeeper(key), key)
    if place.startswith(hsm.SCHEME):
        return Careful(TokenKeeper(place, settings.SIGNING_SECRET), key)
    if "://" in place:
        return Careful(RemoteKeeper(place, settings.SIGNING_SECRET, key.id), key)
    return Careful(Pkcs12Keeper(Path(place), settings.SIGNING_SECRET), key)


class Careful:
    """A keeper whose signatures are verified by the key's certificate: no wrong one is ever stored."""

    def __init__(self, keeper: Keeper, key: Key) -> None:
        self._keeper = keeper
        self._key = key

    def sign(self, message: bytes) -> bytes:
        signature = self._keeper.sign(message)
        public = self._key.certificates[0].public_key()
        assert isinstance(public, ec.EllipticCurvePublicKey), "keymaking takes no other"
        try:
            public.verify(signature, message, ec.ECDSA(hashes.SHA256()))
        except InvalidSignature as error:
            raise KeyTroubleError(WRONG_KEY) from error
        return signature


def ask(address: str, body: bytes | None, headers: dict[str, str], trouble: str, *, most: int = MOST) -> bytes:
    """POST, or GET without a body; what is answered. Raises AwayError for anything but 200 and a short answer."""
    if urlsplit(address).scheme not in {"https", "http"}:
        raise AwayError(trouble, "Its address is neither https nor http.")
    try:
        with urlopen(Request(address, body, headers), timeout=PATIENCE) as answer:  # noqa: S310 - looked at above
            content: bytes = answer.read(most + 1)
    except (OSError, ValueError) as error:
        raise AwayError(trouble, type(error).__name__) from error
    if len(content) > most:
        raise TooLongError(trouble, "Its answer is too long.")
    return content


def _signed(secret: object, message: bytes) -> bytes:
    if not isinstance(secret, ec.EllipticCurvePrivateKey):
        raise KeyTroubleError(BAD_KEYS)
    return secret.sign(message, ec.ECDSA(hashes.SHA256()))
