"""Asking the academy as each role, and reading its answer as one of three words. Nothing that is asked remains."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.messages import WARNING, get_messages
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

from tests.architecture.samples import Samples

OK, SIGN_IN, NO, FAULT = "ok", "in", "--", "!!"
REFUSED = {403, 404}


def routes(resolver: Any = None, before: str = "/", spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Every route as (name with its namespaces, pattern); the language prefix is written <lang>/."""
    for pattern in (resolver or get_resolver()).url_patterns:
        path = before + ("<lang>/" if isinstance(pattern.pattern, LocalePrefixPattern) else str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from routes(pattern, path, inner)
        elif isinstance(pattern, URLPattern):
            yield ":".join((*spaces, pattern.name or "")), path


class Asker:
    """One role, signed in once; each request is a browser of its own, and what it writes is rolled back."""

    def __init__(self, role: str, samples: Samples, **options: Any) -> None:
        self.person, self.options = samples.people[role], options
        self.key = ""
        if self.person:
            client = Client()
            client.force_login(self.person)
            self.key = client.cookies[settings.SESSION_COOKIE_NAME].value

    def ask(self, method: str, address: str, body: dict[str, Any] | None = None) -> HttpResponseBase:
        """The answer. Bodies to the API are JSON."""
        client = Client(raise_request_exception=False, **self.options)
        if self.key:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.key
        send = getattr(client, method.lower())
        with transaction.atomic():
            if address.startswith("/api/") and method != "GET":
                answer = send(address, json.dumps(body or {}), content_type="application/json")
            elif method in {"PUT", "PATCH"}:
                answer = send(address, urlencode(body or {}), content_type="application/x-www-form-urlencoded")
            else:
                answer = send(address, body or {})
            if answer.streaming:
                answer.getvalue()  # what a generator reads belongs to this request
            transaction.set_rollback(True)
        found: HttpResponseBase = answer
        return found

    def outcome(self, method: str, address: str, body: dict[str, Any] | None = None) -> tuple[str, str]:
        """One of OK, SIGN_IN, NO and FAULT, and what exactly was answered, for the message of a failing test."""
        answer = self.ask(method, address, body)
        return read(answer, signed_in=self.person is not None)


def read(answer: HttpResponseBase, *, signed_in: bool) -> tuple[str, str]:
    """What an answer means.

    Led to the sign-in page with a way back is SIGN_IN, and a refusal to whoever has signed in. Led elsewhere with a
    warning or an error to read is a refusal too.
    """
    status, place = answer.status_code, answer.headers.get("Location", "")
    said = f"{status} {place}".strip()
    if status >= 500 or status == 405:
        return FAULT, said
    if status in {401, 403} and "application/json" in answer.headers.get("Content-Type", ""):
        code = json.loads(getattr(answer, "content", b"{}")).get("code")
        if code == "not_authenticated" and not signed_in:
            return SIGN_IN, said
    if status in {301, 302} and "/login/?next=" in place:
        return (NO if signed_in else SIGN_IN), said
    if status in REFUSED:
        return NO, said
    if status == 302 and (complaints := _complaints(answer)):
        return NO, f"{said} ({complaints[0]})"
    return OK, said


def _complaints(answer: HttpResponseBase) -> list[str]:
    request = getattr(answer, "wsgi_request", None)
    return [str(one) for one in get_messages(request) if one.level >= WARNING] if request else []
