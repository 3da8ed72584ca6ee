"""Holders take their badge along and show it; nobody else does it for them."""

import os
import struct
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django.fixtures import Settings

from certificates import sweeping
from certificates.credentials import keeping, sharing
from certificates.credentials.keeping import Form
from certificates.models import Certificate, CredentialFile
from certificates.revoking import revoke
from certificates.storage import storing
from tests.factories.certificates import path_of, ready
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
FILES = ["credential.jwt", "credential.json", "badge.png", "badge.svg"]


@pytest.fixture
def certificate() -> Certificate:
    return ready()


@pytest.fixture
def holder(certificate: Certificate) -> Client:
    client = Client()
    client.force_login(certificate.person)
    return client


def own(certificate: Certificate, name: str = "own", *more: str) -> str:
    with translation.override("en"):
        return reverse(f"certificates:{name}", args=[certificate.code, *more])


def public(certificate: Certificate, name: str = "shared") -> str:
    return reverse(f"credentials:{name}", args=[certificate.code])


@pytest.mark.parametrize("name", FILES)
def test_the_holder_takes_each_form_and_always_gets_the_same(
    certificate: Certificate, holder: Client, name: str
) -> None:
    first, again = (holder.get(own(certificate, "file", name)) for _turn in range(2))
    assert first.status_code == HTTPStatus.OK
    assert first.content == again.content
    assert first["Content-Disposition"] == f'attachment; filename="{certificate.serial}-{name}"'
    assert first["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("name", FILES)
def test_nobody_else_gets_it(certificate: Certificate, name: str) -> None:
    stranger = Client()
    stranger.force_login(PersonFactory.create())
    assert stranger.get(own(certificate, "file", name)).status_code == HTTPStatus.NOT_FOUND
    assert Client().get(own(certificate, "file", name)).status_code == HTTPStatus.FOUND
    assert not CredentialFile.objects.exists()


def test_there_is_no_other_form(certificate: Certificate, holder: Client) -> None:
    assert holder.get(own(certificate, "file", "credential.xml")).status_code == HTTPStatus.NOT_FOUND
    assert holder.get(own(certificate, "file", "card")).status_code == HTTPStatus.NOT_FOUND


def test_a_form_lost_from_the_store_is_made_again(certificate: Certificate) -> None:
    before = keeping.content(certificate, Form.SVG)
    row = CredentialFile.objects.get(form=Form.SVG)
    path_of(row.sha256, "svg").unlink()
    assert keeping.content(certificate, Form.SVG) == before
    assert path_of(CredentialFile.objects.get(form=Form.SVG).sha256, "svg").exists()


def test_the_sweep_leaves_what_a_row_names(certificate: Certificate, store: Path) -> None:
    keeping.content(certificate, Form.PNG)
    orphan = path_of(storing.store(b"nobody's", "json"), "json")
    named = {path for path in store.iterdir() if path != orphan}
    assert {path.suffix for path in named} == {".pdf", ".png", ".jwt"}
    for path in store.iterdir():
        long_ago = (datetime.now(UTC) - timedelta(hours=2)).timestamp()
        os.utime(path, (long_ago, long_ago))
    assert sweeping.sweep_files() == 1
    assert set(store.iterdir()) == named


def test_without_a_key_the_holder_is_told_so(
    certificate: Certificate, holder: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.SIGNING_DIR = str(tmp_path / "nothing")
    answer = holder.get(own(certificate, "file", "badge.png"))
    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert "Try again later" in answer.content.decode()
    assert not CredentialFile.objects.exists()


def test_nothing_is_public_until_the_holder_says_so(certificate: Certificate, holder: Client) -> None:
    assert Client().get(public(certificate)).status_code == HTTPStatus.NOT_FOUND
    assert Client().get(public(certificate, "picture")).status_code == HTTPStatus.NOT_FOUND
    assert "So far nobody but you sees this" in holder.get(own(certificate)).content.decode()
    assert holder.post(own(certificate, "share"), {"show": "on"}).status_code == HTTPStatus.FOUND
    assert Client().get(public(certificate)).status_code == HTTPStatus.OK
    assert "Stop sharing" in holder.get(own(certificate)).content.decode()
    holder.post(own(certificate, "share"), {"show": "off"})
    assert Client().get(public(certificate)).status_code == HTTPStatus.NOT_FOUND


def test_nobody_shares_for_another(certificate: Certificate) -> None:
    stranger = Client()
    stranger.force_login(PersonFactory.create())
    assert stranger.post(own(certificate, "share"), {"show": "on"}).status_code == HTTPStatus.NOT_FOUND
    assert Client().get(public(certificate)).status_code == HTTPStatus.NOT_FOUND


def test_the_shared_page_shows_name_course_and_date_but_no_score(certificate: Certificate) -> None:
    sharing.share(certificate, at=timezone.now())
    answer = Client(headers={"accept-language": "en"}).get(public(certificate))
    page = answer.content.decode()
    for shown in ("Mr Somchai Jaidee", "นายสมชาย ใจดี", "Big Data Analytics for Policy Decisions", "22 November 2026"):
        assert shown in page
    assert "87.5" not in page
    assert "noindex" in answer["X-Robots-Tag"]
    thai = Client(headers={"accept-language": "th"}).get(public(certificate)).content.decode()
    assert "22 พฤศจิกายน 2569" in thai


def test_other_sites_find_a_picture_of_the_right_size(certificate: Certificate, settings: Settings) -> None:
    settings.PUBLIC_ORIGIN = "https://learn.academy.example"
    sharing.share(certificate, at=timezone.now())
    page = Client().get(public(certificate)).content.decode()
    address = f"https://learn.academy.example{public(certificate, 'picture')}"
    assert f'<meta property="og:image" content="{address}">' in page
    picture = Client().get(public(certificate, "picture"))
    assert picture["Content-Type"] == "image/png"
    assert struct.unpack(">II", picture.content[16:24]) == (1200, 630)


def test_a_revoked_certificate_is_shown_no_longer(certificate: Certificate, holder: Client) -> None:
    sharing.share(certificate, at=timezone.now())
    revoke(certificate, reason="Issued in error.", by=None, at=timezone.now())
    assert Client().get(public(certificate)).status_code == HTTPStatus.NOT_FOUND
    assert holder.get(own(certificate)).status_code == HTTPStatus.NOT_FOUND
    assert holder.get(own(certificate, "file", "badge.png")).status_code == HTTPStatus.NOT_FOUND


def test_the_profile_link_carries_the_number_and_where_to_verify(certificate: Certificate, holder: Client) -> None:
    page = holder.get(own(certificate))
    fields = parse_qs(urlsplit(page.context["profile"]).query)
    assert fields["certId"] == [certificate.serial]
    assert fields["certUrl"] == [f"http://localhost:8000/verify/{certificate.code}/"]
    assert (fields["issueYear"], fields["issueMonth"]) == (["2026"], ["11"])
    holder.post(own(certificate, "share"), {"show": "on"})
    shared = parse_qs(urlsplit(holder.get(own(certificate)).context["profile"]).query)
    assert shared["certUrl"] == [f"http://localhost:8000{public(certificate)}"]


def test_asking_too_often_is_refused(certificate: Certificate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("certificates.credentials.share_views.PAGES_A_MINUTE", 2)
    answers = [Client().get(public(certificate)).status_code for _turn in range(3)]
    assert answers == [404, 404, 429]
