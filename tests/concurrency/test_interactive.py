"""Races about interactive content. They count on PostgreSQL, where rows are locked."""

import json
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.utils import timezone

from courses.h5p import recording
from courses.h5p.playing import open_for
from courses.h5p.receiving import receive_result
from courses.models import Enrolment, H5PAttempt, H5PStatement, H5PVersion
from tests.courses.learning import making
from tests.factories import h5p as made_h5p
from tests.factories.people import PersonFactory

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.postgres]
PLACE = (uuid.uuid4(), uuid.uuid4())


@pytest.fixture(autouse=True)
def on_postgres(db: None, settings: Any, tmp_path: Path) -> None:
    settings.H5P_DIR = str(tmp_path)
    if connection.vendor != "postgresql":
        pytest.skip("Races count on PostgreSQL only.")


@pytest.fixture
def version(on_postgres: None) -> H5PVersion:
    admin = PersonFactory.create(is_superuser=True)
    made_h5p.installed(admin)
    return made_h5p.uploaded(admin)


@pytest.fixture
def enrolment(version: H5PVersion) -> Enrolment:
    making.enrolled(PersonFactory.create(), making.course())
    return Enrolment.objects.select_related("person").get()


def at_once(deed: Callable[[], Any], times: int) -> list[Any]:
    """What the deed gave each time; all begin at the same moment, each on a connection of its own."""
    gate = threading.Barrier(times)

    def run(_number: int) -> Any:
        try:
            gate.wait(10)
            return deed()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def statement(version: H5PVersion, verb: str, **more: object) -> dict[str, object]:
    return {
        "id": str(uuid.uuid4()),
        "verb": {"id": f"http://adlnet.gov/expapi/verbs/{verb}"},
        "object": {"id": f"http://localhost:8000/h5p/contents/{version.content_id}"},
        **more,
    }


def test_pages_opened_at_once_share_one_attempt(enrolment: Enrolment, version: H5PVersion) -> None:
    opened = at_once(lambda: open_for(enrolment, *PLACE, version, timezone.now()).nonce, 8)
    assert opened == [H5PAttempt.objects.get().nonce] * 8


def test_a_result_that_comes_several_times_at_once_counts_once(enrolment: Enrolment, version: H5PVersion) -> None:
    attempt = open_for(enrolment, *PLACE, version, timezone.now())
    total = len(version.filtered["questions"])
    score = {"score": {"min": 0, "raw": 0, "max": total}, "response": "[,]" * (total - 1), "completion": True}
    body = json.dumps({"statement": statement(version, "completed", result=score), "children": []}).encode()
    received = at_once(lambda: receive_result(enrolment.person, attempt.nonce, body, timezone.now()), 8)
    assert [one.counted for one in received].count(True) == 1
    assert len({one.following for one in received}) == 1
    assert H5PStatement.objects.count() == 1


def test_statements_that_come_at_once_share_the_room_there_is(
    enrolment: Enrolment, version: H5PVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "MOST_STATEMENTS", 20)
    attempt = open_for(enrolment, *PLACE, version, timezone.now())

    def said() -> int:
        some = [statement(version, "interacted") for _ in range(5)]
        return recording.receive_statements(enrolment.person, attempt.nonce, some, timezone.now())

    assert sum(at_once(said, 8)) == 20
    assert H5PStatement.objects.count() == 20
    attempt.refresh_from_db()
    bodies = H5PStatement.objects.values_list("body", flat=True)
    assert attempt.kept_bytes == sum(len(json.dumps(body).encode()) for body in bodies)
