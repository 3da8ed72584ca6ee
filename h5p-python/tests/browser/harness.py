"""A page that plays a package with the core player from npm, served on this machine.

    with player() as served: page.goto(served.address("requests-th", state={…}, embed="iframe", theme="dark"))

The page keeps the statements in `window.statements`; what the player posts is kept in `served.posted`.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from h5p.filtering import filter_params
from h5p.validating import validate
from tests import content_types

MODULES = Path(__file__).resolve().parents[3] / "node_modules"
CORE, FONTS = MODULES / "h5p-standalone" / "dist", MODULES / "@fontsource" / "sarabun"
ACTIVITY = "https://academy.example/activities/1"
WEIGHTS = ("400", "600", "700")
KINDS = {
    "js": "text/javascript",
    "css": "text/css",
    "png": "image/png",
    "svg": "image/svg+xml",
    "html": "text/html; charset=utf-8",
    "woff2": "font/woff2",
}
PLACES = {
    "div": '<div class="h5p-content" data-content-id="1"></div>',
    "iframe": '<div class="h5p-iframe-wrapper"><iframe id="h5p-iframe-1" class="h5p-iframe" data-content-id="1"'
    ' style="height: 1px; width: 100%; border: 0" src="about:blank" title="{title}"></iframe></div>',
}
PAGE = """<!doctype html>
<html lang="{language}"{theme}>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><link rel="icon" href="data:,">
{styles}
<style>
  body {{ max-width: 56rem; margin: 0 auto; padding: 0.5rem; background: Canvas; color-scheme: light dark; }}
  h1 {{ font: 700 1.5rem/1.6 Sarabun, sans-serif; color: CanvasText; }}
</style>
<main><h1>{title}</h1>{place}</main>
<script>
  window.H5PIntegration = {integration};
  window.statements = [];
</script>
{scripts}
<script>
  H5P.externalDispatcher.on("xAPI", (event) => statements.push(event.data.statement));
</script>
</html>
"""


class Served(BaseHTTPRequestHandler):
    """The page, the player, the fonts, and what the package brings."""

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        found = self.found(asked.path, parse_qs(asked.query))
        self.send_response(404 if found is None else 200)
        self.send_header("Content-Type", KINDS.get(asked.path.rsplit(".")[-1], KINDS["html"]))
        self.end_headers()
        self.wfile.write(found or b"")

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self.server.posted.append((self.path, parse_qs(self.rfile.read(length).decode())))  # type: ignore[attr-defined]
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(b'{"success": true}')

    def found(self, path: str, query: dict[str, list[str]]) -> bytes | None:
        parts = path.strip("/").split("/")
        if parts[0] == "play":
            return page(parts[1], **{key: values[0] for key, values in query.items()}).encode()
        root = {"core": CORE, "fonts": FONTS, "libraries": content_types.LIBRARIES, "content": content_types.CONTENTS}
        if parts[0] not in root:
            return None
        file = root[parts[0]].joinpath(*parts[2 if parts[0] == "content" else 1 :])
        return file.read_bytes() if file.is_file() else None

    def log_message(self, format: str, *args: object) -> None: ...


class Player:
    """Where packages are played, and what the player has posted there: (address, form)."""

    def __init__(self) -> None:
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Served)
        self.server.daemon_threads = True
        self.posted: list[tuple[str, dict[str, list[str]]]] = []
        self.server.posted = self.posted  # type: ignore[attr-defined]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @cached_property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def address(self, name: str, **query: object) -> str:
        """The page of a content; what is no text in the query is written as JSON."""
        written = {key: value if isinstance(value, str) else json.dumps(value) for key, value in query.items()}
        return f"{self.root}/play/{name}?{urlencode(written)}"

    def saved(self) -> Any:
        """The state that the player saved last; None when it has saved none."""
        forms = [form for path, form in list(self.posted) if path.startswith("/state/")]
        return json.loads(forms[-1]["data"][0]) if forms else None

    def finished(self) -> list[tuple[int, int]]:
        """The results that the player reported: points and most points."""
        return [
            (int(form["score"][0]), int(form["maxScore"][0])) for path, form in list(self.posted) if path == "/finish"
        ]


@contextmanager
def player() -> Iterator[Player]:
    """A server for as long as it is needed."""
    running = Player()
    try:
        yield running
    finally:
        running.server.shutdown()
        running.server.server_close()


def page(name: str, state: str = "{}", theme: str = "", embed: str = "div") -> str:
    """The page that plays this content from that state."""
    content = content_types.described(name)
    used = [library.replace(" ", "-") for library in content_types.libraries(name)]
    rules = {library: content_types.read(content_types.LIBRARIES / library / "library.json") for library in used}
    scripts = [f"/libraries/{one}/{js['path']}" for one in used for js in rules[one]["preloadedJs"]]
    styles = [f"/libraries/{one}/{css['path']}" for one in used for css in rules[one]["preloadedCss"]]
    fonts = [f"/fonts/{script}-{weight}.css" for script in ("latin", "thai") for weight in WEIGHTS]
    core = ["/core/styles/h5p.css", *fonts]
    told = integration(name, content, state)
    told["core"] = {"scripts": ["/core/frame.bundle.js"], "styles": core}
    told["contents"]["cid-1"] |= {"scripts": scripts, "styles": styles}
    here = embed == "div"
    return PAGE.format(
        language=content["language"],
        theme=f' data-theme="{theme}"' if theme else "",
        title=content["title"],
        place=PLACES[embed].format(title=content["title"]),
        styles="".join(f'<link rel="stylesheet" href="{one}">' for one in [*core, *(styles if here else [])]),
        scripts="".join(
            f'<script src="{one}"></script>' for one in ["/core/frame.bundle.js", *(scripts if here else [])]
        ),
        integration=json.dumps(told).replace("<", "\\u003c"),
    )


@cache
def served_params(name: str) -> dict[str, Any]:
    """The params as a site serves them: filtered."""
    package = validate(BytesIO(content_types.package(name))).package
    assert package is not None
    return filter_params(package.params, package.main, package, files=set(package.content_files).__contains__).params


def integration(name: str, content: dict[str, Any], state: str) -> dict[str, Any]:
    """What the player needs to know."""
    return {
        "baseUrl": "",
        "url": "",
        "siteUrl": "https://academy.example",
        "postUserStatistics": True,
        "saveFreq": 1,
        "user": {"name": "Learner", "mail": "learner@example.org", "id": 1},
        "ajax": {"setFinished": "/finish", "contentUserData": "/state/:contentId/:dataType/:subContentId"},
        "l10n": {"H5P": {}},
        "core": {"scripts": [], "styles": []},
        "loadedJs": [],
        "loadedCss": [],
        "contents": {
            "cid-1": {
                "library": content["library"],
                "jsonContent": json.dumps(served_params(name)),
                "url": ACTIVITY,
                "title": content["title"],
                "metadata": {"title": content["title"], "license": "C", "defaultLanguage": content["language"]},
                "fullScreen": 0,
                "displayOptions": {"frame": False},
                "contentUserData": {"0": {"state": state}},
            }
        },
    }
