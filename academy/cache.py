"""A Redis cache whose absence slows the academy and breaks nothing.

While Redis is away reads miss, writes are dropped, and for `REST` seconds nobody asks it again, so that one slow
answer is not paid at every key. Sessions then come from the database (`cached_db`).

`remembered` keeps in this process what many requests ask for.
"""

import logging
import time
from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.core.cache import cache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import Redis
from redis.exceptions import RedisError

log = logging.getLogger(__name__)
REST = 5.0
MOST = 4096
"""How many things a process remembers before it begins anew."""

Made = TypeVar("Made")
_memory: dict[str, tuple[int, Any]] = {}


def remembered(key: str, seconds: int, make: Callable[[], Made]) -> Made:
    """What `make` gave for this key in the running span of so many seconds: from this process, else from the cache.

    For what may be so old, and for values that pickle; None is never kept. The key must name whoever it is for.
    """
    span = int(time.time() // seconds)
    known = _memory.get(key)
    if known and known[0] == span:
        return cast(Made, known[1])
    place = f"{key}:{span}"
    found: Made | None = cache.get(place)
    if found is None:
        found = make()
        cache.set(place, found, seconds)
    if len(_memory) >= MOST:
        _memory.clear()
    _memory[key] = (span, found)
    return found


def forget() -> None:
    """Drop what this process remembers; for processes whose database is put back to an earlier state."""
    _memory.clear()


class KeptClient(RedisCacheClient):
    """Django's way to Redis, with one client for all commands.

    Django makes a client for each command, and redis-py fills a table of some 500 callbacks for each client:
    that took half of the time of reading a key. A client holds nothing of its own; connections are the pool's.
    """

    _kept: Redis | None = None

    def get_client(self, key: Any = None, *, write: bool = False) -> Redis:
        if self._kept is None:
            client: Redis = super().get_client(key, write=write)
            self._kept = client
        return self._kept


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache on one server; every failure of the server counts as a miss."""

    _asleep_until = 0.0

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = KeptClient

    def _try(self, deed: Callable[[], Any], otherwise: Any) -> Any:
        if time.monotonic() < ForgivingRedisCache._asleep_until:
            return otherwise
        try:
            return deed()
        except (RedisError, OSError) as error:
            ForgivingRedisCache._asleep_until = time.monotonic() + REST
            log.warning("The cache does not answer (%s): going on without it.", type(error).__name__)
            return otherwise

    def add(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> bool:
        return bool(self._try(lambda: super(ForgivingRedisCache, self).add(key, value, *args, **kwargs), True))

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        return self._try(lambda: super(ForgivingRedisCache, self).get(key, default, version), default)

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        self._try(lambda: super(ForgivingRedisCache, self).set(key, value, *args, **kwargs), None)

    def touch(self, key: Any, *args: Any, **kwargs: Any) -> bool:
        return bool(self._try(lambda: super(ForgivingRedisCache, self).touch(key, *args, **kwargs), False))

    def delete(self, key: Any, version: Any = None) -> bool:
        return bool(self._try(lambda: super(ForgivingRedisCache, self).delete(key, version), False))

    def get_many(self, keys: Any, version: Any = None) -> dict[str, Any]:
        found: dict[str, Any] = self._try(lambda: super(ForgivingRedisCache, self).get_many(keys, version), {})
        return found

    def set_many(self, data: Any, *args: Any, **kwargs: Any) -> list[Any]:
        missed: list[Any] = self._try(
            lambda: super(ForgivingRedisCache, self).set_many(data, *args, **kwargs), list(data)
        )
        return missed

    def delete_many(self, keys: Any, version: Any = None) -> None:
        self._try(lambda: super(ForgivingRedisCache, self).delete_many(keys, version), None)

    def has_key(self, key: Any, version: Any = None) -> bool:
        return bool(self._try(lambda: super(ForgivingRedisCache, self).has_key(key, version), False))

    def incr(self, key: Any, delta: int = 1, version: Any = None) -> int:
        return int(self._try(lambda: super(ForgivingRedisCache, self).incr(key, delta, version), delta))

    def count(self, key: str, seconds: int) -> int:
        """How often this was asked of the key since it was first, at most so long ago; 1 while the server is away.

        One way to the server, where `incr` takes two and `add` before it a third.
        """

        def counted() -> int:
            client, place = self._cache.get_client(None, write=True), self.make_and_validate_key(key)
            count = int(client.incr(place))
            if count == 1:
                client.expire(place, seconds)
            return count

        return int(self._try(counted, 1))

    def clear(self) -> None:
        self._try(lambda: super(ForgivingRedisCache, self).clear(), None)
