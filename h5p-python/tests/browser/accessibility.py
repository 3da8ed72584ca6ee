"""What every state of a content has to keep to: WCAG 2.2 AA as far as axe-core tells, and no scrolling sideways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.harness import MODULES

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = MODULES / "axe-core" / "axe.min.js"
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TARGETS = "main button, main input[type=text], main summary, main label:has([type=radio])"
SMALL = """(targets) => [...document.querySelectorAll(targets)]
    .filter((one) => one.checkVisibility())
    .map((one) => [one.textContent.trim(), one.getBoundingClientRect()])
    .filter(([, box]) => box.width < 44 || box.height < 44)
    .map(([text, box]) => `${text}: ${box.width} x ${box.height}`)"""
RUN = """async (standard) => {
    const { violations } = await axe.run("html", { runOnly: standard });
    const told = (node) => `  ${node.html.slice(0, 160)}: ${node.failureSummary}`;
    return violations.map((one) => [one.id, one.help, ...one.nodes.map(told)].join("\\n"));
}"""


def assert_accessible(page: Page) -> None:
    """No fault that axe-core finds, no target below 44 pixels, nothing wider than the window."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text())
    faults = page.evaluate(RUN, STANDARD)
    assert not faults, "\n".join(faults)
    small = page.evaluate(SMALL, TARGETS)
    assert not small, f"too small to hit: {small}"
    wide, window = page.evaluate("() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= window, f"{wide} pixels wide in a window of {window}"
