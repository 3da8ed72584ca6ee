"""The door to uploaded files: to those who may read the page they lie on, and video in the pieces that players ask."""

import re
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

from courses import filing

RANGE = re.compile(r"bytes=(\d*)-(\d*)")
LONGEST = 2 * 1024 * 1024  # bytes; a player that asks for more asks again


def guard(document: Any, request: HttpRequest) -> HttpResponse | None:
    """Before Wagtail serves a file: the way to sign in, 404, a piece of a video, or None to go on."""
    person = request.user if request.user.is_authenticated else None
    if not filing.may_have(person, document):
        if person is None:
            return redirect_to_login(request.get_full_path())
        raise Http404
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    if asked and any(asked.groups()) and document.content_type.startswith("video/"):
        return _piece(document, *asked.groups())
    return None


def _piece(document: Any, begin: str, end: str) -> HttpResponse:
    """The piece from `begin` to `end`, or its beginning (RFC 9110, 15.3.7). Without pieces no player can go ahead."""
    storage, name = document.file.storage, document.file.name
    size = storage.size(name)
    first = int(begin) if begin else max(size - int(end), 0)
    last = min(int(end) if begin and end else size - 1, size - 1, first + LONGEST - 1)
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    with storage.open(name, "rb") as opened:
        opened.seek(first)
        piece = opened.read(last - first + 1)
    headers = {
        "Accept-Ranges": "bytes",
        "Cache-Control": "private",
        "Content-Range": f"bytes {first}-{last}/{size}",
        "Content-Security-Policy": "default-src 'none'; media-src 'self'",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(piece, status=206, content_type=document.content_type, headers=headers)
