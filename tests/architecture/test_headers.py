"""What every answer carries, and what no page may contain: nothing inline, nothing from another host."""

import json
import os
import subprocess
import sys
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import translation

from tests.architecture import samples
from tests.architecture.samples import Samples
from tests.architecture.test_settings import REQUIRED, ROOT

pytestmark = pytest.mark.django_db

OPEN = (
    "/{lang}/",
    "/{lang}/about/",
    "/{lang}/courses/",
    "/{lang}/courses/?q=data",
    "/{lang}/courses/{course}/",
    "/{lang}/accounts/login/",
    "/{lang}/accounts/signup/",
    "/{lang}/accounts/password/reset/",
    "/{lang}/none/",
    "/{lang}/restricted/",
    "/verify/",
    "/verify/{code}/",
    "/verify/none/",
    "/api/v1/",
)
LEARNER = (
    "/{lang}/my/",
    "/{lang}/courses/{course}/",
    "/{lang}/courses/{course}/{lesson}/",
    "/{lang}/courses/{course}/{quiz}/",
    "/{lang}/my/courses/{course}/withdraw/",
    "/{lang}/attempts/{attempt}/",
    "/{lang}/attempts/{marked}/result/",
    "/{lang}/accounts/profile/",
    "/{lang}/accounts/email/",
    "/{lang}/accounts/password/change/",
    "/{lang}/accounts/2fa/",
    "/{lang}/accounts/logout/",
)


class Faults(HTMLParser):
    """Collects what the content security policy forbids, or what would tell another host who reads here."""

    LOADS = frozenset(("src", "srcset", "poster", "data", "action", "formaction", "background"))

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        line = f"line {self.getpos()[0]}: <{tag}"
        if tag == "style" or "style" in given:
            self.found.append(f"{line}> with inline style")
        if tag == "script" and "src" not in given and given.get("type") not in {"application/json", "importmap"}:
            self.found.append(f"{line}> inline")
        self.found += [f"{line} {name}=>" for name in given if name.startswith("on")]
        loads = [given[name] or "" for name in self.LOADS & given.keys()]
        if tag == "link" and given.get("rel") != "alternate":
            loads.append(given.get("href") or "")
        self.found += [f"{line}> from {one}" for one in loads if foreign(one)]
        if (given.get("href") or "").lower().startswith("javascript:"):
            self.found.append(f"{line}> with a script as its address")


def foreign(address: str) -> bool:
    """Whether the address is another host's; data: pictures are the page's own."""
    parts = urlsplit(address.strip())
    return parts.netloc not in {"", "testserver"} or parts.scheme not in {"", "http", "https", "data"}


@pytest.fixture
def made() -> Samples:
    with translation.override("th"):
        return samples.make()


def pages(made: Samples, language: str) -> list[tuple[str, Client]]:
    """The main addresses, with a browser that may see each."""
    learner = Client()
    assert made.people["learner"] is not None
    learner.force_login(made.people["learner"])
    visitor = Client(headers={"accept-language": language})
    every = [*((pattern, visitor) for pattern in OPEN), *((pattern, learner) for pattern in LEARNER)]
    return [(pattern.format(lang=language, **made.names), client) for pattern, client in every]


def test_the_reader_of_pages_finds_each_kind_of_fault() -> None:
    reader = Faults()
    reader.feed(
        '<p style="color:red" onclick="x()"></p><script>x()</script><style></style><script src="//a.example"></script>'
        '<img src="https://a.example/x"><link rel="stylesheet" href="http://a.example"><a href="javascript:x()">x</a>'
        '<form action="https://a.example"></form><img src="data:image/png;base64,x"><a href="https://a.example">fine</a>'
    )
    assert len(reader.found) == 9


@pytest.mark.parametrize("language", ["th", "en"])
def test_pages_hold_nothing_inline_and_nothing_from_another_host(made: Samples, language: str) -> None:
    wrong = []
    for address, client in pages(made, language):
        answer = client.get(address)
        assert answer.status_code in {200, 404}, (address, answer.status_code, answer.headers.get("Location"))
        reader = Faults()
        reader.feed(answer.content.decode())
        wrong += [f"{address}: {fault}" for fault in reader.found]
    assert not wrong, "\n".join(wrong)


def test_every_kind_of_answer_carries_its_policy(made: Samples) -> None:
    browser = Client()
    assert made.people["administrator"] is not None
    browser.force_login(made.people["administrator"])
    kinds = {
        "/th/": ("default-src 'self'", False),
        "/th/none/": ("default-src 'self'", False),
        "/api/v1/schema/": ("default-src 'self'", False),
        f"/th/courses/{made.names['course']}/": ("default-src 'self'", False),
        "/cms/": ("default-src 'self'", True),
        f"/documents/{made.names['document']}/{made.names['document_name']}": ("default-src 'none'", False),
        f"/cms/mail/{made.names['letter']}/": ("sandbox", True),
    }
    for address, (says, inline) in kinds.items():
        answer = browser.get(address)
        if answer.streaming:
            answer.getvalue()
        policy = answer.headers["Content-Security-Policy"]
        assert says in policy, address
        assert ("unsafe-inline" in policy) == inline, address
        assert "http:" not in policy.replace("https:", ""), address
        assert answer.headers["X-Content-Type-Options"] == "nosniff", address
        assert answer.headers["Referrer-Policy"] in {"same-origin", "no-referrer"}, address
        assert answer.headers["Permissions-Policy"], address
        assert answer.headers["X-Frame-Options"] == "SAMEORIGIN", address


@pytest.mark.parametrize("language", ["th", "en"])
def test_no_shared_cache_keeps_a_page_that_names_its_reader(made: Samples, language: str) -> None:
    assert made.people["learner"] is not None
    browser = Client()
    browser.force_login(made.people["learner"])
    name = made.people["learner"].given_en if language == "en" else made.people["learner"].given_th
    for pattern in (*OPEN, *LEARNER):
        answer = browser.get(pattern.format(lang=language, **made.names))
        if answer.status_code == 200 and name in answer.content.decode():
            kept = answer.headers.get("Cache-Control", "")
            assert "private" in kept or "no-store" in kept or "Cookie" in answer.headers.get("Vary", ""), pattern


def test_production_sends_its_cookies_over_https_only() -> None:
    names = (
        *("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY"),
        *(
            "SECURE_SSL_REDIRECT",
            "SECURE_HSTS_SECONDS",
            "SECURE_CONTENT_TYPE_NOSNIFF",
            "SESSION_COOKIE_SAMESITE",
            "DEBUG",
        ),
    )
    program = (
        f"import json; from django.conf import settings; print(json.dumps([getattr(settings, n) for n in {names!r}]))"
    )
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "academy.settings.base", **REQUIRED}
    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    said = dict(zip(names, json.loads(answer.stdout), strict=True))
    assert said.pop("SECURE_HSTS_SECONDS") >= 31_536_000
    assert said.pop("SESSION_COOKIE_SAMESITE") in {"Lax", "Strict"}
    assert said.pop("DEBUG") is False
    assert set(said.values()) == {True}, said


def test_production_tells_its_visitors_apart_behind_the_proxy() -> None:
    """Else all of them share one limit of failed attempts, and by a socket nobody could sign in at all."""
    program = "from django.conf import settings; print(getattr(settings, 'ALLAUTH_TRUSTED_PROXY_COUNT', 0))"
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "academy.settings.base", **REQUIRED}
    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert int(answer.stdout) >= 1
