"""A run over many while everything breaks: afterwards each right person has exactly one file, and nobody else any."""

import resource
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import redis
from django.conf import settings as academy
from django.db import connection
from django.utils import timezone
from pytest_django.fixtures import Settings

from academy.celery import send
from certificates import sweeping, tasks
from certificates.bulk import ordering
from certificates.models import Certificate, CertificateRun, RunItem
from certificates.producing import NOT_STORED
from certificates.storage import storing
from certificates.storage.port import STORE_AWAY
from courses import reading
from courses.models import Enrolment
from tests.certificates.buckets import BUCKET, Service, service
from tests.concurrency.test_certificates import _backends, _end
from tests.courses.desk.making import by, completed, demanding, officer
from tests.working import Worker, celery_worker_process, eventually

__all__ = ["celery_worker_process", "service"]
pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.bulk]
READY, PENDING = Certificate.State.READY, Certificate.State.PENDING
FULL = 20_000
"""Bytes that a file may have while the disk is "full": a letter fits, a certificate does not."""


@pytest.fixture(autouse=True)
def store(settings: Settings, tmp_path: Path) -> None:
    settings.CERTIFICATES_DIR = str(tmp_path / "certificates")
    reading.forget()


@pytest.mark.postgres
def test_a_full_disk_a_flushed_queue_a_restarted_database_and_a_killed_worker_lose_and_double_nothing(
    celery_worker_process: Callable[..., Worker],
) -> None:
    entitled = people(60)
    # So slowly that each fault comes in the middle.
    worker = celery_worker_process(processes=2, CERTIFICATE_LEASE="2", CERTIFICATES_PER_SECOND="10")
    run = begun(entitled)

    eventually(lambda: made() >= 5, 60)
    with full_disk(worker):
        eventually(lambda: Certificate.objects.filter(state=PENDING, trouble=NOT_STORED).exists() or swept(), 60)
    more_are_made()
    with redis.Redis.from_url(academy.REDIS_URL) as queue:
        queue.flushdb()
    more_are_made()
    with no_database():
        heard = len(worker.said)
        eventually(lambda: [line for line in worker.said[heard:] if "OperationalError" in line] or swept(), 60)
    more_are_made()
    worker.kill()
    celery_worker_process(processes=2, CERTIFICATE_LEASE="2")

    whole(entitled, run)


def test_a_store_that_is_away_for_a_while_loses_and_doubles_nothing(
    celery_worker_process: Callable[..., Worker], service: Service, settings: Settings
) -> None:
    settings.CERTIFICATES_STORE, settings.S3_ENDPOINT = f"s3://{BUCKET}", service.ready().address
    settings.S3_ACCESS_KEY = settings.S3_SECRET_KEY = "of-the-tests"
    entitled = people(20)
    celery_worker_process(
        CERTIFICATES_STORE=settings.CERTIFICATES_STORE, S3_ENDPOINT=settings.S3_ENDPOINT,
        S3_ACCESS_KEY="of-the-tests", S3_SECRET_KEY="of-the-tests",
    )  # fmt: skip
    run = begun(entitled)
    eventually(lambda: made() >= 3, 60)
    service.stop()
    eventually(lambda: Certificate.objects.filter(state=PENDING, trouble=STORE_AWAY).exists() or swept(), 60)
    service.start()
    whole(entitled, run)


def people(number: int) -> list[Enrolment]:
    """So many who are entitled and hold no certificate yet."""
    course = demanding()
    entitled = [completed(course) for _ in range(number)]
    Certificate.objects.all().delete()
    return entitled


def begun(entitled: list[Enrolment]) -> CertificateRun:
    return ordering.begin("courses.issue", [one.pk for one in entitled], dry=False, reason="", **by(officer()))


def made() -> int:
    return Certificate.objects.filter(state=READY).count()


def more_are_made() -> None:
    """It goes on."""
    before = made()
    eventually(lambda: made() > before or swept(), 60)


def swept() -> bool:
    """The minutes until the next try go by, and the scheduler sends its sweep."""
    now = timezone.now()
    Certificate.objects.filter(claim="", look_again_at__gt=now).update(look_again_at=now)
    Certificate.objects.filter(claimed_until__lt=now).update(look_again_at=now)
    send(tasks.sweep)
    threading.Event().wait(0.5)
    return False


def whole(entitled: list[Enrolment], run: CertificateRun) -> None:
    """Each row of the run is done; one certificate and one file for each, the right one, and nothing besides."""

    def finished() -> bool:
        over = not CertificateRun.objects.filter(state=CertificateRun.State.RUNNING).exists()
        return (over and made() == len(entitled)) or swept()

    eventually(finished, 120)
    assert list(run.items.values_list("outcome", flat=True).distinct().order_by()) == [RunItem.Outcome.DONE]
    assert sorted(Certificate.objects.values_list("person", flat=True)) == sorted(one.person_id for one in entitled)
    fingerprints = list(Certificate.objects.values_list("sha256", flat=True))
    assert len(set(fingerprints)) == len(entitled)
    for sha256 in fingerprints:
        assert storing.read(sha256).startswith(b"%PDF-")
    # What a dead worker left behind is swept after an hour.
    with pytest.MonkeyPatch.context() as hour:
        hour.setattr(sweeping, "ORPHAN_AGE", timedelta(hours=-1))
        sweeping.sweep_files()
    kept = storing.left_over((timezone.now() + timedelta(hours=1)).timestamp())
    assert sorted(sha256 for _name, sha256 in kept) == sorted(fingerprints)


@contextmanager
def full_disk(worker: Worker) -> Iterator[None]:
    """No process of the worker can write a file as long as a certificate."""
    children = Path(f"/proc/{worker.process.pid}/task/{worker.process.pid}/children").read_text().split()
    pids = [worker.process.pid, *map(int, children)]
    limits = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in pids}
    for pid, (_now, most) in limits.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (FULL, most))
    yield
    for pid, before in limits.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


@contextmanager
def no_database() -> Iterator[None]:
    """The server ends every connection and takes no new one, as while it starts again."""
    name: Any = connection.ops.quote_name(str(connection.settings_dict["NAME"]))
    # From another database: a server does not close the one that is asking.
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        try:
            _end(_backends())
            yield
        finally:
            cursor.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
