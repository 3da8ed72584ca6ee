"""Files of answers: taken in with a form, and given back."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_safe

from academy.headers import UPLOADED
from assessments import attaching
from assessments.kinds.upload import MOST_FILES, MOST_MEGABYTES
from assessments.models import AnswerFile
from assessments.views.refusing import refusals_lead_on

# All files of one request together.
MOST = MOST_FILES * MOST_MEGABYTES * attaching.MEGABYTE


class Bounded(FileUploadHandler):
    """Reads no further than MOST bytes of files; then the form has no files, and `too_large` is set."""

    too_large = False
    _size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass a part on to the handlers behind."""
        self._size += len(raw_data)
        if self._size > MOST:
            self.too_large = True
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The handlers behind have it."""


def bounded(request: HttpRequest) -> Bounded:
    """Put the bound before whatever reads the request's files."""
    handler = Bounded(request)
    request.upload_handlers.insert(0, handler)
    return handler


def takes_files(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view that gets `too_many_bytes` besides. Django reads a form where it looks for its token: this comes first."""
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def reading(request: HttpRequest, *args: Any, **way: Any) -> HttpResponseBase:
        handler = bounded(request)
        return protected(request, *args, too_many_bytes=lambda: handler.too_large, **way)

    return reading


@require_safe
@login_required
@refusals_lead_on
def file(request: HttpRequest, public_id: UUID, key: UUID) -> FileResponse:
    """One's own file, to be saved."""
    return given_back(attaching.mine(request.user, public_id, key))  # type: ignore[arg-type]  # login_required


def given_back(found: AnswerFile, name: str = "") -> FileResponse:
    """The file as an attachment that no browser opens within our origin, whatever is in it."""
    response = FileResponse(
        found.file.open("rb"),
        as_attachment=True,
        filename=name or found.name,
        content_type="application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = UPLOADED
    response["Cache-Control"] = "private, no-store"
    return response
