"""Revoking, correcting and repairing."""

from typing import Any

import pytest
from wagtail.log_actions import registry

from academy.errors import Refusal
from certificates.correcting import correct_name, supersede
from certificates.facts import Said
from certificates.models import Certificate
from certificates.producing import produce
from certificates.repairing import repair
from certificates.revoking import revoke
from tests.factories.certificates import AT, facts, pending, ready
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
NAME = Said("นางสาวสมหญิง ใจดี", "Ms Somying Jaidee")


def log_of(certificate: Certificate) -> list[tuple[str, str, Any]]:
    return [
        (entry.action, entry.comment, entry.user)
        for entry in registry.get_logs_for_instance(certificate).order_by("pk")
    ]


@pytest.mark.parametrize("make", [pending, ready])
def test_a_revoked_certificate_keeps_its_facts_and_says_why(make: Any) -> None:
    certificate, officer = make(), PersonFactory.create()
    revoke(certificate, reason=" Another\nperson sat the exam ", by=officer, at=AT)
    certificate.refresh_from_db()
    assert (certificate.state, certificate.reason) == (Certificate.State.REVOKED, "Another person sat the exam")
    assert certificate.facts == facts()
    assert log_of(certificate) == [("certificates.revoke", "Another person sat the exam", officer)]


def test_a_revoked_certificate_is_never_produced() -> None:
    certificate = pending()
    revoke(certificate, reason="Cheating", by=None, at=AT)
    assert produce(certificate.pk) is False


@pytest.mark.parametrize(("reason", "code"), [("  ", "reason_required"), ("x" * 301, "reason_too_long")])
def test_a_reason_is_asked_for(reason: str, code: str) -> None:
    certificate = ready()
    with pytest.raises(Refusal) as refusal:
        revoke(certificate, reason=reason, by=None, at=AT)
    assert refusal.value.code == code
    certificate.refresh_from_db()
    assert certificate.state == Certificate.State.READY


def test_what_has_ended_cannot_end_again() -> None:
    certificate = ready()
    revoke(certificate, reason="Cheating", by=None, at=AT)
    for deed in (revoke, lambda *args, **kwargs: supersede(*args, facts(), **kwargs)):
        with pytest.raises(Refusal) as refusal:
            deed(certificate, reason="Again", by=None, at=AT)
        assert refusal.value.code == "certificate_ended"
    assert Certificate.objects.count() == 1


def test_a_correction_takes_the_place_of_the_old_one() -> None:
    first, officer = ready(), PersonFactory.create()
    second = correct_name(first, NAME, reason="Misspelt", by=officer, at=AT)
    first.refresh_from_db()
    assert (first.state, first.reason) == (Certificate.State.SUPERSEDED, "Misspelt")
    assert first.facts.holder == facts().holder
    assert (second.revision, second.supersedes, second.state) == (2, first, Certificate.State.PENDING)
    assert second.facts.holder == NAME
    assert {second.serial, second.code}.isdisjoint({first.serial, first.code})
    assert log_of(first) == [("certificates.supersede", "Misspelt", officer)]
    assert log_of(second) == [("certificates.correct", "Misspelt", officer)]


def test_a_correction_can_be_corrected() -> None:
    third = correct_name(
        correct_name(ready(), NAME, reason="Misspelt", by=None, at=AT), Said("", "X"), reason="Again", by=None, at=AT
    )
    assert third.revision == 3


def test_a_name_that_could_not_be_printed_is_healed_by_correcting_it() -> None:
    stuck = pending(holder=Said("นายสมชาย 🎓", ""))
    assert produce(correct_name(stuck, NAME, reason="Not printable", by=None, at=AT).pk)


@pytest.mark.parametrize(("name", "code"), [(Said("", ""), "name_required"), (facts().holder, "nothing_to_correct")])
def test_a_correction_must_correct_something(name: Said, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        correct_name(ready(), name, reason="Misspelt", by=None, at=AT)
    assert refusal.value.code == code


def test_repairing_queues_at_once_and_is_logged(django_capture_on_commit_callbacks: Any) -> None:
    certificate, officer = pending(), PersonFactory.create()
    with django_capture_on_commit_callbacks() as callbacks:
        repair(certificate, by=officer)
    assert len(callbacks) == 1
    assert log_of(certificate) == [("certificates.repair", "", officer)]


def test_only_a_missing_file_is_repaired() -> None:
    with pytest.raises(Refusal) as refusal:
        repair(ready(), by=None)
    assert refusal.value.code == "nothing_to_repair"


def test_the_log_reads_well_in_thai() -> None:
    from django.utils import translation

    first = ready()
    second = correct_name(first, NAME, reason="Misspelt", by=None, at=AT)
    with translation.override("th"):
        [entry] = registry.get_logs_for_instance(first)
        assert second.serial in entry.message
        assert "ประกาศนียบัตร" in entry.message
