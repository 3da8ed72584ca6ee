"""A real Celery worker beside the tests: its own process, on the test's database, Redis and files."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from academy.celery import app


class Worker:
    """A worker process that has said it is ready. `mail` is the folder its letters are written to."""

    def __init__(self, process: "subprocess.Popen[str]", var: Path) -> None:
        self.process = process
        self.mail = var / "mail"
        self.said: list[str] = []
        self._ready = threading.Event()
        self._ears = threading.Thread(target=self._listen, daemon=True)
        self._ears.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self.said.append(line)
                if " ready." in line:
                    self._ready.set()
        self._ready.set()

    def wait_until_ready(self) -> None:
        assert self._ready.wait(60), "".join(self.said)
        assert self.process.poll() is None, "".join(self.said)

    def subjects(self) -> list[str]:
        """The subject of each letter it has sent so far, in no order."""
        return [
            str(message_from_bytes(letter.read_bytes(), policy=policy.default)["subject"]).strip()
            for letter in self.mail.glob("*.eml")
        ]

    def kill(self) -> None:
        """SIGKILL to the worker and its children: no handler, no acknowledgement, no giving back."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)
        self._ears.join(10)

    def stop(self) -> None:
        """A warm shutdown; killed if it takes too long."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
                self._ears.join(10)
            except subprocess.TimeoutExpired:
                self.kill()


def database_url() -> str:
    """The test's database, as another process opens it."""
    named = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{named['NAME']}"
    user = quote(named["USER"])
    password = f":{quote(named['PASSWORD'])}" if named["PASSWORD"] else ""
    if folder := named.get("OPTIONS", {}).get("host"):
        # A server that listens on a socket alone: where that is stands beside the name.
        return f"postgres://{user}{password}@/{named['NAME']}?host={folder}"
    return f"postgres://{user}{password}@{named['HOST'] or '127.0.0.1'}:{named['PORT'] or 5432}/{named['NAME']}"


@pytest.fixture
def celery_worker_process(
    transactional_db: None, redis_server: None, tmp_path: Path
) -> Iterator[Callable[..., Worker]]:
    """Start workers: `celery_worker_process(CERTIFICATE_LEASE="1")`. Keywords are environment variables.

    The queues are emptied first. The test must commit (`transactional_db`), or the worker sees nothing.
    """
    with app.connection_for_write() as broker:
        for queue in ("default", "certificates"):
            broker.default_channel.queue_purge(queue)
    workers: list[Worker] = []

    def start(*, processes: int = 2, **environment: str) -> Worker:
        var = tmp_path / f"worker-{len(workers)}"
        var.mkdir()
        surroundings: dict[str, Any] = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "academy.settings.demo",
            "DEMO_VAR": str(var),
            "DATABASE_URL": database_url(),
            "REDIS_URL": settings.REDIS_URL,
            "CERTIFICATES_DIR": str(settings.CERTIFICATES_DIR),
            "FONTS_DIR": str(settings.FONTS_DIR),
            **environment,
        }
        process = subprocess.Popen(
            [
                *(
                    sys.executable,
                    "-m",
                    "celery",
                    "-A",
                    "academy",
                    "worker",
                    "-l",
                    "INFO",
                    "-Q",
                    "default,certificates",
                ),
                *("-c", str(processes), "--without-gossip", "--without-mingle", "-n", f"{var.name}-{os.getpid()}@test"),
            ],
            env=surroundings,
            cwd=Path(__file__).resolve().parents[1],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        worker = Worker(process, var)
        workers.append(worker)
        worker.wait_until_ready()
        return worker

    yield start
    for worker in workers:
        worker.stop()


def eventually(condition: Callable[[], Any], seconds: float = 30) -> Any:
    """What the condition gives as soon as it is true; other processes are given so long, and then it is a failure."""
    until = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < until, "it did not come to pass"
        threading.Event().wait(0.02)
    return found
