"""The keys: made, taken over, retired, and refused where they must be."""

import json
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509 import load_pem_x509_certificate
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.utils import timezone
from jwcrypto import jwk
from pytest_django.fixtures import Settings

from certificates.keyring.keymaking import enter, make_development_keys
from certificates.keyring.keys import (
    BAD_KEYS,
    DEVELOPMENT_KEY,
    KEY_ENDED,
    NO_KEY,
    KeyRing,
    KeyTroubleError,
    Kind,
    refuse_development_key,
)
from tests.factories.authority import certified


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    """A place for keys where there are none yet."""
    settings.SIGNING_DIR = str(tmp_path / "signing")
    return tmp_path / "signing"


def trouble(settings: Settings) -> str:
    with pytest.raises(KeyTroubleError) as refused:
        KeyRing.load(settings).p256  # noqa: B018
    return refused.value.trouble


def test_the_command_makes_both_kinds_and_keeps_their_private_halves_from_others(
    folder: Path, settings: Settings
) -> None:
    call_command("create_signing_key")
    ring = KeyRing.load(settings)
    assert [(key.kind, key.development) for key in ring.keys] == [(Kind.P256, True), (Kind.ED25519, True)]
    for key in (ring.p256, ring.ed25519):
        assert stat.S_IMODE(key.secret.stat().st_mode) == 0o600
        assert key.private().public_key() is not None
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_record_names_each_key_by_its_thumbprint_and_holds_no_secret(folder: Path) -> None:
    make_development_keys(folder, at=timezone.now())
    record = (folder / "keys.json").read_text()
    for entry in json.loads(record)["keys"]:
        assert jwk.JWK(**entry["jwk"]).thumbprint() == entry["id"]
        assert "d" not in entry["jwk"]
    assert "PRIVATE" not in record


def test_the_key_is_certified_for_documents_by_an_authority_of_its_own(folder: Path) -> None:
    key, _proving = make_development_keys(folder, at=timezone.now())
    leaf, root = key.certificates
    leaf.verify_directly_issued_by(root)
    assert leaf.public_key() == key.private().public_key()
    assert load_pem_x509_certificate(key.chain[0].encode()) == leaf


def test_new_keys_retire_those_before_them_which_stay_in_the_record(folder: Path, settings: Settings) -> None:
    at = timezone.now() - timedelta(days=1)
    first, _proving = make_development_keys(folder, at=at)
    second, _proving = make_development_keys(folder, at=at + timedelta(hours=1))
    ring = KeyRing.load(settings)
    assert ring.p256.id == second.id
    before = ring.find(first.id)
    assert before is not None
    assert before.signs_at(at + timedelta(minutes=59))
    assert not before.signs_at(at + timedelta(hours=1))
    assert len(ring.keys) == 4


def test_a_running_process_sees_new_keys(folder: Path, settings: Settings) -> None:
    assert trouble(settings) == NO_KEY
    key, _proving = make_development_keys(folder, at=timezone.now())
    assert KeyRing.load(settings).p256.id == key.id
    other, _proving = make_development_keys(folder, at=timezone.now())
    assert KeyRing.load(settings).p256.id == other.id


def test_a_key_that_has_ended_or_lost_its_file_or_a_broken_record_is_trouble(folder: Path, settings: Settings) -> None:
    key, _proving = make_development_keys(folder, at=datetime(2015, 1, 1, tzinfo=UTC))
    assert trouble(settings) == KEY_ENDED
    key.secret.unlink()
    with pytest.raises(KeyTroubleError) as refused:
        key.private()
    assert refused.value.trouble == NO_KEY
    (folder / "keys.json").write_text("{")
    assert trouble(settings) == BAD_KEYS


def test_production_refuses_a_development_key_at_start_and_in_its_checks(folder: Path, settings: Settings) -> None:
    make_development_keys(folder, at=timezone.now())
    refuse_development_key(settings)
    assert not [one for one in run_checks() if str(one.id).startswith("certificates.")]
    settings.DEVELOPMENT_KEYS = False
    assert trouble(settings) == DEVELOPMENT_KEY
    with pytest.raises(ImproperlyConfigured, match="for development"):
        refuse_development_key(settings)
    assert [one.id for one in run_checks() if str(one.id).startswith("certificates.")] == ["certificates.E001"]


def test_production_starts_without_a_key_and_its_deployment_check_says_so(folder: Path, settings: Settings) -> None:
    settings.DEVELOPMENT_KEYS = False
    refuse_development_key(settings)
    said = [one.id for one in run_checks(include_deployment_checks=True) if str(one.id).startswith("certificates.")]
    assert said == ["certificates.W001"]


def test_a_key_from_an_authority_is_taken_over_from_pkcs12_and_may_sign_in_production(
    folder: Path, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEVELOPMENT_KEYS = False
    secret, chain = certified()
    bundle = pkcs12.serialize_key_and_certificates(
        b"academy", secret, chain[0], chain[1:], BestAvailableEncryption("ลับมาก".encode())
    )
    (tmp_path / "academy.p12").write_bytes(bundle)
    with pytest.raises(CommandError):
        call_command("create_signing_key", "--pkcs12", str(tmp_path / "academy.p12"))
    monkeypatch.setenv("SIGNING_SECRET", "ลับมาก")
    call_command("create_signing_key", "--pkcs12", str(tmp_path / "academy.p12"))
    ring = KeyRing.load(settings)
    assert ring.p256.private().public_key() == secret.public_key()
    assert ring.p256.certificates == chain
    assert not ring.p256.development
    assert not ring.ed25519.development


def test_what_is_no_fitting_certificate_is_refused(folder: Path) -> None:
    secret, chain = certified()
    other, _chain = certified()
    with pytest.raises(ValueError, match="another key"):
        enter(folder, chain, other, at=timezone.now())
    with pytest.raises(ValueError, match="not valid now"):
        enter(folder, chain, secret, at=timezone.now() + timedelta(days=4000))
    assert not (folder / "keys.json").exists()


def test_if_missing_makes_keys_once(folder: Path, capsys: Any) -> None:
    call_command("create_signing_key", "--if-missing", "--json")
    assert len(json.loads(capsys.readouterr().out)["keys"]) == 2
    call_command("create_signing_key", "--if-missing", "--json")
    assert json.loads(capsys.readouterr().out) == {"keys": []}


def test_a_file_that_is_not_there_is_wrong_usage(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("create_signing_key", "--chain", str(tmp_path / "nowhere.pem"))
    assert refused.value.returncode == 2
