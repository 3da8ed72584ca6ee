"""What anyone may learn of a code or a file, at the door."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as live
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from certificates.codes import grouped, new_code
from certificates.correcting import correct_name
from certificates.facts import Said
from certificates.keyring.keys import KeyRing
from certificates.models import Certificate
from certificates.revoking import revoke
from certificates.verification import views
from certificates.verification.receiving import MOST
from tests.factories.certificates import AT, path_of, pending, ready
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}


def page(client: Client, code: str, language: str = "en", **extra: Any) -> Any:
    return client.get(reverse("verify:certificate", args=[code]), headers={"accept-language": language, **extra})


def upload(client: Client, content: bytes, **headers: str) -> Any:
    file = SimpleUploadedFile("certificate.pdf", content, "application/pdf")
    return client.post("/verify/", {"file": file}, headers={"accept-language": "en", **headers})


def test_a_valid_certificate_says_so_with_its_facts(client: Client) -> None:
    certificate = ready()
    response = page(client, certificate.code)
    said = response.content.decode()
    assert response.status_code == 200
    for part in ("Valid", "Mr Somchai Jaidee", "นายสมชาย ใจดี", "22 November 2026", certificate.serial, "87.5%"):
        assert part in said
    assert "signed" not in said.lower()
    assert response["X-Robots-Tag"].startswith("noindex")
    assert response["Cache-Control"] == "no-store"


def test_a_thai_reader_reads_thai_at_the_same_address(client: Client) -> None:
    said = page(client, ready().code, "th").content.decode()
    assert '<html lang="th"' in said
    assert "22 พฤศจิกายน 2569" in said
    assert "Valid" not in said


def test_the_code_may_be_typed_as_it_is_printed(client: Client) -> None:
    certificate = ready()
    response = client.get("/verify/", {"code": f" {grouped(certificate.code)} "})
    assert response.status_code == 302
    assert response["Location"] == reverse("verify:certificate", args=[certificate.code])
    assert page(client, grouped(certificate.code)).status_code == 200


def test_a_revoked_certificate_says_why(client: Client) -> None:
    certificate = ready()
    revoke(certificate, reason="Another person sat the exam", by=None, at=AT)
    said = page(client, certificate.code).content.decode()
    assert "Revoked" in said
    assert "Another person sat the exam" in said
    assert "verdict--valid" not in said


def test_a_superseded_certificate_points_to_the_one_in_force(client: Client) -> None:
    first = ready()
    second = correct_name(first, Said("", "Ms B"), reason="Misspelt", by=None, at=AT)
    third = correct_name(second, Said("", "Ms C"), reason="Misspelt again", by=None, at=AT)
    said = page(client, first.code).content.decode()
    assert "Replaced" in said
    assert reverse("verify:certificate", args=[third.code]) in said


def test_one_that_is_being_prepared_does_not_count_yet(client: Client) -> None:
    assert page(client, pending().code, **JSON).json()["state"] == "pending"


def test_a_malformed_code_is_answered_like_an_unknown_one(client: Client) -> None:
    answers = [page(client, code) for code in (new_code(), "x", "unknown", "0" * 200)]
    assert {answer.status_code for answer in answers} == {404}
    # Between the page's own header and footer, which name the address for going back to it.
    assert len({re.search(rb"<main.*</main>", answer.content, re.DOTALL)[0] for answer in answers}) == 1  # type: ignore[index]
    machines = [page(client, code, **JSON) for code in (new_code(), "x")]
    assert [(answer.status_code, answer.json()) for answer in machines] == [(404, {"state": "unknown"})] * 2


@pytest.mark.parametrize(("language", "said"), [("th", "ไม่พบ"), ("en", "Not found")])
def test_an_unknown_code_says_what_to_do_and_asks_again(client: Client, language: str, said: str) -> None:
    answer = page(client, new_code(), language)
    assert answer.status_code == 404
    content = answer.content.decode()
    assert said in content
    assert 'id="what-to-do"' in content
    assert 'name="code"' in content


@pytest.mark.parametrize(("typed", "said"), [("4F7KQ-9XWTR", "this has 10"), ("u" * 26, "never stand in a code")])
def test_what_can_be_no_code_is_kept_and_said_why(client: Client, typed: str, said: str) -> None:
    answer = client.get("/verify/", {"code": typed}, headers={"accept-language": "en"})
    assert answer.status_code == 400
    content = answer.content.decode()
    assert f'value="{typed}"' in content
    assert said in content


def test_machines_get_the_facts_as_data(client: Client) -> None:
    certificate = ready()
    revoke(certificate, reason="Cheating", by=None, at=AT)
    said = page(client, certificate.code, **JSON).json()
    assert said["state"] == "revoked"
    assert said["holder"] == {"th": "นายสมชาย ใจดี", "en": "Mr Somchai Jaidee"}
    assert said["completed_on"] == "2026-11-22"
    assert said["ended_at"] == AT.isoformat()
    assert "release" not in said


def test_the_file_itself_is_known(client: Client) -> None:
    certificate = ready()
    content = path_of(certificate.sha256).read_bytes()
    assert "This file is exactly the one the academy issued" in upload(client, content).content.decode()
    assert upload(client, content, **JSON).json()["serial"] == certificate.serial


def test_a_changed_file_is_unknown(client: Client) -> None:
    content = path_of(ready().sha256).read_bytes() + b"\n"
    response = upload(client, content, **JSON)
    said = response.json()
    assert (response.status_code, said["state"], said["signature"]["state"]) == (200, "unknown", "changed")


def test_the_file_of_a_revoked_certificate_is_revoked(client: Client) -> None:
    certificate = ready()
    revoke(certificate, reason="Cheating", by=None, at=AT)
    assert upload(client, path_of(certificate.sha256).read_bytes(), **JSON).json()["state"] == "revoked"


def test_an_upload_is_never_written_to_a_disk(client: Client, settings: Settings, tmp_path: Any) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "nowhere")
    assert upload(client, b"%PDF-" + bytes(MOST - 5)).status_code == 200


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"%PDF-" + bytes(MOST), "larger than 5 MB"),
        (b"GIF89a", "not a PDF file"),
    ],
)
def test_what_cannot_be_a_certificate_is_refused_in_words(client: Client, content: bytes, fault: str) -> None:
    response = upload(client, content)
    assert response.status_code == 400
    assert fault in response.content.decode()


def test_no_file_and_no_code_are_asked_for(client: Client) -> None:
    assert "Choose the certificate" in client.post("/verify/", headers={"accept-language": "en"}).content.decode()
    assert client.get("/verify/", {"code": " "}).status_code == 400
    assert client.get("/verify/").status_code == 200


def test_the_form_works_from_anywhere_and_sets_no_cookie() -> None:
    client = Client(enforce_csrf_checks=True)
    response = upload(client, b"%PDF-")
    assert response.status_code == 200
    assert not response.cookies


def by_name(client: Client, serial: str, family: str, **extra: Any) -> Any:
    return client.post("/verify/", {"serial": serial, "family": family}, headers={"accept-language": "en", **extra})


@pytest.mark.parametrize("family", ["ใจดี", " Jaidee ", "JAIDEE", "Somchai Jaidee"])
def test_a_number_with_the_holders_family_name_is_known_and_gives_no_code_away(client: Client, family: str) -> None:
    certificate = ready()
    typed = certificate.serial.lower().replace("-", "\u2013").translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    for serial in (certificate.serial, f" {typed} "):
        answer = by_name(client, serial, family)
        said = answer.content.decode()
        assert (answer.status_code, "Valid" in said, "นายสมชาย ใจดี" in said) == (200, True, True)
        assert grouped(certificate.code) not in said
        assert certificate.code not in said
    machine = by_name(client, certificate.serial, family, **JSON).json()
    assert (machine["state"], machine["verify"]) == ("valid", None)


def test_the_successor_of_one_found_by_name_is_told_of_without_its_code(client: Client) -> None:
    certificate = ready()
    new = correct_name(certificate, Said("นายสมชาย ใจงาม", "Mr Somchai Jaingam"), reason="Name", by=None, at=AT)
    answer = by_name(client, certificate.serial, "ใจดี")
    assert "Replaced" in answer.content.decode()
    assert new.code not in answer.content.decode()


def test_a_wrong_name_is_answered_like_a_number_that_nobody_has(client: Client) -> None:
    certificate = ready()
    for family in ("ดี", "ใจ", "สมชาย", "Jai", "%", "-"):
        answers = [
            by_name(client, serial, family, **JSON)
            for serial in (certificate.serial, "DGA-2569-9999999", "DGA", "0" * 99)
        ]
        assert [(one.status_code, one.json()) for one in answers] == [(200, {"state": "unknown"})] * 4
        cache.clear()
    page_of_it = by_name(client, certificate.serial, "ใจร้าย").content.decode()
    assert "Not found" in page_of_it
    assert 'value="ใจร้าย"' in page_of_it
    assert "Mr Somchai" not in page_of_it


def test_a_number_or_a_name_alone_is_asked_for_the_other(client: Client) -> None:
    for serial, family, asked in (("", "ใจดี", "serial-fault"), ("DGA-2569-0000001", " ", "family-fault")):
        answer = by_name(client, serial, family)
        assert answer.status_code == 400
        assert f'id="{asked}"' in answer.content.decode()


def test_names_are_tried_for_one_number_only_so_often_from_wherever(client: Client) -> None:
    certificate = ready()
    answers = [
        client.post(
            "/verify/", {"serial": certificate.serial, "family": f"x{number}"}, REMOTE_ADDR=f"192.0.2.{number}"
        ).status_code
        for number in range(2 * views.NAMES_A_MINUTE + 1)
    ]
    assert answers[: views.NAMES_A_MINUTE] == [200] * views.NAMES_A_MINUTE
    assert 429 in answers


def test_one_address_may_ask_so_often_and_no_more(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "PAGES_A_MINUTE", 2)
    # The window may turn over between two of them; three in a row are too many in one of two windows.
    answers = [page(client, "x").status_code for _ in range(5)]
    assert answers[:2] == [404, 404]
    assert 429 in answers
    refused = page(client, "x", **JSON)
    if refused.status_code == 429:
        assert refused.json()["code"] == "too_many_requests"
        assert refused["Retry-After"]
    other = client.get(reverse("verify:certificate", args=["x"]), REMOTE_ADDR="192.0.2.7")
    assert other.status_code == 404


def test_without_a_cache_verification_still_works(
    client: Client, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    certificate = ready()
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "unix:///nowhere/redis.sock"}}
    monkeypatch.setattr(views, "PAGES_A_MINUTE", 1)
    assert cache.get("anything") is None
    assert [page(client, certificate.code, **JSON).json()["state"] for _ in range(3)] == ["valid"] * 3


class TestDownload:
    def get(self, client: Client, certificate: Certificate, **headers: str) -> Any:
        return client.get(f"/en/certificates/{certificate.code}.pdf", headers=headers)

    def test_the_holder_gets_the_file_that_was_issued(self, client: Client) -> None:
        person = PersonFactory.create()
        certificate = ready(person)
        client.force_login(person)
        response = self.get(client, certificate)
        assert response.content == path_of(certificate.sha256).read_bytes()
        assert response["Content-Type"] == "application/pdf"
        assert int(response["Content-Length"]) == certificate.size
        assert f'attachment; filename="{certificate.serial}.pdf"; filename*=UTF-8' in response["Content-Disposition"]
        assert response["ETag"] == f'"{certificate.sha256}"'
        assert response["Cache-Control"].startswith("private")

    def test_nobody_else_does_not_even_an_officer(self, client: Client) -> None:
        certificate = ready()
        assert "/accounts/" in self.get(client, certificate)["Location"]
        for other in (PersonFactory.create(), PersonFactory.create(is_superuser=True, is_staff=True)):
            client.force_login(other)
            assert self.get(client, certificate).status_code == 404

    @pytest.mark.parametrize("make", [pending, ready])
    def test_what_is_not_in_force_is_not_given_out(self, client: Client, make: Any) -> None:
        person = PersonFactory.create()
        certificate = make(person)
        client.force_login(person)
        revoke(certificate, reason="Cheating", by=None, at=AT)
        assert self.get(client, certificate).status_code == 404

    def test_a_file_already_there_is_not_sent_again(self, client: Client) -> None:
        person = PersonFactory.create()
        certificate = ready(person)
        client.force_login(person)
        assert self.get(client, certificate, **{"if-none-match": f'"{certificate.sha256}"'}).status_code == 304

    def test_it_can_be_looked_at_in_the_browser(self, client: Client) -> None:
        person = PersonFactory.create()
        certificate = ready(person)
        client.force_login(person)
        response = client.get(f"/th/certificates/{certificate.code}.pdf?view")
        assert response["Content-Disposition"].startswith("inline;")
        assert BytesIO(response.content).read(5) == b"%PDF-"


class TestTheSignatureOfAFile:
    def test_ours_is_told_with_its_key_in_both_languages(self, client: Client) -> None:
        content = path_of(ready().sha256).read_bytes()
        said = upload(client, content).content.decode()
        assert "The academy signed this file, and nothing in it was changed since." in said
        assert KeyRing.load(live).p256.id in said
        assert "one for development" in said
        assert "not the file on the register" not in said
        assert "สถาบันลงลายมือชื่อในไฟล์นี้" in upload(client, content, **{"accept-language": "th"}).content.decode()

    def test_ours_but_not_on_the_register_says_so(self, client: Client) -> None:
        certificate = ready()
        content = path_of(certificate.sha256).read_bytes()
        Certificate.objects.filter(pk=certificate.pk).update(sha256="0" * 64)
        assert "not the file on the register" in upload(client, content).content.decode()

    def test_changed_and_unsigned_are_told_apart(self, client: Client) -> None:
        content = path_of(ready().sha256).read_bytes()
        assert "changed after it was signed" in upload(client, content + b"\n").content.decode()
        assert "no electronic signature" in upload(client, b"%PDF-1.7").content.decode()

    def test_a_broken_record_of_keys_leaves_the_register_s_answer(
        self, client: Client, settings: Settings, tmp_path: Path
    ) -> None:
        certificate = ready()
        settings.SIGNING_DIR = str(tmp_path)
        (tmp_path / "keys.json").write_text("{")
        said = upload(client, path_of(certificate.sha256).read_bytes(), **JSON).json()
        assert said["state"] == "valid"
        assert "signature" not in said
