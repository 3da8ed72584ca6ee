"""Letters 90, 30 and 7 days before a certificate runs out, once each."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from certificates.issuing import issue
from certificates.models import Certificate
from certificates.reminding import remind
from certificates.revoking import revoke
from certificates.suspending import suspend
from tests.factories.certificates import AT, facts, ready
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
LAST = date(2027, 11, 22)


def running_out(**person: Any) -> Certificate:
    return ready(PersonFactory.create(**person), valid_until=LAST.isoformat())


def days_before(days: int) -> date:
    return LAST - timedelta(days=days)


def test_each_letter_is_sent_once_and_never_after_the_end() -> None:
    running_out()
    sent = [remind(days_before(days)) for days in (91, 90, 89, 31, 30, 29, 8, 7, 7, 1, 0, -1)]
    assert sent == [0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0]
    assert len(mail.outbox) == 3


def test_the_letter_speaks_its_reader_s_language_and_names_the_last_day_in_its_era() -> None:
    running_out(preferred_language="th")
    running_out(preferred_language="en")
    remind(days_before(30))
    thai, english = (one for one in mail.outbox)
    assert "22 พฤศจิกายน 2570" in thai.body
    assert "runs out in 30 days, on 22 November 2027" in english.body
    assert "Big Data Analytics" in english.subject
    assert english.alternatives[0][0].count("22 November 2027") == 1


def test_where_days_were_missed_one_letter_counts_for_those_before_it() -> None:
    running_out()
    assert [remind(days_before(days)) for days in (6, 6)] == [1, 0]


def test_whoever_has_a_newer_one_or_may_not_sign_in_or_holds_none_in_force_is_left_alone() -> None:
    renewed, gone, revoked, suspended = running_out(), running_out(is_active=False), running_out(), running_out()
    newer = facts(valid_until="2029-11-22")
    issue(newer, person=renewed.person, subject=renewed.subject, cycle=2, at=AT)
    revoke(revoked, reason="x", by=None, at=AT)
    suspend(suspended, reason="x", by=None, at=AT)
    assert remind(days_before(30)) == 0
    assert gone.person.is_active is False


def test_a_letter_that_fails_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    running_out()

    def refuse(*_args: Any) -> int:
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(EmailBackend, "send_messages", refuse)
        assert remind(days_before(30)) == 0
    assert remind(days_before(30)) == 1
