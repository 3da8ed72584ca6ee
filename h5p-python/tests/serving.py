"""A small site that plays one content to one learner: what a real one does around the library, on a free port."""

import json
import mimetypes
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from h5p import LibraryName
from h5p.assets import asset_urls
from h5p.attempts import Accepted, Attempt, accept, open_attempt
from h5p.dependencies import resolve
from h5p.display import display_options
from h5p.finish import parse_finish
from h5p.player import (
    EmbedType,
    Learner,
    Played,
    Site,
    integration,
    json_for_script,
    markup,
    with_token,
)
from h5p.refusals import Refused
from h5p.store.port import LibraryStore
from h5p.tokens import Bound, Signer
from h5p.userdata import Deletion, Place, UserData, answer_post, answer_read, parse_place, parse_post
from h5p.xapi import parse_statement

USER, CONTENT = "learner-7", "41"
PAGE = """<!doctype html><html lang="th"><head><meta charset="utf-8"><title>H5P</title>
<script>window.H5PIntegration = {integration};</script>
{assets}
<script src="/core/frame.bundle.js"></script>{scripts}</head><body>{markup}
<script>H5P.externalDispatcher.on("xAPI", function (event) {{
  fetch("{statements}", {{method: "POST", body: JSON.stringify(event.data.statement)}});
}});</script></body></html>"""


def core_folder() -> Path | None:
    """The core player from npm: where H5P_CORE says, or in a node_modules folder above this one."""
    above = (folder / "node_modules" / "h5p-standalone" / "dist" for folder in Path(__file__).resolve().parents)
    said = os.environ.get("H5P_CORE")
    candidates = [Path(said)] if said else list(above)
    return next((folder for folder in candidates if (folder / "frame.bundle.js").is_file()), None)


@dataclass
class SmallSite:
    """What the site keeps, and how it judged what the browser posted."""

    core: Path
    store: LibraryStore
    main: LibraryName
    params: dict[str, Any]
    media: dict[str, bytes] = field(default_factory=dict)
    known_max: Decimal | None = None
    rows: dict[Place, UserData] = field(default_factory=dict)
    outcomes: list[Any] = field(default_factory=list)
    statements: list[dict[str, Any]] = field(default_factory=list)
    metadata: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    language: str = "th"
    origin: str = ""
    attempt: Attempt | None = None
    signer: Signer = field(default_factory=lambda: Signer([b"a key that only this test knows"]))

    def page(self, embed: EmbedType) -> str:
        """The page, with a new attempt."""
        activity = f"{self.origin}/activity/{CONTENT}"
        now = datetime.now(UTC)
        self.attempt = open_attempt(
            user=USER, content=CONTENT, activity=activity, content_hash="h", now=now, known_max=self.known_max
        )
        site = Site(
            origin=self.origin,
            files="/h5p",
            libraries="/h5p/libraries",
            core_scripts=("/core/frame.bundle.js",),
            core_styles=("/core/styles/h5p.css",),
            language=self.language,
            save_every=1,
        )
        states = self.signed("/state/:contentId/:dataType/:subContentId", "state")
        played = self.played(activity)
        said = integration(site, played, Learner(USER, states, self.signed("/finish", "finish")), embed)
        on_page = embed == "div"
        styles = (*site.core_styles, *played.assets.styles) if on_page else ()
        return PAGE.format(
            integration=json_for_script(said),
            assets="".join(f'<link rel="stylesheet" href="{one}">' for one in styles),
            scripts="".join(f'<script src="{one}"></script>' for one in (played.assets.scripts if on_page else ())),
            markup=markup(played, embed),
            statements=self.signed("/statements", "statement"),
        )

    def played(self, activity: str) -> Played:
        library = self.store.get(self.main)
        assert library
        return Played(
            key=CONTENT,
            library=library,
            params=self.params,
            title="เนื้อหา",
            activity=activity,
            files=f"/h5p/content/{CONTENT}",
            assets=asset_urls(resolve(self.main, self.params, self.store), "/h5p/libraries"),
            metadata=self.metadata,
            rows=tuple(self.rows.values()),
            display=display_options(None),
        )

    def signed(self, address: str, action: str) -> str:
        assert self.attempt
        bound = Bound(USER, CONTENT, action, self.attempt.nonce)
        return with_token(address, self.signer.sign(bound, datetime.now(UTC)))

    def file(self, path: str) -> bytes | None:
        """A static file by its address."""
        if path.startswith("/core/"):
            target = self.core / path.removeprefix("/core/")
            return target.read_bytes() if target.is_file() else None
        if path.startswith("/h5p/libraries/"):
            folder, _, name = path.removeprefix("/h5p/libraries/").partition("/")
            files = self.store.files(LibraryName.parse(folder))
            if not files or name not in set(files.paths()):
                return None
            with files.open(name) as file:
                return file.read()
        return self.media.get(path.removeprefix(f"/h5p/content/{CONTENT}/"))

    def post(self, path: str, query: dict[str, str], body: bytes) -> dict[str, Any]:
        """What the browser is answered."""
        action, *rest = path.strip("/").split("/")
        name = {"statements": "statement"}.get(action, action)
        now = datetime.now(UTC)
        bound = self.signer.check(query.get("token"), now, user=USER, content=CONTENT, action=name)
        if isinstance(bound, Refused):
            self.outcomes.append(bound)
            return answer_post(bound)
        form = dict(parse_qsl(body.decode(), keep_blank_values=True)) if action != "statements" else {}
        if action == "state":
            return self.save(rest, form)
        said = parse_finish(form) if action == "finish" else parse_statement(body)
        outcome = said if isinstance(said, Refused) else accept(self.attempt, said, user=USER, content=CONTENT, now=now)
        if isinstance(outcome, Accepted) and self.attempt:
            self.attempt = self.attempt.finished(outcome)
        if action == "statements":
            self.statements.append(json.loads(body))
        self.outcomes.append(outcome)
        return answer_post(outcome if isinstance(outcome, Refused) else None)

    def save(self, rest: list[str], form: dict[str, str]) -> dict[str, Any]:
        place = parse_place(rest[1], rest[2])
        row = place if isinstance(place, Refused) else parse_post(place, form)
        if isinstance(row, UserData):
            self.rows[row.place] = row
        elif isinstance(row, Deletion) and isinstance(place, Place):
            self.rows.pop(place, None)
        return answer_post(row if isinstance(row, Refused) else None)


@contextmanager
def serving(site: SmallSite) -> Iterator[SmallSite]:
    """The site, answering at `site.origin` until the end."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            site.asked.append(path)
            if path in ("/div", "/iframe"):
                self.answer(site.page("div" if path == "/div" else "iframe").encode(), "text/html; charset=utf-8")
            elif path.startswith("/state/"):
                self.answer(json.dumps(answer_read(None)).encode(), "application/json")
            elif (data := site.file(path)) is not None:
                self.answer(data, mimetypes.guess_type(path)[0] or "application/octet-stream")
            else:
                self.answer(b"", "text/plain", 404)

        def do_POST(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers["Content-Length"] or 0))
            said = site.post(parts.path, dict(parse_qsl(parts.query)), body)
            self.answer(json.dumps(said).encode(), "application/json", 200 if said["success"] else 403)

        def answer(self, data: bytes, kind: str, status: int = 200) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        site.origin = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()
