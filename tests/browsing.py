"""Tests in a real browser: Chromium on a live server, people already signed in, accessibility, screenshots.

Where there is no Chromium these tests are skipped and say so; with CI=true a missing browser is a failure.
Set SCREENSHOTS=1 to keep the pictures in var/screenshots/.
"""

import os
import shutil
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from academy.people.models import Person

ROOT = Path(__file__).resolve().parents[1]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SCREENSHOTS = ROOT / "var" / "screenshots"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none"]
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    if CHROMIUM is None:
        missing = "There is no Chromium on this machine."
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    with connections_by_thread(), sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


@contextmanager
def connections_by_thread() -> Iterator[None]:
    """Let Django use its database connections although an event loop runs in this thread, which is Playwright's.

    Django would refuse, and beside a running loop it would open a second set of connections that knows nothing of the
    test database's contents. Here, as everywhere without a loop, a connection belongs to its thread.
    """
    by_context, by_thread = connections._connections, threading.local()
    for one in connections.all(initialized_only=True):
        setattr(by_thread, one.alias, one)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        patch.setattr(connections, "_connections", by_thread)
        yield
        for one in connections.all(initialized_only=True):
            setattr(by_context, one.alias, one)


@pytest.fixture
def browsing(browser: Browser, django_db_serialized_rollback: None, live_server: Any) -> Iterator[BrowserContext]:
    """A fresh browser window on the live server: `new_page()`, addresses from its root ("/th/").

    The rows that migrations made are there: they come back before each such test.
    """
    context = browser.new_context(base_url=live_server.url, locale="th-TH", viewport={"width": 1280, "height": 800})
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(browsing: BrowserContext) -> Iterator[Page]:
    """One page; a fault in its scripts, or a breach of the content security policy, fails the test at its end."""
    opened, faults = browsing.new_page(), []
    opened.on("pageerror", lambda error: faults.append(f"{opened.url}: {error}"))
    opened.on("console", lambda said: faults.append(f"{opened.url}: {said.text}") if breaks_policy(said.text) else None)
    yield opened
    assert not faults, "\n".join(faults)


def breaks_policy(said: str) -> bool:
    """Whether the browser's console speaks of the content security policy."""
    return "Content Security Policy" in said


def signed_in(page: Page, person: Person) -> Page:
    """The page, with `person` signed in on it by a session made on the server: no form, no password hash."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    key = session.session_key or ""
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "domain": "localhost", "path": "/"}])
    return page


def assert_accessible(
    page: Page, *, within: str = "html", ignore: tuple[str, ...] = (), known: Mapping[str, Sequence[str]] | None = None
) -> None:
    """No fault that axe-core finds against WCAG 2.2 AA in the part of the page that `within` selects.

    `known` are faults that are not ours to mend: by rule, selectors of the elements that have it or hold it.
    Each fault is told with its rule, the help text, and the elements that have it.
    """
    if not page.evaluate("() => 'axe' in window"):
        # Through the protocol, not as a <script>: the page's content security policy stays in force.
        page.evaluate(AXE.read_text())
    options = {"runOnly": STANDARD, "rules": {rule: {"enabled": False} for rule in ignore}}
    found = page.evaluate(
        """async ([part, options, known]) => {
        const { violations } = await axe.run(part, options);
        const isKnown = (rule, node) =>
            (known[rule] ?? []).some((one) => document.querySelector(node.target[0])?.closest(one));
        for (const fault of violations) fault.nodes = fault.nodes.filter((node) => !isKnown(fault.id, node));
        return violations.filter((fault) => fault.nodes.length);
    }""",
        [within, options, {rule: list(selectors) for rule, selectors in (known or {}).items()}],
    )
    faults = [
        "\n".join(
            [f"{fault['id']} ({fault['impact']}): {fault['help']}"]
            + [f"    {node['html'][:160]}\n        {node['failureSummary']}" for node in fault["nodes"][:5]]
        )
        for fault in found
    ]
    assert not faults, f"{len(faults)} faults on {page.url}:\n" + "\n".join(faults)


def assert_fits(page: Page) -> None:
    """Nothing makes the page scroll sideways at its present width."""
    wide = page.evaluate(
        """() => {
        const width = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= width) return [];
        return [...document.querySelectorAll("body *")]
            .filter((e) => e.getBoundingClientRect().right > width + 1).map((e) => e.outerHTML.slice(0, 120));
    }"""
    )
    assert not wide, f"Wider than the window on {page.url}:\n" + "\n".join(wide[:5])


def screenshot(page: Page, name: str) -> None:
    """Keep a picture of the whole page as var/screenshots/<name>.png when SCREENSHOTS is set."""
    if os.environ.get("SCREENSHOTS"):
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        page.evaluate("document.fonts.ready")
        page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)
