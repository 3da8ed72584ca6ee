"""The store of files: one contract, kept by a folder and by a bucket; and what a certificate's life makes of it."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django.fixtures import Settings

from academy.settings.environment import s3_address
from certificates import sweeping
from certificates.keyring.keepers import AwayError
from certificates.models import Certificate
from certificates.producing import produce
from certificates.storage import storing
from certificates.storage.bucket import Bucket
from certificates.storage.folder import Folder
from certificates.storage.port import STORE_AWAY, DamagedError, Store
from tests.certificates.buckets import BUCKET, Service, place, service
from tests.factories.certificates import pending, ready

__all__ = ["service"]
LATER = 3600.0


@pytest.fixture(params=["folder", "bucket"])
def kept(request: Any, tmp_path: Path) -> Iterator[Store]:
    """Each adapter in turn, empty."""
    if request.param == "folder":
        yield Folder(tmp_path / "kept")
    else:
        service = request.getfixturevalue("service")
        yield Bucket(place(service.ready()))


@pytest.fixture
def bucket(settings: Settings, service: Service) -> Service:
    """The academy on a bucket."""
    service.ready()
    settings.CERTIFICATES_STORE, settings.S3_ENDPOINT = f"s3://{BUCKET}/issued", service.address
    settings.S3_ACCESS_KEY = settings.S3_SECRET_KEY = "of-the-tests"
    return service


def test_what_is_put_is_there_whole_and_once(kept: Store) -> None:
    content = bytes(range(256)) * 1000
    for _twice in range(2):
        kept.put("one.pdf", content)
    kept.put("none.pdf", b"")
    assert kept.get("one.pdf") == content
    assert kept.get("none.pdf") == b""
    assert sorted(kept.names(time.time() + LATER)) == ["none.pdf", "one.pdf"]


def test_what_is_not_there_is_said(kept: Store) -> None:
    with pytest.raises(FileNotFoundError):
        kept.get("nowhere.pdf")


def test_what_was_written_since_is_not_removed(kept: Store) -> None:
    kept.put("one.pdf", b"x")
    before = time.time() - LATER
    assert list(kept.names(before)) == []
    assert not kept.remove("one.pdf", before)
    assert kept.remove("one.pdf", time.time() + LATER)
    assert not kept.remove("one.pdf", before)
    with pytest.raises(FileNotFoundError):
        kept.get("one.pdf")


def test_a_store_says_whether_it_answers(kept: Store) -> None:
    assert kept.answers()


def test_a_store_that_gives_back_something_else_takes_nothing(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    if isinstance(kept, Bucket):
        monkeypatch.setattr(kept, "get", lambda _name: b"another")
    else:
        monkeypatch.setattr(Path, "read_bytes", lambda _path: b"another")
    with pytest.raises(DamagedError):
        kept.put("one.pdf", b"x")
    monkeypatch.undo()
    if isinstance(kept, Folder):
        assert list(kept.names(time.time() + LATER)) == []


def test_a_bucket_that_is_away_is_a_trouble_of_its_own_and_comes_back(service: Service) -> None:
    store = Bucket(place(service.ready()))
    store.put("one.pdf", b"x")
    service.stop()
    for ask in (lambda: store.get("one.pdf"), lambda: store.put("two.pdf", b"y"), lambda: list(store.names(0))):
        with pytest.raises(AwayError) as said:
            ask()
        assert said.value.trouble == STORE_AWAY
    assert not store.answers()
    service.start()
    assert store.get("one.pdf") == b"x"
    assert store.answers()


def test_a_bucket_that_is_not_there_does_not_answer(service: Service) -> None:
    store = Bucket(place(service.ready(), "s3://another-bucket"))
    assert not store.answers()
    with pytest.raises(OSError):  # noqa: PT011  whichever the service says
        store.put("one.pdf", b"x")


@pytest.mark.django_db
def test_a_certificate_in_a_bucket_is_produced_downloaded_and_swept_around(bucket: Service, client: Client) -> None:
    certificate = ready()
    orphan = storing.store(b"nobody's")
    assert set(bucket.names()) == {f"issued/{certificate.sha256}.pdf", f"issued/{orphan}.pdf"}
    client.force_login(certificate.person)
    response: Any = client.get(f"/th/certificates/{certificate.code}.pdf")
    assert storing.fingerprint(response.content) == certificate.sha256
    bucket.age()
    assert sweeping.sweep_files() == 1
    assert bucket.names() == [f"issued/{certificate.sha256}.pdf"]


@pytest.mark.django_db
def test_while_the_bucket_is_away_a_certificate_waits_and_says_why(bucket: Service, client: Client) -> None:
    certificate, before = pending(), ready()
    bucket.stop()
    with pytest.raises(AwayError):
        produce(certificate.pk)
    certificate.refresh_from_db()
    assert (certificate.state, certificate.trouble) == (Certificate.State.PENDING, STORE_AWAY)
    client.force_login(before.person)
    response = client.get(f"/th/certificates/{before.code}.pdf")
    assert response.status_code == 503
    assert client.get("/readyz").json()["checks"]["storage"] == "failed"
    bucket.start()
    assert produce(certificate.pk)


def test_an_address_of_a_bucket_is_looked_at_when_the_academy_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    for good in ("", "s3://certificates", "s3://certificates/academy/issued/"):
        monkeypatch.setenv("CERTIFICATES_STORE", good)
        assert s3_address("CERTIFICATES_STORE") == good.rstrip("/")
    monkeypatch.setenv("CERTIFICATES_STORE", "https://certificates")
    with pytest.raises(ImproperlyConfigured, match="s3://"):
        s3_address("CERTIFICATES_STORE")
