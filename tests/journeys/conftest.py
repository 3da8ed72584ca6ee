"""What journeys share."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from pytest_django.fixtures import Settings

from tests.journeys.windows import Windows
from tests.working import celery_worker_process

__all__ = ["celery_worker_process"]


@pytest.fixture(params=["th", "en"])
def language(request: Any) -> str:
    """Each journey is made in both languages."""
    return str(request.param)


@pytest.fixture
def windows(
    request: pytest.FixtureRequest,
    browser: Browser,
    django_db_serialized_rollback: None,
    live_server: Any,
    language: str,
) -> Iterator[Windows]:
    """Windows on the live server; what they met fails the test at its end."""
    journey = request.node.path.stem.removeprefix("test_")
    opened = Windows(browser, live_server.url, language, journey)
    yield opened
    opened.close()
    if opened.faults:
        pytest.fail("\n".join(dict.fromkeys(opened.faults)), pytrace=False)


@pytest.fixture(autouse=True)
def store(settings: Settings, tmp_path: Path) -> None:
    """Issued files go to a folder of the test's own."""
    settings.CERTIFICATES_DIR = str(tmp_path / "certificates")
