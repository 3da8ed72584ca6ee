"""A Redis cache whose absence slows the academy and breaks nothing.

While Redis is away reads miss, writes are dropped, and for `REST` seconds nobody asks it again, so that one slow
answer is not paid at every key. Sessions then come from the database (`cached_db`).
"""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import Redis
from redis.exceptions import RedisError

log = logging.getLogger(__name__)
REST = 5.0


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

    def clear(self) -> None:
        self._try(lambda: super(ForgivingRedisCache, self).clear(), None)
