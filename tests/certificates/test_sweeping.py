"""The sweep: what was lost is found, what is in good hands is left alone."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from academy.celery import app, send, waiting
from certificates import sweeping, tasks
from certificates.announcing import announce
from certificates.claiming import claim
from certificates.models import Certificate
from certificates.revoking import revoke
from tests.factories.certificates import AT, pending, ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def queued() -> dict[str, list[int]]:
    return {"produce": [], "announce": []}


def sweep(queued: dict[str, list[int]]) -> int:
    return sweeping.sweep(queued["produce"].append, queued["announce"].append)


def test_a_row_whose_message_was_lost_is_queued_again_but_not_each_minute(queued: dict[str, list[int]]) -> None:
    certificate = pending()
    sweep(queued)
    sweep(queued)
    assert queued == {"produce": [certificate.pk], "announce": []}


def test_a_holder_who_was_not_told_is_told(queued: dict[str, list[int]]) -> None:
    certificate = ready()
    sweep(queued)
    assert queued == {"produce": [], "announce": [certificate.pk]}


def test_a_row_somebody_works_on_is_left_alone_until_the_lease_ends(queued: dict[str, list[int]]) -> None:
    certificate = pending()
    claim(certificate.pk, Certificate.State.PENDING)
    assert sweep(queued) == 0
    Certificate.objects.update(claimed_until=timezone.now(), look_again_at=timezone.now())
    assert sweep(queued) == 1


def test_what_is_done_is_never_looked_at_again(queued: dict[str, list[int]]) -> None:
    announce(ready().pk)
    revoke(pending(), reason="Cheating", by=None, at=AT)
    assert sweep(queued) == 0
    assert not Certificate.objects.filter(unfinished=True).exists()


def test_those_that_waited_longest_come_first(queued: dict[str, list[int]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "AT_ONCE", 1)
    first, second = pending(), pending()
    Certificate.objects.filter(pk=second.pk).update(look_again_at=AT - timedelta(days=1))
    sweep(queued)
    sweep(queued)
    assert queued["produce"] == [second.pk, first.pk]


def old(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    os.utime(path, (time.time() - 3700,) * 2)
    return path


def test_files_that_no_row_names_go_after_an_hour(store: Path) -> None:
    certificate = ready()
    named = old(store / f"{certificate.sha256}.pdf")
    orphan, part = old(store / f"{'0' * 64}.pdf"), old(store / ".part-abc")
    foreign = old(store / "README.txt")
    (store / f"{'1' * 64}.pdf").touch()
    assert sweeping.sweep_files() == 2
    assert named.exists()
    assert foreign.exists()
    assert (store / f"{'1' * 64}.pdf").exists()
    assert not orphan.exists()
    assert not part.exists()


def test_a_store_that_is_not_there_yet_is_no_fault() -> None:
    assert sweeping.sweep_files() == 0


def test_while_the_queue_is_long_nothing_is_queued_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    with app.connection_for_write() as broker:
        broker.default_channel.queue_purge("certificates")
    certificate = pending()
    assert send(tasks.announce, 0)
    monkeypatch.setattr(sweeping, "BUSY", 1)
    tasks.sweep()
    assert waiting("certificates") == 1
    monkeypatch.undo()
    tasks.sweep()
    assert waiting("certificates") == 2
    certificate.refresh_from_db()
    assert certificate.look_again_at
    assert certificate.look_again_at > timezone.now()
    assert waiting("no-such-queue") == 0
