"""A browser and a player for the tests of the content types; skipped, and said so, where either is missing.

With CI=true a missing browser is a failure.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser import harness
from tests.browser.harness import Player, player

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none"]
PLAYING = """() => document.fonts.ready && [window, ...Array.from(window.frames)].some(
    (one) => one.H5P && one.H5P.instances && one.H5P.instances.length)"""
Opening = Callable[..., "Page"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    playwright = pytest.importorskip("playwright.sync_api")
    missing = [
        what
        for what, there in (
            ("There is no Chromium on this machine.", CHROMIUM),
            ("The core player is not installed: npm ci.", harness.CORE.is_dir()),
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


@pytest.fixture
def served() -> Iterator[Player]:
    """Where contents are played."""
    with player() as running:
        yield running


@pytest.fixture
def opening(browser: Browser, served: Player) -> Iterator[Opening]:
    """Opens a content in a window of its own: `opening("requests-th", width=320, state={…}, scheme="dark")`.

    A fault in a script on any of the pages fails the test at its end.
    """
    faults: list[str] = []
    contexts = []

    def opened(name: str, *, width: int = 1280, scheme: str = "light", **query: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        page.goto(served.address(name, **query))
        page.wait_for_function(PLAYING)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)
