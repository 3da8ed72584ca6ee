"""One contract for whoever holds the key, kept by each of them; and what each does when it cannot."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pkcs11
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from django.utils import timezone
from pytest_django.fixtures import Settings

from certificates.keyring.hsm import BAD_ADDRESS, NOT_IN_TOKEN
from certificates.keyring.keepers import WRONG_KEY, AwayError, keeper_of
from certificates.keyring.keymaking import enter
from certificates.keyring.keys import BAD_KEYS, NO_KEY, Key, KeyTroubleError
from tests.certificates.services import keeper, serving
from tests.factories.authority import certified

PIN = "123456"
MODULES = [
    path for path in ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so") if Path(path).exists()
]


@pytest.fixture(scope="session")
def softhsm(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., None]:
    """The tool of SoftHSM, a token without hardware, on a folder of this process's own."""
    tool = shutil.which("softhsm2-util")
    if tool is None or not MODULES:
        pytest.skip("a key in a token takes SoftHSM (softhsm2)")
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder}\nlog.level = ERROR\n")
    # Read once, when the module is loaded into this process.
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    return lambda *words: subprocess.run([tool, *words], check=True, capture_output=True)


@pytest.fixture
def token(softhsm: Callable[..., None], tmp_path: Path) -> Callable[[ec.EllipticCurvePrivateKey], str]:
    """Put a key into a new token; answers its address."""
    name = f"academy {uuid4().hex[:8]}"
    softhsm("--init-token", "--free", "--label", name, "--pin", PIN, "--so-pin", PIN)
    # The module looks for tokens when it begins: as a process does that is started after this.
    pkcs11.lib(MODULES[0]).reinitialize()

    def put(secret: ec.EllipticCurvePrivateKey) -> str:
        file = tmp_path / "key.pem"
        file.write_bytes(secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        softhsm("--import", file, "--token", name, "--label", "the key", "--id", "01", "--pin", PIN)
        return f"pkcs11:token={quote(name)};object=the%20key;id=%01?module-path={MODULES[0]}"

    return put


@pytest.fixture(params=["file", "pkcs12", "token", "service"])
def held(request: Any, settings: Settings, tmp_path: Path) -> Iterator[Key]:
    """A certified key, held in each way there is."""
    secret, chain = certified()
    folder = tmp_path / "signing"
    key, _proving = enter(folder, chain, secret if request.param == "file" else None, at=timezone.now())
    settings.SIGNING_SECRET = "ลับมาก"
    if request.param == "pkcs12":
        bundle = tmp_path / "academy.p12"
        bundle.write_bytes(
            pkcs12.serialize_key_and_certificates(
                None, secret, chain[0], chain[1:], BestAvailableEncryption("ลับมาก".encode())
            )
        )
        settings.SIGNING_KEY = str(bundle)
    if request.param == "token":
        settings.SIGNING_KEY, settings.SIGNING_SECRET = request.getfixturevalue("token")(secret), PIN
    if request.param == "service":
        settings.SIGNING_SECRET = "token"
        with serving(keeper(secret, [])) as settings.SIGNING_KEY:
            yield key
    else:
        yield key


def test_what_is_signed_verifies_by_the_certificate(held: Key, settings: Settings) -> None:
    public = held.certificates[0].public_key()
    assert isinstance(public, ec.EllipticCurvePublicKey)
    for message in (b"", "ประกาศนียบัตร".encode(), bytes(100_000)):
        public.verify(keeper_of(held, settings).sign(message), message, ec.ECDSA(hashes.SHA256()))


def test_a_keeper_of_another_key_is_found_out(held: Key, settings: Settings, tmp_path: Path) -> None:
    _other, chain = certified()
    stranger, _proving = enter(tmp_path / "other", chain, None, at=timezone.now())
    if not settings.SIGNING_KEY:
        stranger.secret.write_bytes(held.secret.read_bytes())
    with pytest.raises(KeyTroubleError) as refused:
        keeper_of(stranger, settings).sign(b"message")
    assert refused.value.trouble == WRONG_KEY


def test_a_service_learns_a_digest_the_key_and_its_token_alone(settings: Settings, tmp_path: Path) -> None:
    secret, chain = certified()
    key, _proving = enter(tmp_path, chain, None, at=timezone.now())
    asked: list[dict[str, str]] = []
    settings.SIGNING_SECRET = "a token"
    with serving(keeper(secret, asked)) as settings.SIGNING_KEY:
        keeper_of(key, settings).sign(b"message")
    digest = "q1MKE+RZFJgrefm34/uplM/R8/si9xzqGvvwK0YMbR0="  # of "message"
    assert asked == [{"key": key.id, "algorithm": "ES256", "digest": digest, "token": "Bearer a token"}]


@pytest.mark.parametrize("answer", [b"", b"{}", b'{"signature": "!"}', b"[]", bytes(100_000)])
def test_a_service_that_answers_wrong_is_asked_again_later(settings: Settings, tmp_path: Path, answer: bytes) -> None:
    _secret, chain = certified()
    key, _proving = enter(tmp_path, chain, None, at=timezone.now())
    with serving(lambda *_asked: answer) as settings.SIGNING_KEY, pytest.raises(AwayError):
        keeper_of(key, settings).sign(b"message")


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/", "ftp://127.0.0.1/", "file:///etc/passwd"])
def test_a_service_that_is_away_is_asked_again_later(settings: Settings, tmp_path: Path, address: str) -> None:
    _secret, chain = certified()
    key, _proving = enter(tmp_path, chain, None, at=timezone.now())
    settings.SIGNING_KEY = address
    with pytest.raises(AwayError):
        keeper_of(key, settings).sign(b"message")


def test_a_file_that_is_gone_or_closed_is_trouble(settings: Settings, tmp_path: Path) -> None:
    secret, chain = certified()
    key, _proving = enter(tmp_path, chain, secret, at=timezone.now())
    settings.SIGNING_KEY = str(tmp_path / "gone.p12")
    with pytest.raises(KeyTroubleError) as refused:
        keeper_of(key, settings).sign(b"message")
    assert refused.value.trouble == NO_KEY
    (tmp_path / "gone.p12").write_bytes(b"no PKCS#12")
    with pytest.raises(KeyTroubleError) as refused:
        keeper_of(key, settings).sign(b"message")
    assert refused.value.trouble == BAD_KEYS


def test_a_token_says_which_of_its_own_is_wrong(
    settings: Settings, tmp_path: Path, token: Callable[[ec.EllipticCurvePrivateKey], str]
) -> None:
    secret, chain = certified()
    key, _proving = enter(tmp_path, chain, None, at=timezone.now())
    address = token(secret)
    settings.SIGNING_SECRET = PIN
    for wrong, pin, trouble in (
        (address, "654321", NOT_IN_TOKEN),
        (address.replace("the%20key", "another"), PIN, NOT_IN_TOKEN),
        ("pkcs11:object=key", PIN, BAD_ADDRESS),
        ("pkcs11:token=academy?module-path=/nowhere.so", PIN, BAD_ADDRESS),
    ):
        settings.SIGNING_KEY, settings.SIGNING_SECRET = wrong, pin
        with pytest.raises(KeyTroubleError) as refused:
            keeper_of(key, settings).sign(b"message")
        assert refused.value.trouble == trouble
    settings.SIGNING_SECRET = PIN
    for away in (address.replace("academy", "other"), address.partition("?")[0] + "?module-path=/nowhere.so"):
        settings.SIGNING_KEY = away
        with pytest.raises(AwayError):
            keeper_of(key, settings).sign(b"message")
    settings.SIGNING_KEY = address
    assert keeper_of(key, settings).sign(b"message"), "what was wrong before stands in nobody's way"
    pkcs11.lib(MODULES[0]).reinitialize()
    with pytest.raises(AwayError):
        keeper_of(key, settings).sign(b"message")
    assert keeper_of(key, settings).sign(b"message"), "a lost session is followed by another"
