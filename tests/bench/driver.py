"""A browser of few words: one connection kept open, cookies, forms and JSON. Its own CPU is nobody's cost."""

import http.client
import json
import secrets
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit


class UnexpectedError(Exception):
    """The academy answered something else than the benchmark counts on."""


class Browser:
    """`get`, `submit` and `send` return the answer's text; an answer that is neither good nor a redirect raises."""

    def __init__(self, port: int, cookies: dict[str, str] | None = None) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        # The secret of the CSRF cookie is itself a valid token.
        self.cookies = {"csrftoken": secrets.token_hex(16), **(cookies or {})}
        self.headers: dict[str, str] = {}
        self.location = ""

    def get(self, path: str) -> str:
        """The page at `path`."""
        return self._ask("GET", path, None, {})

    def submit(self, path: str, fields: dict[str, Any]) -> str:
        """Submit a form. `location` then holds where a redirect leads."""
        body = urlencode({"csrfmiddlewaretoken": self.cookies["csrftoken"], **fields}, doseq=True)
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def send(self, method: str, path: str, data: Any) -> Any:
        """Send JSON to the API; the answer's JSON."""
        headers = {"Content-Type": "application/json", "X-CSRFToken": self.cookies["csrftoken"]}
        return json.loads(self._ask(method, path, json.dumps(data), headers) or "null")

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> str:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {"Cookie": cookies, **self.headers, **headers}
        try:
            self.connection.request(method, path, body, sent)
            answer = self.connection.getresponse()
        except http.client.RemoteDisconnected:
            # The server closes what was idle for long; as browsers do, the connection is opened again, once.
            self.connection.close()
            self.connection.request(method, path, body, sent)
            answer = self.connection.getresponse()
        text = answer.read().decode()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self.cookies.update({key: morsel.value for key, morsel in SimpleCookie(value).items()})
        self.location = urlsplit(answer.getheader("Location", "")).path
        if answer.status >= 400:
            raise UnexpectedError(f"{method} {path}: {answer.status}")
        return text
