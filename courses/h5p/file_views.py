"""Files that the player asks for: of libraries, and of the content it plays."""

import re
from typing import Any

from django.contrib.auth.decorators import login_required, permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from academy.errors import Refusal
from courses.h5p import playing, sending, uploading
from courses.h5p.store import tree
from courses.models import H5PContent

LIBRARY, HASH = re.compile(r"[\w\-.]{1,255}-[0-9]{1,5}\.[0-9]{1,5}", re.ASCII), re.compile("[0-9a-f]{64}")


def nothing(request: HttpRequest, **way: str) -> HttpResponse:
    """The folder above files: an address to build others from, with nothing at it."""
    raise Http404


@require_safe
def library(request: HttpRequest, folder: str, tree_hash: str, path: str) -> Any:
    """A file of an installed library: the same for everyone, and for ever, since its address holds its hash."""
    if not (LIBRARY.fullmatch(folder) and HASH.fullmatch(tree_hash)):
        raise Http404
    return sending.send(request, tree(folder, tree_hash), path, sending.FOR_EVER)


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
@permission_required("courses.view_h5pcontent")
def preview_media(request: HttpRequest, pk: int, path: str) -> Any:
    """A file of the content, for its authors."""
    content = get_object_or_404(H5PContent.objects.select_related("current"), pk=pk)
    if content.current is None:
        raise Http404
    return sending.send(request, uploading.media(content.current.folder), path, sending.OWN)
