"""One browser for every test that needs one; skipped, and said so, where it is missing.

With CI=true a missing browser is a failure.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.serving import core_folder

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none"]

# How long an example takes says more about the machine than about us.
settings.register_profile("h5p", deadline=None)
settings.load_profile("h5p")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    playwright = pytest.importorskip("playwright.sync_api")
    missing = [
        what
        for what, there in (
            ("There is no Chromium on this machine.", CHROMIUM),
            ("The core player is not installed: npm ci.", core_folder()),
        )
        if not there
    ]
    if missing and os.environ.get("CI") == "true":
        pytest.fail(missing[0])
    if missing:
        pytest.skip(missing[0])
    with playwright.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()
