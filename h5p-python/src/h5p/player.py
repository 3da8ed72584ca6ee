"""What the browser is given so that the core player plays a content: `frame.bundle.js` of h5p-standalone, from npm.

A page sets `H5PIntegration` before the core scripts run, and holds one element for the content:

    <script>window.H5PIntegration = {{ json_for_script(integration(…)) }};</script>

Everything is resolved on the server: the browser never reads h5p.json, library.json or content.json. One page plays one
content, because the addresses to which the player posts carry a token for it. An iframe is written by the player itself
and shares the page's `H5PIntegration`, so it is of the same origin.
"""

import html
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import quote

from h5p.assets import Assets
from h5p.display import display_options
from h5p.filtering import filter_metadata
from h5p.l10n import texts
from h5p.library import Library
from h5p.userdata import UserData, preloaded

EmbedType = Literal["div", "iframe"]
NO_ASSETS = Assets((), ())
# What ends a script or begins a reference, and the line ends that older JavaScript takes for the end of a text.
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class Site:
    """What is the same for every content. Addresses have no slash at the end.

    `origin` is scheme and host, `files` where `content/ID` would lie, `libraries` where folders such as
    `H5P.Blanks-1.14` lie. `save_every` is in seconds (0: never): browsers drop what is sent while a page closes, so
    keep it small. `library_config` goes to the libraries by machine name.
    """

    origin: str
    files: str
    libraries: str
    core_scripts: tuple[str, ...]
    core_styles: tuple[str, ...]
    language: str = "en"
    save_every: int = 15
    fullscreen: bool = True
    reporting: bool = False
    library_config: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Learner:
    """Who plays, and where their browser reports to.

    `account` is an id without a meaning to others. Only it goes to the browser, no name and no e-mail. The core player
    makes an actor with the mailbox "mailto:" of it, and one with a random account when nobody is signed in; the server
    puts in the real one (`Statement.attributed`). `states` is an address with `:contentId`, `:dataType` and
    `:subContentId` in it, `finished` one without; both with their token (`with_token`).
    """

    account: str
    states: str
    finished: str


@dataclass(frozen=True, slots=True)
class Played:
    """One content as it is played. `params` are the filtered ones, never others: the player puts them into the page.

    `activity` is the address that names the content in statements, without a query. `files` is where its files lie.
    `assets` are addresses in load order (`asset_urls`). `metadata` is filtered here. `rows` are the learner's data, and
    `params_hash` comes back with them. `export`, `embed_code` (with `:w` and `:h`) and `resize_code` belong to buttons.
    """

    key: str
    library: Library
    params: Mapping[str, Any]
    title: str
    activity: str
    files: str
    assets: Assets = NO_ASSETS
    metadata: Mapping[str, Any] = field(default_factory=dict)
    rows: tuple[UserData, ...] = ()
    display: Mapping[str, bool] = field(default_factory=lambda: display_options(None))
    params_hash: str = ""
    export: str = ""
    embed_code: str = ""
    resize_code: str = ""


def integration(site: Site, played: Played, learner: Learner | None, embed: EmbedType) -> dict[str, Any]:
    """The `H5PIntegration` object; print it with `json_for_script`.

    Without a learner nothing is saved or reported: an anonymous visitor has no grade.
    """
    on_page = embed == "div"
    return {
        "baseUrl": site.origin,
        "siteUrl": site.origin,
        "url": site.files,
        "urlLibraries": site.libraries,
        "postUserStatistics": learner is not None,
        "saveFreq": site.save_every if learner and site.save_every else False,
        "reportingIsEnabled": site.reporting,
        "hubIsEnabled": False,
        "fullscreenDisabled": not site.fullscreen,
        "ajax": {
            "setFinished": learner.finished if learner else "",
            "contentUserData": learner.states if learner else "",
        },
        **({"user": {"name": learner.account, "mail": "", "id": learner.account}} if learner else {}),
        "l10n": {"H5P": texts(site.language)},
        "libraryConfig": dict(site.library_config),
        "core": {"scripts": list(site.core_scripts), "styles": list(site.core_styles)},
        "loadedJs": [*site.core_scripts, *played.assets.scripts] if on_page else [],
        "loadedCss": [*site.core_styles, *played.assets.styles] if on_page else [],
        "contents": {f"cid-{played.key}": _content(played)},
    }


def _content(played: Played) -> dict[str, Any]:
    said: dict[str, Any] = {
        "library": str(played.library.name),
        "jsonContent": json.dumps(played.params, ensure_ascii=False, allow_nan=False),
        "fullScreen": int(played.library.fullscreen),
        "url": played.activity,
        "contentUrl": played.files,
        "title": played.title,
        # The player puts these into its dialog as HTML: only filtered ones are text there.
        "metadata": filter_metadata({"title": played.title, **played.metadata})[0],
        "displayOptions": dict(played.display),
        "contentUserData": preloaded(played.rows),
        "scripts": list(played.assets.scripts),
        "styles": list(played.assets.styles),
    }
    optional = {
        "jsonContentHash": played.params_hash,
        "exportUrl": played.export,
        "embedCode": played.embed_code,
        "resizeCode": played.resize_code,
    }
    return said | {key: value for key, value in optional.items() if value}


def embed_type(content: Iterable[str], library: Library) -> EmbedType:
    """How it is put into the page: as the content's `embedTypes` say, unless the library knows other ways alone."""
    chosen: EmbedType = "div" if "div" in content else "iframe"
    if library.embed_types and chosen not in library.embed_types:
        return "div" if "div" in library.embed_types else "iframe"
    return chosen


def markup(played: Played, embed: EmbedType) -> str:
    """The HTML of the one element that the player fills."""
    key = html.escape(played.key)
    if embed == "div":
        return f'<div class="h5p-content" data-content-id="{key}"></div>'
    frame = f'id="h5p-iframe-{key}" class="h5p-iframe" data-content-id="{key}" title="{html.escape(played.title)}"'
    size = 'style="width:100%;height:1px;border:0" scrolling="no"'
    return f'<div class="h5p-iframe-wrapper"><iframe {frame} {size} src="about:blank"></iframe></div>'


def with_token(address: str, token: str) -> str:
    """The address with the token in its query."""
    return f"{address}{'&' if '?' in address else '?'}token={quote(token)}"


def json_for_script(value: Any) -> str:
    """JSON that can stand in a `<script>` element: nothing in it ends the element or begins markup.

    ValueError for NaN and the infinities, which are no JSON.
    """
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).translate(ESCAPES)
