"""Telling the holder: once, in their language, and without making the file again."""

import smtplib
from pathlib import Path

import pytest
from django.core import mail
from pytest_django.fixtures import Settings

from certificates.announcing import NOT_SENT, NotSentError, announce
from certificates.correcting import correct_name
from certificates.facts import Said
from certificates.models import Certificate
from certificates.producing import produce
from tests.factories.certificates import AT, pending, ready
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


class BrokenBackend:
    """A mail server that takes nothing."""

    def __init__(self, *args: object, **kwargs: object) -> None: ...

    def send_messages(self, messages: object) -> int:
        raise smtplib.SMTPServerDisconnected


def test_a_thai_holder_reads_thai() -> None:
    certificate = ready(PersonFactory.create(preferred_language="th", email="a@agency.example"))
    assert announce(certificate.pk)
    [letter] = mail.outbox
    assert letter.to == ["a@agency.example"]
    assert "ประกาศนียบัตร" in letter.subject
    assert f"/th/certificates/{certificate.code}.pdf" in letter.body
    assert f"/verify/{certificate.code}/" in letter.body
    html, kind = letter.alternatives[0]
    assert kind == "text/html"
    assert '<html lang="th">' in str(html)
    assert certificate.serial in letter.body
    assert certificate.serial in str(html)


def test_an_english_holder_reads_english() -> None:
    certificate = ready(PersonFactory.create(preferred_language="en"))
    announce(certificate.pk)
    assert mail.outbox[0].subject == "Your certificate: Big Data Analytics for Policy Decisions"
    assert "Dear Mr Somchai Jaidee," in mail.outbox[0].body
    assert "ประกาศ" not in mail.outbox[0].body


def test_a_course_title_with_a_line_end_makes_no_second_header() -> None:
    certificate = ready(PersonFactory.create(preferred_language="en"), course=Said("", "Data\nBcc: all@agency.example"))
    announce(certificate.pk)
    assert mail.outbox[0].subject == "Your certificate: Data Bcc: all@agency.example"


def test_nobody_is_told_twice_or_before_the_file_is_there() -> None:
    certificate = pending()
    assert announce(certificate.pk) is False
    produce(certificate.pk)
    assert announce(certificate.pk) is True
    assert announce(certificate.pk) is False
    assert len(mail.outbox) == 1


def test_a_mail_that_fails_is_tried_again_and_renders_nothing(settings: Settings, store: Path) -> None:
    certificate = ready()
    file = store / f"{certificate.sha256}.pdf"
    written = file.stat().st_mtime_ns
    good, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.BrokenBackend"
    with pytest.raises(NotSentError, match=r"^SMTP"):
        announce(certificate.pk)
    certificate.refresh_from_db()
    assert (certificate.state, certificate.trouble, certificate.claim) == (Certificate.State.READY, NOT_SENT, "")
    settings.EMAIL_BACKEND = good
    assert announce(certificate.pk)
    certificate.refresh_from_db()
    assert (certificate.trouble, certificate.look_again_at) == ("", None)
    assert file.stat().st_mtime_ns == written


def test_who_may_no_longer_sign_in_gets_no_mail_and_the_row_is_done() -> None:
    certificate = ready(PersonFactory.create(is_active=False))
    assert announce(certificate.pk)
    assert mail.outbox == []
    certificate.refresh_from_db()
    assert certificate.announced_at is not None


def test_a_correction_says_that_it_is_one() -> None:
    first = ready(PersonFactory.create(preferred_language="en"))
    second = correct_name(first, Said("", "Ms Somying Jaidee"), reason="Misspelt", by=None, at=AT)
    produce(second.pk)
    announce(second.pk)
    assert "has been corrected" in mail.outbox[0].body
