"""A dead broker is not felt: a decision is committed and answered within a second, and the row waits for the sweep."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

import academy.celery
from academy.celery import send
from certificates import tasks
from certificates.models import Certificate
from tests.factories.people import PersonFactory
from tests.working import database_url

# In a process of its own, as a web server's is: nothing of the broker is known or connected yet.
CALLER = """
import django, json, sys, time
django.setup()
from django.db import transaction
from django.utils import timezone
from academy.people.models import Person
from certificates.issuing import issue
from tests.factories.certificates import facts
person = Person.objects.get(pk=sys.argv[1])
from academy.celery import app
app.amqp.queues, app.connection_for_write().transport_cls  # imported, as after a first request; not connected
begun = time.perf_counter()
for number in range(3):
    with transaction.atomic():
        issue(facts(), person=person, subject=f"s{number}", cycle=1, at=timezone.now())
print(json.dumps(time.perf_counter() - begun))
"""


@pytest.fixture
def refusing() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"redis://127.0.0.1:{free.getsockname()[1]}/0"


@pytest.fixture
def hanging() -> Iterator[str]:
    """Accepts, and never says a word."""
    held: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept() -> None:
            while True:
                try:
                    held.append(server.accept()[0])
                except OSError:
                    return

        threading.Thread(target=accept, daemon=True).start()
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"
        for one in held:
            one.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("dead", ["refusing", "hanging"])
def test_issuing_costs_less_than_a_second_and_loses_nothing(dead: str, request: pytest.FixtureRequest) -> None:
    broker = request.getfixturevalue(dead)
    surroundings: dict[str, Any] = {**os.environ, "DATABASE_URL": database_url(), "REDIS_URL": broker}
    surroundings["DJANGO_SETTINGS_MODULE"] = "academy.settings.demo"
    person = PersonFactory.create()
    done = subprocess.run(
        [sys.executable, "-c", CALLER, str(person.pk)], env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) < 1
    assert "the sweep will send certificates.produce" in done.stderr
    waiting = Certificate.objects.filter(state=Certificate.State.PENDING, look_again_at__lte=timezone.now())
    assert waiting.count() == 3


def test_a_broker_that_failed_is_not_asked_again_before_it_has_rested(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(academy.celery, "_asleep_until", time.monotonic() + 60)
    assert send(tasks.sweep) is False
    monkeypatch.setattr(academy.celery, "_asleep_until", time.monotonic() - 1)
    assert send(tasks.sweep) is True
