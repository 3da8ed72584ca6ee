"""Files of answers in the API: handing in, taking back, taking off. Thin, as the rest of it."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from academy.api.describing import problems
from academy.people.addressing import address_of
from assessments import attaching, attempting
from assessments.api import bodies, examples, serializers
from assessments.views.files import bounded, given_back

CLOSED = ("attempt_closed", "deadline_passed", "page_closed")


class Files(APIView):
    """The files of one attempt."""

    parser_classes = (MultiPartParser,)
    scopes: ClassVar[dict[str, str]] = {"POST": "attempts:write"}

    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Request:
        """With a bound to what is read, before anything reads it."""
        self.bound = bounded(request)
        return super().initialize_request(request, *args, **kwargs)

    @extend_schema(
        operation_id="hand_in_file",
        examples=[
            examples.asked({"question": 2, "file": "(content)"}, media="multipart/form-data"),
            *examples.answered(examples.A_FILE, 201),
        ],
        summary="Hand in a file for a question that takes files",
        description="It becomes part of the answer at once. The limits of the question say which, how many, how large.",
        request={"multipart/form-data": serializers.HandInShape},
        responses={
            201: serializers.FileShape,
            **problems(
                status_403=("not_enrolled", "address_not_allowed"),
                status_409=CLOSED,
                status_413=("too_large",),
                status_415=("unsupported_media_type",),
                status_422=("question_not_drawn", "wrong_file_type", "empty_file", "too_many_files", "no_room_left"),
            ),
        },
    )
    def post(self, request: Request, public_id: UUID) -> Response:
        # Only then is anything read of what was sent.
        attempting.look(request.user, public_id, timezone.now())  # type: ignore[arg-type]  # IsAuthenticated
        number, sent = bodies.handed_in(request.data)
        if self.bound.too_large:
            raise bodies.too_large()
        if sent is None:
            raise bodies.malformed("file")
        address = address_of(request)
        made = attaching.attach(request.user, public_id, number, sent, timezone.now(), address)  # type: ignore[arg-type]  # IsAuthenticated
        return Response(made.as_answer(), status=201)


class FileView(APIView):
    """One file of one attempt."""

    scopes: ClassVar[dict[str, str]] = {"GET": "attempts:write", "DELETE": "attempts:write"}

    @extend_schema(
        operation_id="read_file",
        summary="Take a file back, as it was handed in",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY, **problems()},
    )
    def get(self, request: Request, public_id: UUID, key: UUID) -> HttpResponseBase:
        return given_back(attaching.mine(request.user, public_id, key))  # type: ignore[arg-type]  # IsAuthenticated

    @extend_schema(
        operation_id="take_off_file",
        summary="Take a file off its answer",
        request=None,
        responses={204: None, **problems(status_403=("not_enrolled", "address_not_allowed"), status_409=CLOSED)},
    )
    def delete(self, request: Request, public_id: UUID, key: UUID) -> Response:
        attaching.remove(request.user, public_id, key, timezone.now(), address_of(request))  # type: ignore[arg-type]  # IsAuthenticated
        return Response(status=204)
