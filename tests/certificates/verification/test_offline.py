"""verify_certificate without a database: by the record of keys and by status lists from files."""

import base64
import gzip
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import jwt
import pytest
from django.conf import settings as live
from django.core.management import CommandError, call_command
from django.utils import timezone

from certificates.keyring.keys import KeyRing
from certificates.signatures.signing import sign
from certificates.typesetting.rendering import render
from tests.factories.certificates import AT, facts

LISTS = {purpose: f"https://academy.example/credentials/status/{purpose}/1" for purpose in ("revocation", "suspension")}
INDEX = 94567


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file whose credential has a place in two lists."""
    entries = [
        {"statusPurpose": purpose, "statusListIndex": str(INDEX), "statusListCredential": url}
        for purpose, url in LISTS.items()
    ]
    page = render(
        facts(), serial="DGA-2569-0000123", code="0" * 26, url="https://academy.example/v/", at=AT,
        credential=token({"credentialStatus": entries}),
    )  # fmt: skip
    path = tmp_path_factory.mktemp("offline") / "certificate.pdf"
    path.write_bytes(sign(page, signer="สถาบัน", at=timezone.now()))
    return path


@pytest.fixture
def published(tmp_path: Path) -> Callable[..., str]:
    """A status list in a file."""

    def publish(purpose: str, *indices: int, at: datetime | None = None, **changes: Any) -> str:
        bits = bytearray(131_072 // 8)
        for index in indices:
            bits[index // 8] |= 128 >> index % 8
        at = at or timezone.now()
        claims = {
            "type": ["VerifiableCredential", "BitstringStatusListCredential"],
            "id": LISTS[purpose],
            "validFrom": at.isoformat(),
            "validUntil": (at + timedelta(days=7)).isoformat(),
            "credentialSubject": {
                "type": "BitstringStatusList",
                "statusPurpose": purpose,
                "encodedList": "u" + base64.urlsafe_b64encode(gzip.compress(bytes(bits))).decode().rstrip("="),
            },
        }
        path = tmp_path / f"{purpose}.jwt"
        path.write_text(token({**claims, **changes}))
        return str(path)

    return publish


def token(claims: dict[str, Any]) -> str:
    key = KeyRing.load(live).p256
    return jwt.encode(claims, key.private(), "ES256", {"kid": f"did:web:academy.example#{key.id}"})  # type: ignore[arg-type]


def run(*arguments: str | Path) -> int:
    try:
        call_command("verify_certificate", *map(str, arguments))
    except SystemExit as left:
        return int(str(left.code))
    except CommandError as error:
        return error.returncode
    return 0


KEYS = ("--keys", str(Path(live.SIGNING_DIR) / "keys.json"))


def test_without_lists_it_is_genuine_and_its_state_unknown(certificate: Path, capsys: Any) -> None:
    assert run(certificate, *KEYS) == 1
    assert capsys.readouterr().out == "genuine, state unknown: DGA-2569-0000123\n"


def test_with_every_list_it_is_valid(certificate: Path, published: Callable[..., str], capsys: Any) -> None:
    arguments = (certificate, *KEYS, "--status", published("revocation", 1), "--status", published("suspension"))
    assert run(*arguments, "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["state"], said["serial"]) == ("valid", "DGA-2569-0000123")
    assert said["signature"]["key"] == KeyRing.load(live).p256.id
    assert [one["purpose"] for one in said["status"]] == ["revocation", "suspension"]
    assert 0 <= said["status"][0]["age"] < 300
    assert run(*arguments) == 0
    assert "valid: DGA-2569-0000123 (revocation list 0 minutes old" in capsys.readouterr().out


def test_one_list_alone_leaves_the_rest_unknown(certificate: Path, published: Callable[..., str], capsys: Any) -> None:
    assert run(certificate, *KEYS, "--status", published("revocation")) == 1
    assert capsys.readouterr().out.startswith("genuine, state unknown")


@pytest.mark.parametrize(("purpose", "state"), [("revocation", "revoked"), ("suspension", "suspended")])
def test_a_bit_against_it_counts_by_itself(
    certificate: Path, published: Callable[..., str], capsys: Any, purpose: str, state: str
) -> None:
    assert run(certificate, *KEYS, "--status", published(purpose, INDEX), "--json") == 1
    assert json.loads(capsys.readouterr().out)["state"] == state


def test_a_stale_list_is_refused_unless_allowed(certificate: Path, published: Callable[..., str], capsys: Any) -> None:
    old = published("revocation", INDEX, at=timezone.now() - timedelta(days=9))
    with pytest.raises(CommandError, match="9 days old and past its validUntil") as refused:
        call_command("verify_certificate", str(certificate), *KEYS, "--status", old)
    assert refused.value.returncode == 1
    assert run(certificate, *KEYS, "--status", old, "--allow-stale") == 1
    assert capsys.readouterr().out == "revoked: DGA-2569-0000123 (revocation list 9 days old, stale)\n"


def test_a_list_that_is_not_ours_or_was_changed_is_refused(
    certificate: Path, published: Callable[..., str], tmp_path: Path
) -> None:
    path = Path(published("revocation"))
    head, body, signature = path.read_text().split(".")
    padded = json.loads(base64.urlsafe_b64decode(body + "=="))
    changed = base64.urlsafe_b64encode(json.dumps({**padded, "id": "https://x.example"}).encode()).decode().rstrip("=")
    for content in (f"{head}.{changed}.{signature}", "no list", "{}", ""):
        path.write_text(content)
        assert run(certificate, *KEYS, "--status", path) == 1
    stranger = jwt.encode({}, "a secret of somebody else's, long", "HS256", {"kid": KeyRing.load(live).p256.id})
    path.write_text(stranger)
    assert run(certificate, *KEYS, "--status", path) == 1
    assert run(certificate, *KEYS, "--status", published("revocation", type=["VerifiableCredential"])) == 1
    assert run(certificate, *KEYS, "--status", tmp_path / "nowhere") == 2


def test_a_changed_file_is_unknown_offline(certificate: Path, tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "changed.pdf").write_bytes(certificate.read_bytes() + b"\n")
    assert run(tmp_path / "changed.pdf", *KEYS, "--json") == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["state"], said["signature"]["state"], said["serial"]) == ("unknown", "changed", None)


def test_without_a_record_of_keys_it_is_wrong_usage(certificate: Path, tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_text("[]")
    assert run(certificate, "--keys", tmp_path / "keys.json") == 2
    assert run(certificate, "--keys", tmp_path / "nowhere.json") == 2
