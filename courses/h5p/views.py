"""What is played, in a lesson and as a preview; where the player was; what browsers said."""

from uuid import UUID

from django.contrib.auth.decorators import login_required, permission_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.log_actions import log

from academy.api.parsing import LARGEST
from academy.errors import Refusal
from courses.h5p import exporting, player_page, playing, state_tokens
from courses.h5p.preparing import prepared
from courses.models import H5PContent
from courses.placing import place_of
from h5p.refusals import Reason, Refused
from h5p.userdata import Deletion, UserData, answer_post, answer_read, parse_place, parse_post

NOT_TAKEN = Refused(Reason.UNKNOWN_ATTEMPT)


@require_safe
@cache_control(private=True, no_store=True)
@login_required
@xframe_options_sameorigin
def play(request: HttpRequest, course_slug: str, unit_slug: str, key: UUID) -> HttpResponse:
    """A content of a lesson, for those who may open the lesson."""
    try:
        place = place_of(request.user, course_slug, unit_slug)  # type: ignore[arg-type]  # login_required
        sitting = playing.begin(place, key, timezone.now())
    except Refusal as refusal:
        if refusal.status == 404:
            raise Http404(str(refusal.detail)) from refusal
        return player_page.notice(request, refusal)
    files = reverse("h5p:media_root", args=[sitting.attempt.nonce])[:-1]
    return player_page.player(request, sitting.version, files, sitting)


@require_safe
@permission_required("courses.view_h5pcontent")
@xframe_options_sameorigin
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The content as learners see it, with nothing saved or reported."""
    content = get_object_or_404(H5PContent.objects.select_related("current__library"), pk=pk)
    if content.current is None:
        raise Http404
    try:
        version = prepared(content.current)
    except Refusal as refusal:
        return player_page.notice(request, refusal)
    return player_page.player(request, version, reverse("courses_h5p_media_root", args=[pk])[:-1], None)


@require_safe
@permission_required("courses.view_statements")
def statements(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """Every statement about a content, as JSON lines; reading them stands in the log."""
    content = get_object_or_404(H5PContent, pk=pk)
    log(instance=content, action="courses.read_statements", user=request.user)
    response = StreamingHttpResponse(exporting.lines(content), content_type="application/x-ndjson")
    response["Content-Disposition"] = f'attachment; filename="statements-{content.key}.jsonl"'
    return response


@csrf_exempt  # the token in the address stands for it
@require_http_methods(["GET", "POST"])
@login_required
def state(request: HttpRequest, nonce: str, data_type: str, sub_content_id: str) -> HttpResponse:
    """Where the player was, to read and to keep; a refusal is told without its reason."""
    now = timezone.now()
    try:
        attempt = playing.attempt_of(request.user, nonce)  # type: ignore[arg-type]  # login_required
    except Refusal:
        return JsonResponse(answer_post(NOT_TAKEN), status=404)
    place = parse_place(data_type, sub_content_id)
    good = state_tokens.is_good(request.GET.get("token"), attempt, request.user, now)  # type: ignore[arg-type]
    if isinstance(place, Refused) or not good:
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
