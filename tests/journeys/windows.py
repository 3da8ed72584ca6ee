"""Windows of one browser that notice what a user must never meet: faults in the console, another host, bad access."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.utils import translation
from django.utils.translation import gettext, ngettext
from playwright.sync_api import Browser, Page, expect

from academy.people.models import Person
from tests.browsing import assert_accessible, assert_fits, screenshot, signed_in

# Two cores may have much else to do; a test that passes never waits so long.
PATIENCE = 30_000
WIDE, SMALL = 1280, 320
expect.set_options(timeout=PATIENCE)
OWN_SCHEMES = {"data", "blob", "about"}
HEIGHT, TALLEST = 800, 16_000
# How high the page is with all that scrolls in it, within reason.
WHOLE = """() => Math.max(...[document.scrollingElement, ...document.querySelectorAll("main, .content-wrapper")]
    .map((one) => one.scrollHeight))"""
# Once all that moves has come to rest, and is drawn.
SETTLE = """async () => {
    await document.fonts.ready;
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const ends = document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ends.map((one) => one.finished));
}"""


class Windows:
    """Opens windows, each with cookies of its own, in one language; `faults` is what they met."""

    def __init__(self, browser: Browser, address: str, language: str, journey: str) -> None:
        self.browser, self.address, self.language, self.journey = browser, address, language, journey
        self.faults: list[str] = []
        self._contexts: list[Any] = []
        self._expected: tuple[str, ...] = ()
        self._pictures = 0

    def open(self, person: Person | None = None) -> Page:
        """A new window, on which `person` is signed in."""
        context = self.browser.new_context(
            base_url=self.address,
            locale={"th": "th-TH", "en": "en-GB"}[self.language],
            viewport={"width": WIDE, "height": 800},
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        context.on("request", self._asked)
        context.on(
            "console", lambda said: self._met(f"{said.page and said.page.url}: {said.text}", said.type == "error")
        )
        context.on("weberror", lambda error: self._met(str(error.error), True))
        self._contexts.append(context)
        page = context.new_page()
        return signed_in(page, person) if person else page

    def say(self, text: str, **values: Any) -> str:
        """A text of the interface in the language of this journey, which must be translated."""
        with translation.override(self.language):
            said = gettext(text)
        if self.language == "th" and said == text:
            self.faults.append(f"not translated: {text}")
        return said % values if values else said

    def count(self, one: str, many: str, number: int) -> str:
        """The same for a text that counts by `number`."""
        with translation.override(self.language):
            return ngettext(one, many, number) % {"number": number}

    def look(self, page: Page, name: str, **known: Any) -> None:
        """The page is accessible and fits, wide and small; pictures are kept when asked for (tests.browsing)."""
        self._pictures += 1
        page.wait_for_load_state()
        for width in (WIDE, SMALL):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            page.evaluate(SETTLE)
            screenshot(page, f"{self.journey}-{self.language}-{self._pictures:02}-{name}-{width}")
            _heighten(page, width)
            for check in (assert_fits, partial(assert_accessible, **known)):
                # Said at the end with all others: whoever mends pages wants to know every fault of the way at once.
                try:
                    check(page)
                except AssertionError as fault:
                    self.faults.append(f"{name}, {width} px wide: {fault}")
        page.set_viewport_size({"width": WIDE, "height": HEIGHT})

    @contextmanager
    def expecting(self, *texts: str) -> Iterator[None]:
        """What the console says meanwhile is no fault where it holds one of these texts."""
        self._expected = texts
        yield
        self._expected = ()

    def close(self) -> None:
        """Close all windows."""
        for context in self._contexts:
            context.close()

    def _asked(self, request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in OWN_SCHEMES and f"{parts.scheme}://{parts.netloc}" != self.address:
            self.faults.append(f"asked another host: {request.url}")

    def _met(self, text: str, is_fault: bool) -> None:
        if is_fault and not any(expected in text for expected in self._expected):
            self.faults.append(text)


def _heighten(page: Page, width: int) -> None:
    """Make the window as high as the page: nothing lies half beneath a bar that stays, where axe finds it too small."""
    # What is drawn late makes the page higher once more; some pages are higher than any window, and it ends there.
    for _again in range(3):
        height = min(page.evaluate(WHOLE), TALLEST)
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(SETTLE)
        if page.evaluate(WHOLE) <= height:
            return
