"""Files in a bucket of a service that speaks S3: Amazon's, MinIO, Ceph and others. See docs/decisions/0009."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from certificates.keyring.keepers import AwayError
from certificates.storage.port import STORE_AWAY, DamagedError

PATIENCE = timedelta(seconds=10)
"""For one question, from connecting to the last byte."""
IMPATIENCE = timedelta(seconds=1)
PAGE = 1000


@dataclass(frozen=True)
class Place:
    """`s3://bucket/prefix` at an endpoint (empty: Amazon's own of that region), and who asks."""

    address: str
    endpoint: str
    region: str
    key: str
    secret: str

    def opened(self, patience: timedelta, retries: int) -> S3Store:
        """A client; it connects when it is first asked."""
        parts = urlsplit(self.address)
        # Services other than Amazon's seldom have a host name for each bucket.
        endpoint: dict[str, Any] = {"endpoint": self.endpoint} if self.endpoint else {}
        return S3Store(
            parts.netloc,
            prefix=parts.path.strip("/") or None,
            region=self.region,
            access_key_id=self.key,
            secret_access_key=self.secret,
            virtual_hosted_style_request=not self.endpoint,
            client_options={
                "timeout": patience,
                "connect_timeout": min(patience, timedelta(seconds=3)),
                "allow_http": self.endpoint.startswith("http://"),
            },
            retry_config={"max_retries": retries, "retry_timeout": patience},
            **endpoint,
        )


class Bucket:
    """`<prefix>/<name>`. An object appears under its name when the service has all of it."""

    def __init__(self, place: Place) -> None:
        self._store = place.opened(PATIENCE, retries=2)
        self._probe = place.opened(IMPATIENCE, retries=0)

    def put(self, name: str, content: bytes) -> None:
        with _asking():
            obstore.put(self._store, name, content, use_multipart=False)
        # Not every service that speaks S3 checks a checksum that is sent along: what it hands out is what counts.
        if self.get(name) != content:
            raise DamagedError(f"{name} came back from the store otherwise than it was written.")

    def get(self, name: str) -> bytes:
        with _asking():
            return bytes(obstore.get(self._store, name).bytes())

    def names(self, before: float) -> Iterator[str]:
        with _asking():
            pages = iter(obstore.list(self._store, chunk_size=PAGE))
            while page := next(pages, None):
                yield from [one["path"] for one in page if one["last_modified"].timestamp() < before]

    def remove(self, name: str, before: float) -> bool:
        with _asking():
            try:
                written = obstore.head(self._store, name)["last_modified"].timestamp()
            except FileNotFoundError:
                return False
            if written >= before:
                return False
            obstore.delete(self._store, name)
        return True

    def answers(self) -> bool:
        try:
            next(iter(obstore.list(self._probe, chunk_size=1)), None)
        except (BaseError, OSError, ValueError):
            return False
        return True


@contextmanager
def _asking() -> Iterator[None]:
    """The library's errors as the port's. Its words quote addresses and answers: its kind of error is enough."""
    try:
        yield
    except FileNotFoundError:
        raise
    except (BaseError, OSError, ValueError) as error:
        if isinstance(error, DamagedError | AwayError):
            raise
        raise AwayError(STORE_AWAY, type(error).__name__) from None
