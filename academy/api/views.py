"""The API described for people: every operation of the schema on one page, which needs no script."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from rest_framework.exceptions import NotFound

VERBS = ("get", "post", "put", "patch", "delete")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The operations, each with what it takes, what it gives and how it refuses."""
    schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]  # drf-spectacular has no types
    operations = list(_operations(schema))
    return render(request, "api/index.html", {"operations": operations, "info": schema["info"]})


@csrf_exempt
def nowhere(request: HttpRequest) -> HttpResponse:
    """What is below the API's address and no route of it, such as a key that is none: said as the API says no."""
    return JsonResponse({"code": "not_found", "detail": str(NotFound.default_detail), "fields": {}}, status=404)


def _operations(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path, item in schema["paths"].items():
        for verb in VERBS:
            if verb in item:
                operation = item[verb]
                yield {
                    "verb": verb.upper(),
                    "path": path,
                    "id": operation["operationId"],
                    "summary": operation.get("summary") or operation["operationId"],
                    "description": operation.get("description", ""),
                    "body": list(_fields(schema, operation.get("requestBody", {}))),
                    "responses": [
                        {
                            "status": status,
                            "description": response.get("description", ""),
                            "fields": list(_fields(schema, response)) if status < "300" else [],
                        }
                        for status, response in operation["responses"].items()
                    ],
                }


def _fields(schema: dict[str, Any], part: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Name, type and meaning of each property of a body, one level deep; a list of objects gives its members' names."""
    for media in part.get("content", {}).values():
        shape = _resolved(schema, media.get("schema", {}))
        for name, field in shape.get("properties", {}).items():
            inner = _resolved(schema, field.get("items", field))
            members = ", ".join(inner.get("properties", {}))
            kind = field.get("type", inner.get("type", ""))
            said = " | ".join(kind) if isinstance(kind, list) else str(kind)
            yield name, f"{said} ({members})" if members else said, field.get("description", "")


def _resolved(schema: dict[str, Any], shape: dict[str, Any]) -> dict[str, Any]:
    name = shape.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = schema["components"]["schemas"][name] if name else shape
    return found
