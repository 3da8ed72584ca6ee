"""A player for the tests of the content types."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.harness import Player, player

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PLAYING = """() => document.fonts.ready && [window, ...Array.from(window.frames)].some(
    (one) => one.H5P && one.H5P.instances && one.H5P.instances.length)"""
Opening = Callable[..., "Page"]


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
