"""An exam while what it stands on goes away: a web worker is killed, Redis stops, PostgreSQL restarts.

Every answer that the server acknowledged is held afterwards, and everybody goes on where they were.
"""

import http.client
import json
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from assessments import auditing
from assessments.models import Attempt, AttemptQuestion
from courses.placing import Place
from tests.bench.driver import Browser
from tests.bench.engines import start_redis, start_web
from tests.bench.processes import Child, Household
from tests.bench.world import session_of
from tests.factories.assessments import course_with_quiz, learner, started
from tests.working import database_url, eventually

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
SITTERS, QUESTIONS = 3, 4


class Academy:
    """A web server of two processes with a Redis of its own, on the test's database."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.household = folder, Household(folder)
        self.redis = self._start_redis()
        surroundings = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.concurrency.settings",
            "DEMO_VAR": str(settings.VAR),
            "DATABASE_URL": database_url(),
            "REDIS_URL": f"unix://{folder / 'redis.sock'}?db=0",
            "LOG_LEVEL": "ERROR",
        }
        self.port = start_web(self.household, surroundings, workers=2)
        self.web = self.household.children[-1]

    def kill_a_worker(self) -> None:
        """SIGKILL to one of the web server's processes."""
        os.kill(self._workers()[0], signal.SIGKILL)

    def is_whole(self) -> bool:
        """Whether both processes work."""
        return len(self._workers()) == 2

    def stop_redis(self) -> None:
        """Redis is gone, without a word."""
        self.redis.process.kill()
        self.redis.process.wait(10)

    def _workers(self) -> list[int]:
        pid = self.web.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        # Beside its workers the server keeps a process that only tracks shared memory.
        return [int(one) for one in children if b"resource_tracker" not in Path(f"/proc/{one}/cmdline").read_bytes()]

    def _start_redis(self) -> Child:
        start_redis(self.household, self.folder)
        return self.household.children[-1]

    def redis_is_back(self) -> None:
        """As after a restart: it knows nothing."""
        (self.folder / "redis.sock").unlink(missing_ok=True)
        shutil.rmtree(self.folder / "appendonlydir", ignore_errors=True)
        self.redis = self._start_redis()


class Sitter(threading.Thread):
    """A browser's queue: sends one answer until it is acknowledged, then another one to the next question."""

    def __init__(self, port: int, session: str, attempt: UUID) -> None:
        super().__init__(daemon=True)
        self.port, self.address = port, f"/api/v1/attempts/{attempt}/answers/"
        self.cookies = f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={'c' * 32}"
        self.acknowledged: dict[int, tuple[int, bool]] = {}
        self.count = self.troubles = 0
        self.refused = ""
        self.enough = threading.Event()

    def run(self) -> None:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        while not self.enough.is_set() and not self.refused:
            number, sequence = self.count % QUESTIONS + 1, self.count // QUESTIONS + 1
            answer = bool(sequence % 2)
            while not (self._sent(line, number, sequence, answer) or self.refused):
                self.troubles += 1
                line.close()
                threading.Event().wait(0.05)
            self.acknowledged[number] = (sequence, answer)
            self.count += 1
        line.close()

    def _sent(self, line: http.client.HTTPConnection, number: int, sequence: int, answer: bool) -> bool:
        body = json.dumps({"answers": [{"question": number, "sequence": sequence, "answer": answer}]})
        headers = {"Content-Type": "application/json", "Cookie": self.cookies, "X-CSRFToken": "c" * 32}
        try:
            line.request("POST", self.address, body, headers)
            response = line.getresponse()
            text = response.read()
        except (OSError, http.client.HTTPException):
            return False
        if 400 <= response.status < 500:
            self.refused = f"{response.status} {text!r}"
        return response.status == 200


