"""The page in which a content is played, in a frame of its own, under a policy of its own."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from academy.errors import Refusal
from courses.h5p.playing import Sitting
from courses.h5p.receiving import activity
from courses.h5p.state_tokens import state_address
from courses.models import H5PVersion
from h5p import Library
from h5p.assets import Assets
from h5p.player import Learner, Played, Site, integration, json_for_script, markup
from h5p.pooling import Opening

# Libraries are programs that administrators installed; they run in this page alone, and it may ask no other host.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "media-src 'self' blob:; font-src 'self' data:; connect-src 'self'; frame-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
)
CORE_SCRIPT, CORE_STYLE = "npm/h5p-standalone/dist/frame.bundle.js", "npm/h5p-standalone/dist/styles/h5p.css"


def player(request: HttpRequest, version: H5PVersion, files: str, sitting: Sitting | None) -> HttpResponse:
    """A version to play; without a sitting nothing is kept or reported. `files` is the address of its media."""
    begun = sitting.opening if sitting else Opening(version.filtered, ())
    played = Played(
        key=str(version.content_id),
        library=Library.from_json(version.library.metadata),
        params=begun.params,
        title=version.content.title,
        activity=activity(version),
        files=files,
        assets=Assets(tuple(version.assets["styles"]), tuple(version.assets["scripts"])),
        rows=begun.rows,
    )
    site = Site(
        origin=request.build_absolute_uri("/").rstrip("/"),
        files=files,
        libraries=reverse("h5p:libraries").rstrip("/"),
        core_scripts=(),
        core_styles=(),
        language="en" if get_language() == "en" else "th",
    )
    said = integration(site, played, _learner(sitting), "div")
    # We take results ourselves, with the answers they are made of; the player's own report holds a bare score.
    said |= {"libraryDirectories": version.assets["directories"], "postUserStatistics": False}
    return _page(
        request,
        {
            "played": played,
            "integration": mark_safe(json_for_script(said)),  # noqa: S308 - escaped for a script element
            "content": mark_safe(markup(played, "div")),  # noqa: S308 - escaped by the library
            "core_script": static(CORE_SCRIPT),
            "core_style": static(CORE_STYLE),
            "nonce": sitting.attempt.nonce if sitting else "",
        },
    )


def notice(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Why nothing is played, in the place where it would be."""
    return _page(request, {"notice": refusal.detail}, refusal.status)


def _page(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    response = render(request, "courses/h5p/play.html", context, status=status)
    response["Content-Security-Policy"] = POLICY
    response["Referrer-Policy"] = "no-referrer"
    return response


def _learner(sitting: Sitting | None) -> Learner | None:
    if sitting is None:
        return None
    return Learner(str(sitting.attempt.enrolment.person_id), state_address(sitting.attempt, timezone.now()), "")
