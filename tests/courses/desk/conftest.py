"""Each test starts with a process that remembers nothing of the last one's rolled-back database."""

import pytest

from courses import reading


@pytest.fixture(autouse=True)
def fresh_process() -> None:
    reading.forget()
