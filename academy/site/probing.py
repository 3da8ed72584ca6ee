"""Is the academy able to work: the database, the queue, the worker behind it, and the place where certificates lie."""

from collections.abc import Callable

import redis
from django.conf import settings
from django.db import DatabaseError, connection

HEARTBEAT = "academy:heartbeat"
HEARTBEAT_SECONDS = 120  # four beats missed: the worker, or the scheduler, is gone
PATIENCE = 0.5  # seconds


def beat() -> None:
    """Leave the worker's sign of life in the queue's Redis; it fades after HEARTBEAT_SECONDS. Raises RedisError."""
    with _queue() as queue:
        queue.set(HEARTBEAT, "1", ex=HEARTBEAT_SECONDS)


def readiness() -> dict[str, bool]:
    """Each thing the academy needs, and whether it answers; the order never changes. Raises nothing."""
    checks: dict[str, Callable[[], bool]] = {
        "database": _database,
        "queue": _queue_answers,
        "worker": _worker_beats,
        **_registered,
    }
    return {name: check() for name, check in checks.items()}


def register(name: str, check: Callable[[], bool]) -> None:
    """Have one thing more looked at, by the room that knows it. The check raises nothing and takes seconds at most."""
    _registered[name] = check


_registered: dict[str, Callable[[], bool]] = {}


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except DatabaseError:
        return False


def _queue_answers() -> bool:
    try:
        with _queue() as queue:
            return bool(queue.ping())
    except (redis.RedisError, OSError):
        return False


def _worker_beats() -> bool:
    try:
        with _queue() as queue:
            return bool(queue.exists(HEARTBEAT))
    except (redis.RedisError, OSError):
        return False


def _queue() -> redis.Redis:
    return redis.Redis.from_url(
        settings.REDIS_URL,
        socket_timeout=PATIENCE,
        socket_connect_timeout=PATIENCE,
        retry=redis.retry.Retry(redis.backoff.NoBackoff(), 0),
    )
