"""How the API describes its refusals in its schema: one shape, and the codes of each status."""

from typing import Any

from django.urls import reverse
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, inline_serializer
from rest_framework import serializers

from academy.api.scopes import OF_PROGRAMS, SCOPES


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
    401: ("invalid_token",),
    403: ("not_authenticated", "forbidden", "insufficient_scope"),
    404: ("not_found",),
    429: ("too_many_requests",),
}
WITH_BODY = {413: ("too_large",), 415: ("unsupported_media_type",)}


def problems(*, body: bool = False, **codes: tuple[str, ...]) -> dict[int, OpenApiResponse]:
    """Responses by status: of any call, of any with a body, and `status_409=("attempt_closed",)` of this one."""
    by_status = COMMON | (WITH_BODY if body else {})
    for name, more in codes.items():
        status = int(name.removeprefix("status_"))
        by_status[status] = (*by_status.get(status, ()), *more)
    return {
        status: OpenApiResponse(
            Problem,
            description=", ".join(f"`{code}`" for code in names),
            examples=[_refusal(code) for code in dict.fromkeys(names)],
        )
        for status, names in sorted(by_status.items())
    }


def _refusal(code: str) -> OpenApiExample:
    said = "A sentence for people, in the language of the request."
    return OpenApiExample(code, {"code": code, "detail": said, "fields": {}}, response_only=True)


def header(name: str, said: str, *, required: bool = False) -> OpenApiParameter:
    """A header of the request."""
    return OpenApiParameter(name, str, OpenApiParameter.HEADER, description=said, required=required)


KNOWN = [
    header("If-None-Match", "ETags of answers that are known already; one of them is answered with 304 and no body."),
    OpenApiParameter("ETag", str, OpenApiParameter.HEADER, description="Of this answer.", response=[200]),
]
UNCHANGED = {304: OpenApiResponse(description="The answer is the one that If-None-Match names.")}
KEY = header(
    "Idempotency-Key",
    "1 to 255 printable ASCII characters. The same write with the same key gives the same answer for a day, and is "
    "done once; another write with it is refused. A refusal is not kept.",
)
PAGE = [
    OpenApiParameter("page", {"type": "integer", "minimum": 1}, description="From 1. One that is not there: 404."),
    OpenApiParameter(
        "page_size", {"type": "integer", "minimum": 1, "maximum": 200}, description="50 unless it says so."
    ),
]


def page_of(name: str, rows: Any) -> Any:
    """The shape of a list by pages."""
    return inline_serializer(
        name,
        {
            "count": serializers.IntegerField(help_text="On all pages."),
            "next": serializers.CharField(allow_null=True, help_text="The address of the next page."),
            "previous": serializers.CharField(allow_null=True, help_text="The address of the page before."),
            "results": rows,
        },
    )


class Tokens(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # drf-spectacular has no types here
    """Tokens, with the scope that each operation takes."""

    target_class = "academy.api.bearer.BearerAuthentication"
    name = "oauth2"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        everything = {name: str(said) for name, said in SCOPES.items()}
        alone = {name: said for name, said in everything.items() if name in OF_PROGRAMS}
        token = reverse("oauth2_provider:token")
        asking = {"authorizationUrl": reverse("oauth2_provider:authorize"), "tokenUrl": token, "refreshUrl": token}
        return {
            "type": "oauth2",
            "flows": {
                "authorizationCode": {**asking, "scopes": everything},
                "clientCredentials": {"tokenUrl": token, "scopes": alone},
            },
        }

    def get_security_requirement(self, auto_schema: Any) -> dict[str, list[str]] | list[dict[str, list[str]]]:
        """None where the operation is not there for tokens."""
        needed = getattr(auto_schema.view, "scopes", {}).get(auto_schema.method)
        return {self.name: [needed]} if needed else []