@pytest.fixture
def academy(redis_server: None) -> Iterator[Academy]:
    # A socket's path holds 108 bytes.
    folder = Path(tempfile.mkdtemp(prefix="academy-"))
    running = Academy(folder)
    yield running
    # A server that has just replaced a worker takes its time to end in good order.
    os.killpg(running.web.process.pid, signal.SIGKILL)
    running.household.stop()
    shutil.rmtree(folder)


@pytest.fixture
def sitters(academy: Academy) -> Iterator[list[Sitter]]:
    release, unit = course_with_quiz(of=("truefalse",), questions=QUESTIONS, draw=QUESTIONS, attempts_allowed=None)
    places = [learner(release, unit) for _ in range(SITTERS)]
    some = [_sitter(academy, place, started(place, timezone.now())) for place in places]
    for one in some:
        one.start()
    _go_on(some)
    yield some
    for one in some:
        one.enough.set()
        one.join(60)


def _sitter(academy: Academy, place: Place, attempt: Attempt) -> Sitter:
    return Sitter(academy.port, session_of(place.person), attempt.public_id)


def _go_on(sitters: list[Sitter], more: int = 5) -> None:
    """Everybody has so many more answers acknowledged."""
    aims = [one.count + more for one in sitters]
    assert eventually(
        lambda: (
            any(one.refused for one in sitters) or all(one.count >= aim for one, aim in zip(sitters, aims, strict=True))
        ),
        90,
    )
    assert not any(one.refused for one in sitters), [one.refused for one in sitters]


def _nothing_is_lost(sitters: list[Sitter]) -> None:
    for one in sitters:
        one.enough.set()
        one.join(60)
        rows = AttemptQuestion.objects.filter(attempt__public_id=one.address.split("/")[4])
        held = {row.position: (row.sequence, row.answer) for row in rows if row.sequence}
        assert held == one.acknowledged
    assert list(auditing.faults()) == []


def test_an_exam_outlives_a_web_worker_and_redis(academy: Academy, sitters: list[Sitter]) -> None:
    academy.kill_a_worker()
    _go_on(sitters)
    eventually(academy.is_whole, 60)
    academy.stop_redis()
    _go_on(sitters)
    # Not only those who are inside: somebody comes in, begins, answers, submits, and reads the result.
    unit = Attempt.objects.all()[0].unit_key
    late = learner(*_course(unit))
    browser = Browser(academy.port, {settings.SESSION_COOKIE_NAME: session_of(late.person)})
    begun: Any = browser.send("POST", f"/api/v1/quizzes/{unit}/attempts/", None)
    assert "Question 1 of 4" in browser.get(f"/en/attempts/{begun['id']}/")
    browser.send("POST", f"/api/v1/attempts/{begun['id']}/submit/", None)
    assert "Not passed yet" in browser.get(f"/en/attempts/{begun['id']}/result/")
    academy.redis_is_back()
    _go_on(sitters)
    browser.get(f"/en/attempts/{begun['id']}/result/")
    browser.close()
    _nothing_is_lost(sitters)


def _course(unit_key: UUID) -> Any:
    release = Attempt.objects.filter(unit_key=unit_key)[0].enrolment.release
    return release, release.outline.by_key[unit_key]


@pytest.mark.postgres
def test_an_exam_outlives_a_restart_of_the_database(academy: Academy, sitters: list[Sitter]) -> None:
    name = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        ours = cursor.fetchone()[0]
    with psycopg.connect(database_url().replace(f"/{name}", "/postgres"), autocommit=True) as admin:
        end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> %s"
        # Connections end in the middle of saves, and between a save and its acknowledgement.
        for _ in range(20):
            admin.execute(end, [name, ours])
            _go_on(sitters, 1)
        # A restart: every connection ends, and for a while there is no other.
        before = [one.troubles for one in sitters]
        admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        try:
            admin.execute(end, [name, ours])
            eventually(lambda: all(one.troubles > was + 1 for one, was in zip(sitters, before, strict=True)))
        finally:
            admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
        _go_on(sitters)
    _nothing_is_lost(sitters)
