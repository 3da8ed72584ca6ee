"""The operator's probes: alive, and ready."""

from pathlib import Path
from typing import Any

import pytest
import redis
from django.conf import settings
from django.test import Client

from academy.site import probing
from academy.site.tasks import heartbeat

pytestmark = pytest.mark.django_db


@pytest.fixture
def queue() -> Any:
    """The queue's Redis, without a heartbeat."""
    with redis.Redis.from_url(settings.REDIS_URL) as connected:
        connected.delete(probing.HEARTBEAT)
        yield connected
        connected.delete(probing.HEARTBEAT)


@pytest.fixture(autouse=True)
def certificates_folder(settings: Any, tmp_path: Path) -> Path:
    settings.CERTIFICATES_DIR = str(tmp_path / "certificates")
    return tmp_path


def test_the_process_says_that_it_is_alive(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "alive"})
    assert "no-cache" in response.headers["Cache-Control"]


def test_the_academy_is_ready_once_the_worker_beats(client: Client, queue: Any) -> None:
    silent = client.get("/readyz")
    assert silent.status_code == 503
    assert silent.json()["checks"] == {"database": "ok", "queue": "ok", "worker": "failed", "storage": "ok"}
    heartbeat()
    assert client.get("/readyz").json()["status"] == "ready"
    assert client.get("/readyz").status_code == 200


def test_a_heartbeat_fades(queue: Any) -> None:
    heartbeat()
    assert 30 < queue.ttl(probing.HEARTBEAT) <= probing.HEARTBEAT_SECONDS


def test_a_queue_that_is_away_is_said(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.REDIS_URL = f"unix://{tmp_path}/none.sock"
    checks = client.get("/readyz").json()["checks"]
    assert (checks["queue"], checks["worker"], checks["database"]) == ("failed", "failed", "ok")


def test_a_disk_that_is_not_there_is_said(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.CERTIFICATES_DIR = str(tmp_path / "not-mounted" / "certificates")
    assert client.get("/readyz").json()["checks"]["storage"] == "failed"


def test_the_scheduler_sends_the_beat_often_enough() -> None:
    entry = settings.CELERY_BEAT_SCHEDULE["heartbeat"]
    assert entry["task"] == heartbeat.name
    assert entry["schedule"] * 3 < probing.HEARTBEAT_SECONDS
