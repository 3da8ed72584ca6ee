"""A file that is gone from the store: who finds it, where it is told, and how it is mended."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django.fixtures import Settings

from academy.errors import Refusal
from academy.people.roles import Role
from certificates import sweeping
from certificates.announcing import announce
from certificates.models import Act, Certificate, LostFile
from certificates.producing import produce
from certificates.repairing import repair
from certificates.verification import verifying
from tests.factories.certificates import path_of, ready
from tests.factories.people import person_in

pytestmark = pytest.mark.django_db
QUEUE = "/cms/desk/certificates/queue/"


@pytest.fixture
def officer(client: Client) -> Client:
    client.force_login(person_in(Role.OFFICER))
    return client


def gone() -> tuple[Certificate, bytes]:
    """A certificate whose holder was told, with a copy of its file, which is no longer there; a download said so."""
    certificate = ready()
    announce(certificate.pk)
    path = path_of(certificate.sha256)
    copy = path.read_bytes()
    path.unlink()
    browser = Client()
    browser.force_login(certificate.person)
    for _twice in range(2):
        assert browser.get(f"/th/certificates/{certificate.code}.pdf").status_code == 503
    certificate.refresh_from_db()
    return certificate, copy


def test_a_file_that_is_gone_is_told_in_the_queue_and_made_again_by_the_button(
    officer: Client, django_capture_on_commit_callbacks: Any
) -> None:
    certificate, copy = gone()
    for part in ("", "lost"):
        page = officer.get(QUEUE, {"part": part}).content.decode()
        assert certificate.serial in page
    with django_capture_on_commit_callbacks() as callbacks:
        officer.post(QUEUE, {"all": "1"})
    assert len(callbacks) == 1
    assert Act.objects.get().deed == Act.Deed.REPAIR
    assert produce(certificate.pk)

    again = Certificate.objects.get()
    assert (again.serial, again.code, again.revision) == (certificate.serial, certificate.code, 1)
    assert again.sha256 != certificate.sha256
    assert again.look_again_at is None, "The holder was told before."
    assert certificate.serial not in officer.get(QUEUE).content.decode()
    # What the holder saved before is as good as what there is now.
    for content in (copy, path_of(again.sha256).read_bytes()):
        verdict = verifying.by_file(content)
        assert (verdict.state, verdict.certificate) == (verifying.State.VALID, again)


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_damaged_file_is_never_given_out_and_its_holder_is_told_what_happens_next(
    officer: Client, language: str
) -> None:
    certificate, good = ready(), ready()
    path, whole = path_of(certificate.sha256), path_of(certificate.sha256).read_bytes()
    address = f"/{language}/certificates/{certificate.code}.pdf"
    holder = Client()
    holder.force_login(certificate.person)
    # One byte, the end, the file of somebody else, and nothing at all.
    for content in (whole[:900] + b"?" + whole[901:], whole[:-1], path_of(good.sha256).read_bytes(), b""):
        path.write_bytes(content)
        answer = holder.get(address)
        assert (answer.status_code, answer["Content-Type"].partition(";")[0]) == (503, "text/html")
        assert b"%PDF" not in answer.content
        assert {"th": "เจ้าหน้าที่", "en": "an officer will have the file made again"}[language] in answer.content.decode()
        assert f"/verify/{certificate.code}/" in answer.content.decode()
        assert "ETag" not in answer
    said = holder.get(address, headers={"accept": "application/json"})
    assert said.json()["code"] == "file_unavailable"
    loss = LostFile.objects.get()
    assert (loss.certificate_id, loss.sha256, loss.mended_at) == (certificate.pk, certificate.sha256, None)
    assert certificate.serial in officer.get(QUEUE, {"part": "lost"}).content.decode()

    repair(certificate, by=None)
    assert produce(certificate.pk)
    again = holder.get(address)
    certificate.refresh_from_db()
    assert (again.status_code, again.content) == (200, path_of(certificate.sha256).read_bytes())
    assert verifying.by_file(again.content).state == verifying.State.VALID


def test_a_file_that_came_back_is_kept_and_no_other_is_made(django_capture_on_commit_callbacks: Any) -> None:
    certificate, copy = gone()
    path_of(certificate.sha256).write_bytes(copy)
    with django_capture_on_commit_callbacks() as callbacks:
        repair(certificate, by=None)
    assert callbacks == []
    certificate.refresh_from_db()
    assert certificate.state == Certificate.State.READY
    assert not LostFile.objects.filter(mended_at=None).exists()
    with pytest.raises(Refusal):
        repair(certificate, by=None)


def test_a_lost_file_that_comes_back_after_it_was_made_again_is_not_swept(store: Path, aged: Any) -> None:
    certificate, copy = gone()
    repair(certificate, by=None)
    produce(certificate.pk)
    path_of(certificate.sha256).write_bytes(copy)
    assert sweeping.sweep_files() == 0
    assert len(list(store.glob("*.pdf"))) == 2


@pytest.fixture
def aged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is older than an hour."""
    monkeypatch.setattr(sweeping, "ORPHAN_AGE", -sweeping.ORPHAN_AGE)


def test_check_files_reads_each_and_names_what_is_lost_or_damaged(capsys: Any) -> None:
    good, damaged, missing = ready(), ready(), ready()
    call_command("check_files")
    assert "3 files, 0 lost" in capsys.readouterr().out
    path_of(damaged.sha256).write_bytes(b"%PDF-?")
    path_of(missing.sha256).unlink()
    with pytest.raises(SystemExit) as status:
        call_command("check_files", "--json")
    assert status.value.code == 1
    assert json.loads(capsys.readouterr().out) == {"files": 3, "lost": [damaged.serial, missing.serial]}
    assert set(LostFile.objects.values_list("certificate", flat=True)) == {damaged.pk, missing.pk}
    assert good.serial


def test_while_the_store_is_away_nothing_is_called_lost(settings: Settings) -> None:
    certificate, _copy = gone()
    settings.CERTIFICATES_STORE, settings.S3_ENDPOINT = "s3://nowhere", "http://127.0.0.1:9"
    with pytest.raises(CommandError, match="does not answer"):
        call_command("check_files")
    with pytest.raises(Refusal) as refusal:
        repair(certificate, by=None)
    assert refusal.value.code == "store_away"
    assert LostFile.objects.filter(mended_at=None).count() == 1
