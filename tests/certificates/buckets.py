"""A service that speaks S3, on a port of its own, which can be away for a while and keeps what it holds."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from moto.backends import get_backend
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.server import ThreadedMotoServer

from certificates.storage.bucket import Place

BUCKET = "academy-tests"


class Service:
    """`stop` and `start` close and open its port."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.address = f"http://127.0.0.1:{self.port}"
        self._server: ThreadedMotoServer | None = None

    def start(self) -> None:
        if self._server is None:
            self._server = ThreadedMotoServer("127.0.0.1", self.port, verbose=False)
            self._server.start()

    def stop(self) -> None:
        if self._server is not None:
            self._server.stop()
            self._server = None

    def ready(self) -> "Service":
        """Answering, with an empty bucket."""
        backend: Any = get_backend("s3")[DEFAULT_ACCOUNT_ID]["aws"]
        backend.reset()
        backend.create_bucket(BUCKET, "us-east-1")
        self.start()
        return self

    def names(self) -> list[str]:
        return sorted(_kept())

    def age(self) -> None:
        """Two hours pass."""
        for one in _kept().values():
            one.last_modified = datetime.now(UTC).replace(tzinfo=None) - timedelta(hours=2)


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    made = Service()
    yield made
    made.stop()


def place(service: Service, address: str = f"s3://{BUCKET}") -> Place:
    return Place(address, service.address, "us-east-1", "of-the-tests", "of-the-tests")


def _kept() -> Any:
    return get_backend("s3")[DEFAULT_ACCOUNT_ID]["aws"].buckets[BUCKET].keys
