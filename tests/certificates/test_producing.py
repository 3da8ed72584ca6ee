"""From the row to the file, and what happens when it fails."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.db.models import F
from django.utils import timezone
from pytest_django.fixtures import Settings

from certificates.claiming import claim, pause
from certificates.correcting import correct_name
from certificates.facts import Said
from certificates.keyring.keepers import AwayError
from certificates.keyring.keys import DEVELOPMENT_KEY, NO_KEY, KeyTroubleError
from certificates.models import Certificate
from certificates.producing import NOT_STORED, produce
from certificates.signatures.stamping import NO_STAMP
from certificates.typesetting import rendering
from certificates.typesetting.rendering import NO_DESIGN, NO_FONTS, NO_GLYPH, RenderingError
from tests.certificates.services import authority, serving
from tests.factories.certificates import AT, pending, ready

pytestmark = pytest.mark.django_db
PENDING = Certificate.State.PENDING


def test_the_file_lies_under_its_fingerprint(store: Path) -> None:
    certificate = ready()
    content = (store / f"{certificate.sha256}.pdf").read_bytes()
    assert hashlib.sha256(content).hexdigest() == certificate.sha256
    assert len(content) == certificate.size
    assert certificate.state == Certificate.State.READY
    assert [path.name for path in store.iterdir()] == [f"{certificate.sha256}.pdf"]


def test_producing_again_does_nothing(store: Path) -> None:
    certificate = ready()
    before = (store / f"{certificate.sha256}.pdf").stat().st_mtime_ns
    assert produce(certificate.pk) is False
    assert (store / f"{certificate.sha256}.pdf").stat().st_mtime_ns == before


def test_what_another_worker_holds_is_left_alone() -> None:
    certificate = pending()
    assert claim(certificate.pk, PENDING)
    assert produce(certificate.pk) is False


def test_a_claim_whose_lease_has_ended_is_free() -> None:
    certificate = pending()
    first = claim(certificate.pk, PENDING)
    Certificate.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    second = claim(certificate.pk, PENDING)
    assert second is not None
    assert second != first


def test_a_worker_that_lost_its_claim_writes_nothing(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = pending()
    page = rendering.render

    def slow(*args: object, **kwargs: object) -> bytes:
        Certificate.objects.update(claim="another worker's")
        return page(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(rendering, "render", slow)
    assert produce(certificate.pk) is False
    certificate.refresh_from_db()
    assert (certificate.state, certificate.sha256) == (PENDING, "")


def test_a_certificate_superseded_meanwhile_stays_superseded(monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = pending()
    page = rendering.render

    def slow(*args: object, **kwargs: object) -> bytes:
        correct_name(certificate, Said("นางสมหญิง ใจดี", ""), reason="Misspelt", by=None, at=AT)
        return page(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(rendering, "render", slow)
    assert produce(certificate.pk) is False
    certificate.refresh_from_db()
    assert certificate.state == Certificate.State.SUPERSEDED


def test_a_failure_gives_the_claim_back_with_its_reason() -> None:
    certificate = pending(holder=Said("นายสมชาย 🎓", ""))
    with pytest.raises(RenderingError):
        produce(certificate.pk)
    certificate.refresh_from_db()
    assert (certificate.state, certificate.claim, certificate.claimed_until) == (PENDING, "", None)
    assert certificate.trouble == NO_GLYPH
    assert certificate.tries == 1
    assert certificate.look_again_at > timezone.now()


def test_the_pause_grows_and_ends_at_an_hour() -> None:
    assert [pause(tries) for tries in (1, 2, 3, 50)] == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 60)]


def test_without_fonts_it_waits_and_heals(settings: Settings, tmp_path: Path) -> None:
    certificate = pending()
    good, settings.FONTS_DIR = settings.FONTS_DIR, str(tmp_path / "nowhere")
    with pytest.raises(RenderingError):
        produce(certificate.pk)
    certificate.refresh_from_db()
    assert certificate.trouble == NO_FONTS
    settings.FONTS_DIR = good
    assert produce(certificate.pk)
    certificate.refresh_from_db()
    assert (certificate.trouble, certificate.tries) == ("", 2)


def test_without_its_design_it_waits_and_heals(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    certificate = pending()
    with monkeypatch.context() as away:
        rendering._compiler.cache_clear()
        away.setattr(rendering, "DESIGN", tmp_path)
        with pytest.raises(RenderingError):
            produce(certificate.pk)
        certificate.refresh_from_db()
        assert certificate.trouble == NO_DESIGN
    rendering._compiler.cache_clear()
    assert produce(certificate.pk)


def test_a_store_that_cannot_be_written_leaves_no_part_behind(settings: Settings, tmp_path: Path) -> None:
    certificate = pending()
    (tmp_path / "file").write_text("not a folder")
    settings.CERTIFICATES_DIR = str(tmp_path / "file")
    with pytest.raises(OSError):  # noqa: PT011  whichever the system says
        produce(certificate.pk)
    certificate.refresh_from_db()
    assert (certificate.claim, certificate.trouble) == ("", NOT_STORED)


def test_facts_that_cannot_be_read_are_trouble_and_no_crash() -> None:
    certificate = pending()
    Certificate.objects.filter(pk=certificate.pk).update(facts_json={"holder": 1})
    with pytest.raises((KeyError, TypeError)):
        produce(certificate.pk)
    certificate.refresh_from_db()
    assert certificate.claim == ""
    assert certificate.trouble


def test_each_try_is_counted() -> None:
    certificate = pending()
    Certificate.objects.update(tries=F("tries") + 3)
    claim(certificate.pk, PENDING)
    certificate.refresh_from_db()
    assert certificate.tries == 4


def test_without_a_key_it_waits_says_so_and_heals(settings: Settings, tmp_path: Path) -> None:
    certificate = pending()
    good, settings.SIGNING_DIR = settings.SIGNING_DIR, str(tmp_path / "nowhere")
    with pytest.raises(KeyTroubleError):
        produce(certificate.pk)
    certificate.refresh_from_db()
    assert (certificate.state, certificate.claim, certificate.trouble) == (PENDING, "", NO_KEY)
    settings.SIGNING_DIR = good
    assert produce(certificate.pk)


def test_on_a_development_key_production_makes_no_file(settings: Settings, store: Path) -> None:
    certificate = pending()
    settings.DEVELOPMENT_KEYS = False
    with pytest.raises(KeyTroubleError):
        produce(certificate.pk)
    certificate.refresh_from_db()
    assert (certificate.state, certificate.trouble) == (PENDING, DEVELOPMENT_KEY)
    assert not store.exists()


def test_while_the_time_cannot_be_stamped_it_waits_and_nothing_is_stored(settings: Settings, store: Path) -> None:
    certificate = pending()
    settings.TIMESTAMP_URL = "http://127.0.0.1:9/"
    with pytest.raises(AwayError):
        produce(certificate.pk)
    certificate.refresh_from_db()
    assert (certificate.state, certificate.trouble) == (PENDING, NO_STAMP)
    assert certificate.look_again_at > timezone.now()
    assert not store.exists()
    answer, _certificate = authority()
    with serving(answer) as settings.TIMESTAMP_URL:
        assert produce(certificate.pk)
