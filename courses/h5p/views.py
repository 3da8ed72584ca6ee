"""What the player asks for: its page in a lesson, files, and where it was."""

import hashlib
import re
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required, permission_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.log_actions import log

from academy.api.parsing import LARGEST
from academy.errors import Refusal
from courses.h5p import exporting, playing, sending, uploading
from courses.h5p.preparing import prepared
from courses.h5p.receiving import activity
from courses.h5p.store import tree
from courses.models import H5PAttempt, H5PContent, H5PVersion
from courses.placing import place_of
from h5p import Library
from h5p.assets import Assets
from h5p.player import Learner, Played, Site, integration, json_for_script, markup, with_token
from h5p.refusals import Reason, Refused
from h5p.tokens import Bound, Signer
from h5p.userdata import Deletion, UserData, answer_post, answer_read, parse_place, parse_post

# Libraries are programs that administrators installed; they run in this page alone, and it may ask no other host.
PLAYER = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "media-src 'self' blob:; font-src 'self' data:; connect-src 'self'; frame-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
)
CORE_SCRIPT, CORE_STYLE = "npm/h5p-standalone/dist/frame.bundle.js", "npm/h5p-standalone/dist/styles/h5p.css"
LIBRARY, HASH = re.compile(r"[\w\-.]{1,255}-[0-9]{1,5}\.[0-9]{1,5}", re.ASCII), re.compile("[0-9a-f]{64}")
STATE = "state"
NOT_TAKEN = Refused(Reason.UNKNOWN_ATTEMPT)


def nothing(request: HttpRequest, **way: str) -> HttpResponse:
    """The folder above files: an address to build others from, with nothing at it."""
    raise Http404


@require_safe
@cache_control(private=True, no_store=True)
@login_required
@xframe_options_sameorigin
def play(request: HttpRequest, course_slug: str, unit_slug: str, key: UUID) -> HttpResponse:
    """The page in which a lesson's content is played, in a frame of its own."""
    try:
        place = place_of(request.user, course_slug, unit_slug)  # type: ignore[arg-type]  # login_required
        sitting = playing.begin(place, key, timezone.now())
    except Refusal as refusal:
        if refusal.status == 404:
            raise Http404(str(refusal.detail)) from refusal
        return _page(request, {"notice": refusal.detail}, status=refusal.status)
    return _play(request, sitting.version, reverse("h5p:media_root", args=[sitting.attempt.nonce])[:-1], sitting)


@require_safe
@permission_required("courses.view_h5pcontent")
@xframe_options_sameorigin
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The content as learners see it, with nothing saved or reported."""
    content = get_object_or_404(H5PContent.objects.select_related("current__library"), pk=pk)
    if content.current is None:
        raise Http404
    return _play(request, prepared(content.current), reverse("courses_h5p_media_root", args=[pk])[:-1], None)


@require_safe
@permission_required("courses.view_h5pcontent")
def preview_media(request: HttpRequest, pk: int, path: str) -> Any:
    """A file of the content, for its authors."""
    content = get_object_or_404(H5PContent.objects.select_related("current"), pk=pk)
    if content.current is None:
        raise Http404
    return sending.send(request, uploading.media(content.current.folder), path, sending.OWN)


@require_safe
@permission_required("courses.view_statements")
def statements(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """Every statement about a content, as JSON lines; reading them stands in the log."""
    content = get_object_or_404(H5PContent, pk=pk)
    log(instance=content, action="courses.read_statements", user=request.user)
    response = StreamingHttpResponse(exporting.lines(content), content_type="application/x-ndjson")
    response["Content-Disposition"] = f'attachment; filename="statements-{content.key}.jsonl"'
    return response


@require_safe
@login_required
def media(request: HttpRequest, nonce: str, path: str) -> Any:
    """A file of the content that the person's attempt plays."""
    try:
        attempt = playing.attempt_of(request.user, nonce)  # type: ignore[arg-type]  # login_required
    except Refusal as refusal:
        raise Http404(str(refusal.detail)) from refusal
    return sending.send(request, uploading.media(attempt.version.folder), path, sending.OWN)


