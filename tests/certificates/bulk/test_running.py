"""Runs over many: dry first, an outcome for each row, paused and resumed, and nothing done twice."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from academy.errors import Refusal
from academy.people.models import Person
from academy.people.roles import Role
from certificates.bulk import ordering, running
from certificates.models import Act, Certificate, CertificateRun, RunItem
from certificates.revoking import revoke
from tests.factories.certificates import AT, pending, ready
from tests.factories.people import PersonFactory, person_in

pytestmark = pytest.mark.django_db
Outcome, State = RunItem.Outcome, Certificate.State


def who(**fields: Any) -> dict[str, Any]:
    return {"by": person_in(Role.OFFICER, **fields), "origin": "10.0.0.9", "at": AT}


def begun(deed: str, rows: list[Certificate], *, dry: bool = False, reason: str = "Asked") -> CertificateRun:
    return ordering.begin(f"certificates.{deed}", [one.pk for one in rows], dry=dry, reason=reason, **who())


def outcomes(run: CertificateRun) -> list[tuple[str, str]]:
    return list(run.items.order_by("pk").values_list("outcome", "code"))


def state(certificate: Certificate) -> str:
    certificate.refresh_from_db()
    return certificate.state


def test_a_dry_run_says_what_would_come_of_each_row_and_changes_nothing() -> None:
    good, ended = ready(), ready()
    revoke(ended, reason="x", by=None, at=AT)
    acts = Act.objects.count()
    run = begun("revoke", [good, ended], dry=True)
    assert running.work(run.pk) is False
    run.refresh_from_db()
    assert (run.state, run.total) == (CertificateRun.State.DONE, 2)
    assert outcomes(run) == [(Outcome.DONE, ""), (Outcome.REFUSED, "certificate_ended")]
    assert run.items.get(code="certificate_ended").said["en"] == "This certificate was revoked or superseded before."
    assert run.items.get(code="certificate_ended").said["th"] != run.items.get(code="certificate_ended").said["en"]
    assert state(good) == State.READY
    assert Act.objects.count() == acts


def test_carrying_out_does_those_rows_that_a_dry_run_found_sound_once() -> None:
    good, ended = ready(), ready()
    revoke(ended, reason="x", by=None, at=AT)
    run = begun("revoke", [good, ended], dry=True)
    with pytest.raises(Refusal, match="not_rehearsed"):
        ordering.carry_out(run, **who())
    running.work(run.pk)
    real = ordering.carry_out(run, **who())
    assert ordering.carry_out(run, **who()) == real
    running.work(real.pk)
    assert outcomes(real) == [(Outcome.DONE, "")]
    assert (state(good), good.reason) == (State.REVOKED, "Asked")
    act = Act.objects.filter(deed=Act.Deed.REVOKE, certificate=good).get()
    assert (act.by, act.origin, act.reason) == (real.made_by, "10.0.0.9", "Asked")


def test_a_run_stops_between_rows_when_it_is_paused_and_goes_on_where_it_was() -> None:
    rows = [ready() for _ in range(3)]
    run = begun("suspend", rows)
    ordering.pause(run, **who())
    assert running.work(run.pk) is False
    assert state(rows[0]) == State.READY
    ordering.resume(run, **who())
    running.work(run.pk)
    assert [state(one) for one in rows] == [State.SUSPENDED] * 3
    with pytest.raises(Refusal, match="run_finished"):
        ordering.pause(run, **who())
    assert list(Act.objects.filter(deed__in=("pause", "resume")).order_by("pk").values_list("deed", flat=True)) == [
        *("pause", "resume")
    ]


def test_a_worker_hands_a_long_run_back_after_its_stretch_and_another_goes_on(monkeypatch: Any) -> None:
    monkeypatch.setattr(running, "BATCH", 2)
    rows = [ready() for _ in range(5)]
    run = begun("suspend", rows)
    assert running.work(run.pk, stretch=0) is True
    assert [state(one) for one in rows].count(State.SUSPENDED) == 2
    assert running.work(run.pk, stretch=60) is False
    assert [state(one) for one in rows].count(State.SUSPENDED) == 5


def test_a_run_that_a_dead_worker_left_is_found_once_its_lease_is_over() -> None:
    run = begun("suspend", [ready()])
    now = timezone.now()
    CertificateRun.objects.filter(pk=run.pk).update(claim="dead", claimed_until=now + timedelta(seconds=60))
    assert running.work(run.pk) is False
    assert running.stranded(now) == []
    CertificateRun.objects.filter(pk=run.pk).update(claimed_until=now - timedelta(seconds=1))
    assert running.stranded(now) == [run.pk]
    running.work(run.pk)
    run.refresh_from_db()
    assert run.state == CertificateRun.State.DONE


def test_a_row_that_breaks_is_told_and_stops_no_other(caplog: Any) -> None:
    good = ready()
    run = ordering.begin("certificates.suspend", [10**9, good.pk], dry=False, reason="x", **who())
    running.work(run.pk)
    assert outcomes(run) == [(Outcome.FAILED, "fault"), (Outcome.DONE, "")]
    assert state(good) == State.SUSPENDED


def test_nobody_orders_a_run_over_nothing_or_without_the_reason_it_takes() -> None:
    with pytest.raises(Refusal, match="nobody_chosen"):
        begun("revoke", [])
    with pytest.raises(Refusal, match="reason_required"):
        begun("revoke", [ready()], reason=" ")
    assert not CertificateRun.objects.exists()


def test_each_deed_is_done_to_many() -> None:
    person: Person = PersonFactory.create(certificate_name_th="นางสาวสมหญิง ใจดี")
    misspelt, waiting = ready(person), pending()
    done: dict[str, Callable[[], Any]] = {
        "suspend": lambda: state(misspelt) == State.SUSPENDED,
        "reinstate": lambda: state(misspelt) == State.READY,
        "correct": lambda: Certificate.objects.get(supersedes=misspelt).facts.holder.th == "นางสาวสมหญิง ใจดี",
    }
    for deed, check in done.items():
        running.work(begun(deed, [misspelt]).pk)
        assert check(), deed
    running.work(begun("reissue", [waiting]).pk)
    assert state(waiting) == State.SUPERSEDED
