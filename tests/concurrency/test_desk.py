"""Officers at once: two approvals make one certificate, two workers do each row of a run once."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from academy.celery import send
from academy.errors import Refusal
from certificates import tasks
from certificates.bulk import ordering, running
from certificates.models import Act, Certificate, CertificateRun, RunItem
from certificates.producing import produce
from certificates.revoking import revoke
from courses import reading
from courses.models import CertificateRequest
from courses.requesting import approve, decide
from tests.concurrency.test_certificates import at_once
from tests.courses.desk.making import by, completed, demanding, officer
from tests.factories.certificates import AT, pending, ready
from tests.working import Worker, celery_worker_process, eventually

__all__ = ["celery_worker_process"]
pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture(autouse=True)
def store(settings: Settings, tmp_path: Path) -> None:
    settings.CERTIFICATES_DIR = str(tmp_path / "certificates")
    reading.forget()


def code_of(deed: Callable[[], Any]) -> str:
    try:
        deed()
    except Refusal as refusal:
        return refusal.code
    return "done"


@pytest.mark.postgres
def test_of_ten_approvals_at_once_one_is_done() -> None:
    enrolment = completed(demanding(approval=True))
    decide(enrolment, **by(officer()))
    key, second = CertificateRequest.objects.get().pk, officer()
    said = at_once(lambda: code_of(lambda: approve(CertificateRequest.objects.get(pk=key), **by(second))))
    assert sorted(said) == ["done"] + ["not_proposed"] * 9
    assert Certificate.objects.count() == 1
    assert Act.objects.filter(deed=Act.Deed.APPROVE).count() == 1


@pytest.mark.postgres
def test_an_approval_and_a_proposal_by_the_same_officer_at_once_never_meet() -> None:
    enrolment, who = completed(demanding(approval=True)), officer()
    key = CertificateRequest.objects.get().pk

    def both() -> list[str]:
        proposed = code_of(lambda: decide(enrolment, **by(who)))
        return [proposed, code_of(lambda: approve(CertificateRequest.objects.get(pk=key), **by(who)))]

    at_once(both)
    assert not Certificate.objects.exists()


@pytest.mark.postgres
def test_two_workers_with_the_same_claim_do_each_row_once(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [ready() for _ in range(20)]
    run = ordering.begin("certificates.suspend", [one.pk for one in rows], dry=False, reason="x", **by(officer()))
    # A lease that is over as soon as it is given: both workers hold the run at once.
    monkeypatch.setattr(running, "_lease", lambda at: at - timedelta(seconds=1))
    at_once(lambda: running.work(run.pk), 4)
    running.work(run.pk)
    assert list(run.items.values_list("outcome", flat=True).distinct().order_by()) == [RunItem.Outcome.DONE]
    assert Act.objects.filter(deed=Act.Deed.SUSPEND).count() == 20


@pytest.mark.postgres
def test_two_runs_over_the_same_people_at_once_issue_each_certificate_once() -> None:
    made = demanding()
    enrolments = [completed(made) for _ in range(8)]
    Certificate.objects.all().delete()
    keys = [one.pk for one in enrolments]
    runs = [ordering.begin("courses.issue", keys, dry=False, reason="", **by(officer())).pk for _ in range(2)]
    at_once(lambda: running.work(runs.pop()), 2)
    assert Certificate.objects.count() == 8
    outcomes = sorted(RunItem.objects.values_list("outcome", "code"))
    assert outcomes == [("done", "")] * 8 + [("refused", "already_issued")] * 8


@pytest.mark.postgres
def test_of_two_carryings_out_at_once_there_is_one_run() -> None:
    run = ordering.begin("certificates.revoke", [ready().pk], dry=True, reason="x", **by(officer()))
    running.work(run.pk)
    who = by(officer())
    made = at_once(lambda: ordering.carry_out(CertificateRun.objects.get(pk=run.pk), **who).pk, 4)
    assert len(set(made)) == 1
    assert CertificateRun.objects.count() == 2


@pytest.mark.postgres
def test_revoking_against_producing_leaves_it_revoked() -> None:
    for _try in range(5):
        certificate = pending()
        deeds: list[Callable[[], Any]] = [
            lambda pk=certificate.pk: produce(pk),
            lambda pk=certificate.pk: revoke(Certificate.objects.get(pk=pk), reason="x", by=None, at=AT),
        ]
        at_once(lambda: deeds.pop()(), 2)  # noqa: B023 - run before the next turn
        certificate.refresh_from_db()
        assert certificate.state == Certificate.State.REVOKED
        assert certificate.claim == ""


@pytest.mark.bulk
def test_two_hundred_certificates_are_issued_and_produced_by_workers_one_of_which_is_killed(
    celery_worker_process: Callable[..., Worker],
) -> None:
    made = demanding()
    enrolments = [completed(made) for _ in range(200)]
    Certificate.objects.all().delete()
    doomed = celery_worker_process(processes=1, CERTIFICATE_LEASE="1")
    run = ordering.begin("courses.issue", [one.pk for one in enrolments], dry=False, reason="", **by(officer()))
    eventually(lambda: run.items.filter(outcome=RunItem.Outcome.DONE).count() > 10)
    doomed.kill()
    workers = [celery_worker_process(processes=2)]
    eventually(lambda: CertificateRun.objects.filter(claimed_until__lt=timezone.now()).exists() or not _running())
    send(tasks.sweep)
    eventually(lambda: not _running(), 120)
    eventually(lambda: Certificate.objects.filter(state=Certificate.State.READY).count() == 200 or _swept(), 240)
    for worker in workers:
        worker.stop()
    ready_ones = Certificate.objects.filter(state=Certificate.State.READY)
    assert ready_ones.count() == Certificate.objects.count() == 200
    assert ready_ones.values("person").distinct().count() == 200
    assert ready_ones.values("sha256").distinct().count() == 200
    assert sorted(run.items.values_list("outcome", flat=True)) == [RunItem.Outcome.DONE] * 200


def _running() -> bool:
    return CertificateRun.objects.filter(state=CertificateRun.State.RUNNING).exists()


def _swept() -> bool:
    """What the killed worker held comes back by the sweep, once its lease is over."""
    lost = Certificate.objects.filter(state=Certificate.State.PENDING, claimed_until__lt=timezone.now())
    if lost.exists():
        send(tasks.sweep)
    return False
