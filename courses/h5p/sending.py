"""Sending files of interactive content: only known kinds, never sniffed, in ranges where a player asks for one."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse

from h5p.store.trees import TreeFiles

# A file that is opened by itself is looked at and never run.
ALONE = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; media-src 'self'; sandbox"
FOR_EVER = "public, max-age=31536000, immutable"
OWN = "private, max-age=3600"
RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)
PIECE = 64 * 1024
KINDS = {
    "bmp": "image/bmp", "css": "text/css", "csv": "text/csv", "gif": "image/gif",
    "eot": "application/vnd.ms-fontobject",
    "glb": "model/gltf-binary", "gltf": "model/gltf+json", "jpeg": "image/jpeg", "jpg": "image/jpeg",
    "js": "text/javascript", "json": "application/json", "m4a": "audio/mp4", "mp3": "audio/mpeg", "mp4": "video/mp4",
    "ogg": "audio/ogg", "otf": "font/otf", "png": "image/png", "svg": "image/svg+xml", "ttf": "font/ttf",
    "txt": "text/plain", "vtt": "text/vtt", "wav": "audio/wav", "webm": "video/webm", "webvtt": "text/vtt",
    "woff": "font/woff", "woff2": "font/woff2",
}  # fmt: skip


def send(request: HttpRequest, folder: Path, path: str, caching: str) -> HttpResponse | StreamingHttpResponse:
    """One file below the folder, whole or the range that is asked for (206, or 416 for one that is not there).

    Kinds that a player does not show are offered to be saved. 404 for what is no file in it.
    """
    try:
        target = TreeFiles(folder).path(path)
    except FileNotFoundError as error:
        raise Http404 from error
    kind = KINDS.get(target.suffix.lower().removeprefix("."))
    size = target.stat().st_size
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    response: HttpResponse | StreamingHttpResponse
    if asked and asked.group(0) != "bytes=-":
        first, last = _span(asked, size)
        if first > last:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        response = StreamingHttpResponse(_pieces(target.open("rb"), first, last - first + 1), status=206)
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
        response["Content-Length"] = str(last - first + 1)
    else:
        response = FileResponse(target.open("rb"))
    response["Content-Type"] = kind or "application/octet-stream"
    response["Content-Disposition"] = "inline" if kind else "attachment"
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = caching
    response["Content-Security-Policy"] = ALONE
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _span(asked: re.Match[str], size: int) -> tuple[int, int]:
    """The first and the last byte; the first lies behind the last where there is no such range."""
    start, end = asked.groups()
    if not start:
        return max(0, size - int(end)), size - 1
    return int(start), min(int(end), size - 1) if end else size - 1


def _pieces(file: BinaryIO, start: int, left: int) -> Iterator[bytes]:
    with file:
        file.seek(start)
        while left and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
