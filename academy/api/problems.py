"""How the API says no: {"code", "detail", "fields"}; a code is never renamed."""

from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

from academy.api.bearer import InvalidToken
from academy.api.parsing import too_large
from academy.errors import Refusal
from academy.limiting import seconds_left

CODES = {
    InvalidToken: "invalid_token",
    exceptions.ParseError: "malformed",
    exceptions.AuthenticationFailed: "not_authenticated",
    exceptions.NotAuthenticated: "not_authenticated",
    exceptions.PermissionDenied: "forbidden",
    exceptions.NotFound: "not_found",
    exceptions.MethodNotAllowed: "method_not_allowed",
    exceptions.NotAcceptable: "not_acceptable",
    exceptions.UnsupportedMediaType: "unsupported_media_type",
    exceptions.Throttled: "too_many_requests",
    exceptions.ValidationError: "invalid",
}


def answer(error: Exception, context: dict[str, Any]) -> Response | None:
    """The response to an exception in an API view, or None for a fault of ours (which is then a 500)."""
    if isinstance(error, Refusal):
        set_rollback()
        body = {"code": error.code, "detail": str(error.detail), "fields": error.fields}
        return Response(body, status=error.status, headers=_headers(error))
    if isinstance(error, RequestDataTooBig):
        # Larger than Django reads at all (DATA_UPLOAD_MAX_MEMORY_SIZE): the parser did not see it.
        return answer(too_large(), context)
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    response = exception_handler(error, context)
    if response is None:
        return None
    code = next((code for kind, code in CODES.items() if isinstance(error, kind)), "refused")
    fields = response.data if code == "invalid" and isinstance(response.data, dict) else {}
    detail = getattr(error, "detail", "")
    response.data = {"code": code, "detail": str(detail) if not fields else str(error), "fields": fields}
    return response


def _headers(error: Refusal) -> dict[str, str]:
    return {"Retry-After": str(seconds_left())} if error.status == 429 else {}