@require_safe
def library(request: HttpRequest, folder: str, tree_hash: str, path: str) -> Any:
    """A file of an installed library: the same for everyone, and for ever, since its address holds its hash."""
    if not (LIBRARY.fullmatch(folder) and HASH.fullmatch(tree_hash)):
        raise Http404
    return sending.send(request, tree(folder, tree_hash), path, sending.FOR_EVER)


# The player posts plain forms, on which no header can be put: the token in the address stands for it.
@csrf_exempt
@require_http_methods(["GET", "POST"])
@login_required
def state(request: HttpRequest, nonce: str, data_type: str, sub_content_id: str) -> HttpResponse:
    """Where the player was, to read and to keep; a refusal is told without its reason."""
    try:
        attempt = playing.attempt_of(request.user, nonce)  # type: ignore[arg-type]  # login_required
    except Refusal:
        return JsonResponse(answer_post(NOT_TAKEN), status=404)
    now = timezone.now()
    checked = _signer().check(
        request.GET.get("token"), now, user=str(request.user.pk), content=str(attempt.content_id), action=STATE
    )
    place = parse_place(data_type, sub_content_id)
    if isinstance(checked, Refused) or isinstance(place, Refused):
        return JsonResponse(answer_post(NOT_TAKEN), status=403)
    if request.method == "GET":
        rows = playing.rows_of(attempt.enrolment.person, attempt.version)
        return JsonResponse(answer_read(next((row for row in rows if row.place == place), None)))
    data = parse_post(place, request.POST.dict(), max_bytes=LARGEST)
    if isinstance(data, Refused):
        return JsonResponse(answer_post(data), status=400)
    if isinstance(data, Deletion):
        playing.forget_state(attempt, place)
    elif isinstance(data, UserData):
        try:
            playing.keep_state(attempt, data, now)
        except Refusal as refusal:
            return JsonResponse(answer_post(NOT_TAKEN), status=refusal.status)
    return JsonResponse(answer_post())


def _play(request: HttpRequest, version: H5PVersion, files: str, sitting: playing.Sitting | None) -> HttpResponse:
    """The player's page; without a sitting nothing is kept or reported."""
    library = version.library
    played = Played(
        key=str(version.content_id),
        library=Library.from_json(library.metadata),
        params=version.filtered,
        title=version.content.title,
        activity=activity(version),
        files=files,
        assets=Assets(tuple(version.assets["styles"]), tuple(version.assets["scripts"])),
        rows=sitting.rows if sitting else (),
    )
    site = Site(
        origin=request.build_absolute_uri("/").rstrip("/"),
        files=files,
        libraries=reverse("h5p:libraries").rstrip("/"),
        core_scripts=(),
        core_styles=(),
        language="en" if get_language() == "en" else "th",
    )
    said = integration(site, played, _learner(sitting.attempt) if sitting else None, "div")
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


def _page(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    response = render(request, "courses/h5p/play.html", context, status=status)
    response["Content-Security-Policy"] = PLAYER
    response["Referrer-Policy"] = "no-referrer"
    return response


def _learner(attempt: H5PAttempt) -> Learner:
    person = str(attempt.enrolment.person_id)
    bound = Bound(person, str(attempt.content_id), STATE, attempt.nonce)
    # The player fills these two into the address itself.
    address = reverse("h5p:state", args=[attempt.nonce, "DATATYPE", "SUBCONTENT"])
    address = address.replace("DATATYPE", ":dataType").replace("SUBCONTENT", ":subContentId")
    return Learner(person, with_token(address, _signer().sign(bound, timezone.now())), "")


def _signer() -> Signer:
    return Signer([hashlib.sha256(b"h5p state" + settings.SECRET_KEY.encode()).digest()])
