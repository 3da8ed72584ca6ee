"""One contract for whoever holds the key, kept by each of them; and what each does when it cannot."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from django.utils import timezone
from pytest_django.fixtures import Settings

from certificates.keepers import WRONG_KEY, AwayError, keeper_of
from certificates.keymaking import enter
from certificates.keys import BAD_KEYS, NO_KEY, Key, KeyTroubleError
from tests.certificates.services import keeper, serving
from tests.factories.authority import certified


@pytest.fixture(params=["file", "pkcs12", "service"])
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
