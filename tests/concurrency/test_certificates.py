"""Many at once: one award makes one row, one row makes one file, and a worker's death loses nothing."""

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from pytest_django.fixtures import Settings

from academy.celery import send
from academy.errors import Refusal
from certificates import tasks
from certificates.facts import Said
from certificates.issuing import issue
from certificates.models import Certificate
from certificates.producing import produce
from certificates.revoking import revoke
from tests.factories.certificates import AT, facts, path_of, pending
from tests.factories.people import PersonFactory
from tests.working import Worker, celery_worker_process, eventually

__all__ = ["celery_worker_process"]
pytestmark = [pytest.mark.django_db(transaction=True)]
READY, PENDING = Certificate.State.READY, Certificate.State.PENDING


@pytest.fixture(autouse=True)
def store(settings: Settings, tmp_path: Path) -> Path:
    settings.CERTIFICATES_DIR = str(tmp_path / "certificates")
    return tmp_path / "certificates"


def at_once(deed: Callable[[], Any], times: int = 10) -> list[Any]:
    """The deed in so many threads that start together, each with a connection of its own."""
    gate = threading.Barrier(times)

    def one() -> Any:
        try:
            gate.wait()
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as threads:
        return [future.result() for future in [threads.submit(one) for _ in range(times)]]


def files(store: Path) -> list[str]:
    return sorted(path.name for path in store.iterdir()) if store.exists() else []


@pytest.mark.postgres
def test_ten_issues_at_once_make_one_certificate() -> None:
    person = PersonFactory.create()

    def deed() -> int:
        with transaction.atomic():
            # What a submit does before and after in the same transaction must survive the loser's savepoint.
            person.__class__.objects.filter(pk=person.pk).exists()
            certificate = issue(facts(), person=person, subject="course:1", cycle=1, at=AT)
            assert Certificate.objects.filter(pk=certificate.pk).exists()
            return certificate.pk

    assert len(set(at_once(deed))) == 1
    assert Certificate.objects.count() == 1


@pytest.mark.postgres
def test_ten_deliveries_at_once_make_one_file(store: Path) -> None:
    certificate = pending()
    done = at_once(lambda: produce(certificate.pk))
    assert sorted(done) == [False] * 9 + [True]
    certificate.refresh_from_db()
    assert certificate.state == READY
    assert certificate.tries == 1  # one claim; the others did not even begin
    assert files(store) == [f"{certificate.sha256}.pdf"]


@pytest.mark.postgres
def test_of_ten_revocations_at_once_one_is_done() -> None:
    certificate = pending()

    def deed() -> str:
        try:
            revoke(Certificate.objects.get(pk=certificate.pk), reason="Cheating", by=None, at=AT)
        except Refusal as refusal:
            return refusal.code
        return "done"

    assert sorted(at_once(deed)) == ["certificate_ended"] * 9 + ["done"]


def test_ten_messages_to_real_workers_make_one_file_and_one_letter(
    celery_worker_process: Callable[..., Worker], store: Path
) -> None:
    workers = [celery_worker_process(), celery_worker_process()]
    certificate = pending()
    for _ in range(10):
        send(tasks.produce, certificate.pk)
    eventually(lambda: Certificate.objects.filter(announced_at__isnull=False).exists())
    for worker in workers:
        worker.stop()
    certificate.refresh_from_db()
    assert certificate.state == READY
    assert certificate.tries == 2  # one claim to produce, one to announce
    assert files(store) == [f"{certificate.sha256}.pdf"]
    assert sum(len(list(worker.mail.glob("*"))) for worker in workers if worker.mail.exists()) == 1


def test_a_worker_killed_while_rendering_leaves_work_that_another_finishes(
    celery_worker_process: Callable[..., Worker], store: Path, tmp_path: Path
) -> None:
    # A font that is a pipe nobody writes to: the worker opens it and waits, in the middle of rendering.
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    os.mkfifo(fonts / "Sarabun.ttf")
    certificate = pending()
    doomed = celery_worker_process(processes=1, FONTS_DIR=str(fonts), CERTIFICATE_LEASE="1")
    send(tasks.produce, certificate.pk)
    eventually(lambda: Certificate.objects.exclude(claim="").exists())
    doomed.kill()
    assert Certificate.objects.get().state == PENDING
    assert files(store) == []

    celery_worker_process(processes=1)
    eventually(lambda: Certificate.objects.filter(claimed_until__lt=timezone.now()).exists())
    send(tasks.sweep)
    eventually(lambda: Certificate.objects.filter(state=READY).exists())
    certificate.refresh_from_db()
    assert files(store) == [f"{certificate.sha256}.pdf"]
    assert path_of(certificate.sha256).read_bytes().startswith(b"%PDF-")
    assert Certificate.objects.count() == 1


def test_a_worker_waits_for_work_longer_than_a_publisher_waits_for_the_broker(
    celery_worker_process: Callable[..., Worker],
) -> None:
    worker = celery_worker_process(processes=1)
    threading.Event().wait(2.5)  # five times the socket's limit, with nothing to do
    certificate = pending()
    eventually(lambda: Certificate.objects.filter(state=READY).exists())
    worker.stop()
    assert not [line for line in worker.said if "Traceback" in line or "Connection to broker lost" in line]
    assert certificate.pk


@pytest.mark.postgres
def test_a_database_that_was_restarted_between_two_certificates_is_met_by_a_new_connection(
    celery_worker_process: Callable[..., Worker],
) -> None:
    worker = celery_worker_process(processes=1)
    backends: list[set[int]] = []
    for number in range(3):
        made = pending()
        eventually(lambda pk=made.pk: Certificate.objects.filter(pk=pk, announced_at__isnull=False).exists())
        backends.append(_backends())
        if number == 1:
            _end(backends[-1])
    worker.stop()
    # It kept its connection from the first to the second, and the third came through another.
    assert backends[0] == backends[1]
    assert backends[2].isdisjoint(backends[1])
    assert not [line for line in worker.said if "Traceback" in line]


def _backends() -> set[int]:
    """The server's processes behind everybody else's connections to this database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
        return {pid for (pid,) in cursor.fetchall()}


def _end(backends: set[int]) -> None:
    """As a restart of the server does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid) FROM unnest(%s::int[]) AS pid", [list(backends)])
    eventually(lambda: not backends & _backends())


def test_a_name_that_cannot_be_printed_stops_nobody_else(celery_worker_process: Callable[..., Worker]) -> None:
    worker = celery_worker_process(processes=1)
    stuck = pending(holder=Said("นายสมชาย 🎓", ""))
    pending()
    eventually(lambda: Certificate.objects.filter(state=READY).exists())
    stuck.refresh_from_db()
    assert (stuck.state, bool(stuck.trouble)) == (PENDING, True)
    worker.stop()
    assert not [line for line in worker.said if "สมชาย" in line]
