"""How the API describes its refusals in its schema: one shape, and the codes of each status."""

from typing import Any

from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers


class Problem(serializers.Serializer[dict[str, object]]):
    """Why something was refused. `code` is never renamed; `detail` is a sentence in the reader's language."""

    code = serializers.CharField(help_text="For machines: never renamed.")
    detail = serializers.CharField(help_text="For people, in the language of the request.")
    fields = serializers.DictField(help_text="Where: by field or question, an object with a code of its own.")  # type: ignore[assignment]  # the name is part of the API


def ours(endpoints: list[tuple[str, str, str, Any]]) -> list[tuple[str, str, str, Any]]:
    """The schema describes what is below /api/v1/; the CMS's own inner API is nobody's to rely on."""
    return [endpoint for endpoint in endpoints if endpoint[0].startswith("/api/v1/")]


COMMON = {
    400: ("malformed",),
    403: ("not_authenticated", "forbidden"),
    404: ("not_found",),
    429: ("too_many_requests",),
}


def problems(**codes: tuple[str, ...]) -> dict[int, OpenApiResponse]:
    """Responses by status: those any call may give, and `status_409=("attempt_closed",)` of this one."""
    by_status = dict(COMMON)
    for name, more in codes.items():
        status = int(name.removeprefix("status_"))
        by_status[status] = (*by_status.get(status, ()), *more)
    return {
        status: OpenApiResponse(Problem, description=", ".join(f"`{code}`" for code in names))
        for status, names in sorted(by_status.items())
    }
