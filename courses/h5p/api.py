"""The API of interactive content: what the player's page reports."""

import json

from django.utils import timezone
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from academy.api.describing import problems
from academy.api.parsing import BoundedJSONParser
from courses.h5p import examples
from courses.h5p.receiving import receive_result
from courses.h5p.recording import receive_statements

RESULT = inline_serializer(
    "H5PResult",
    {
        "counted": serializers.BooleanField(help_text="Whether this was taken as the attempt's result."),
        "next": serializers.CharField(help_text="The nonce of the attempt that a further result belongs to."),
    },
)
KEPT = inline_serializer("H5PKept", {"kept": serializers.IntegerField()})


class Result(APIView):
    """The result of an attempt."""

    parser_classes = (BoundedJSONParser,)
    # Far more than anybody finishes or does, and little to keep.
    rate = "reports"

    @extend_schema(
        operation_id="report_h5p_result",
        summary="Report the result of a whole interactive content, with the answers it is made of",
        description='`{"statement": …, "children": [{"statement": …}]}`. Once for each attempt.',
        request={"application/json": {"type": "object"}},
        responses={
            200: RESULT,
            **problems(body=True, status_403=("withdrawn",), status_422=("h5p_refused",)),
        },
        examples=examples.RESULT,
    )
    def post(self, request: Request, nonce: str) -> Response:
        body = json.dumps(request.data).encode()
        received = receive_result(request.user, nonce, body, timezone.now())  # type: ignore[arg-type]
        return Response({"counted": received.counted, "next": received.following})


class Statements(APIView):
    """What happens on the way."""

    parser_classes = (BoundedJSONParser,)
    # Far more than anybody finishes or does, and little to keep.
    rate = "reports"

    @extend_schema(
        operation_id="report_h5p_statements",
        summary="Report up to 100 xAPI statements; they are kept as they are, up to a bound, and change no score",
        request={"application/json": {"type": "array", "items": {"type": "object"}}},
        responses={
            200: KEPT,
            **problems(body=True, status_403=("withdrawn",)),
        },
        examples=examples.STATEMENTS,
    )
    def post(self, request: Request, nonce: str) -> Response:
        kept = receive_statements(request.user, nonce, request.data, timezone.now())  # type: ignore[arg-type]
        return Response({"kept": kept})
