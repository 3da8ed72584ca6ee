"""Playing with the keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

MOST_STOPS = 80


def tab_to(page: Page, selector: str) -> None:
    """Moves on to the next stop that fits the selector, as somebody without a mouse has to."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def choose(page: Page, index: int) -> None:
    """The choice of that index in the next group that is open."""
    tab_to(page, "input[type=radio]")
    page.keyboard.press("Space")
    for _ in range(index):
        page.keyboard.press("ArrowDown")
    assert page.evaluate("() => document.activeElement.checked && document.activeElement.value") == str(index)


def write(page: Page, text: str) -> None:
    """Writes into the next field."""
    tab_to(page, "input[type=text]")
    page.keyboard.type(text)


def press(page: Page) -> None:
    """Presses the next button that does the work: no switch beside the chart."""
    tab_to(page, "button:not(.quiet)")
    page.keyboard.press("Enter")


def focused(page: Page) -> str:
    """The text of what has the focus."""
    text: str = page.evaluate("() => document.activeElement.textContent.trim()")
    return text
