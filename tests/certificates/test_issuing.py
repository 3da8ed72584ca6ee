"""Issuing: once for each award, whatever happens."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from certificates.facts import Facts, Said
from certificates.issuing import current_issuer, issue
from certificates.models import Certificate, Issuer
from certificates.revoking import revoke
from tests.factories.certificates import AT, facts, pending
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def test_the_row_freezes_the_facts_and_waits_for_its_file() -> None:
    certificate = pending()
    certificate.refresh_from_db()
    assert certificate.state == Certificate.State.PENDING
    assert certificate.facts == facts()
    assert Facts.from_json(facts().as_json()) == facts()


def test_the_serial_number_has_the_buddhist_year_of_bangkok() -> None:
    new_year_in_bangkok = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)
    certificate = issue(facts(), person=PersonFactory.create(), subject="s", cycle=1, at=new_year_in_bangkok)
    assert certificate.serial.startswith("DGA-2570-")
    assert len(certificate.serial) == len("DGA-2569-0000123")


def test_the_same_award_again_is_the_same_certificate() -> None:
    person = PersonFactory.create()
    first = issue(facts(), person=person, subject="s", cycle=1, at=AT)
    again = issue(facts(score="99"), person=person, subject="s", cycle=1, at=AT)
    assert again.pk == first.pk
    assert again.facts.score == "87.50"


def test_another_cycle_is_another_award() -> None:
    person = PersonFactory.create()
    codes = {issue(facts(), person=person, subject="s", cycle=cycle, at=AT).code for cycle in (1, 2)}
    assert len(codes) == 2


def test_a_revoked_award_is_not_given_again_by_completing_again() -> None:
    person = PersonFactory.create()
    first = issue(facts(), person=person, subject="s", cycle=1, at=AT)
    revoke(first, reason="Cheating", by=None, at=AT)
    assert issue(facts(), person=person, subject="s", cycle=1, at=AT).state == Certificate.State.REVOKED


def test_the_database_itself_refuses_a_second_current_row() -> None:
    first = pending()
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.create(
            serial="x",
            person=first.person,
            subject=first.subject,
            award_key=first.award_key,
            revision=2,
            facts_json={},
            issued_at=AT,
        )


def test_its_file_is_asked_for_only_when_the_decision_is_committed(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        pending()
    assert len(callbacks) == 1


def test_a_name_that_no_font_has_is_issued_all_the_same() -> None:
    assert pending(holder=Said("นายสมชาย 🎓", "")).state == Certificate.State.PENDING


def test_the_issuer_names_no_officer_until_there_is_one() -> None:
    assert current_issuer()[1] == ()
    Issuer.objects.update_or_create(pk=1, defaults={"signatory_name_th": "นางสาวปิยะนุช", "signatory_position_th": "ผอ."})
    name, signatories = current_issuer()
    assert name.en == "Digital Government Academy"
    assert signatories[0].position.th == "ผอ."
