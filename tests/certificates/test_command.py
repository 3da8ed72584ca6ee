"""verify_certificate, as scripts run it."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from certificates.keyring.keys import KeyRing
from certificates.revoking import revoke
from tests.factories.certificates import AT, path_of, ready

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> int:
    try:
        call_command("verify_certificate", *arguments)
    except SystemExit as left:
        return int(str(left.code))
    except CommandError as error:
        return error.returncode
    return 0


def test_a_valid_file_exits_0(capsys: Any) -> None:
    certificate = ready()
    assert run(str(path_of(certificate.sha256)), "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["state"], said["serial"]) == ("valid", certificate.serial)
    assert (said["signature"]["state"], said["signature"]["key"]) == ("ours", KeyRing.load(settings).p256.id)


def test_a_revoked_file_exits_1_with_its_reason(capsys: Any) -> None:
    certificate = ready()
    revoke(certificate, reason="Cheating", by=None, at=AT)
    assert run(str(path_of(certificate.sha256))) == 1
    assert capsys.readouterr().out == f"revoked: {certificate.serial} (Cheating)\n"


def test_a_foreign_file_exits_1(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF-")
    assert run(str(tmp_path / "x.pdf"), "--json") == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["state"], said["signature"]["state"]) == ("unknown", "unsigned")


def test_no_file_exits_2(tmp_path: Path) -> None:
    assert run(str(tmp_path / "nowhere.pdf")) == 2
    with pytest.raises(CommandError):
        call_command("verify_certificate")
