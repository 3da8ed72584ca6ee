"""The API of the question bank, for authors. Thin: read the request, call one deed, write the answer."""

from typing import ClassVar
from uuid import UUID

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from academy.api.paging import paged
from academy.api.parsing import BoundedJSONParser
from academy.api.repeating import once
from academy.api.tagging import must_match, tag_of, tagged, unless_unchanged
from assessments import contributing
from assessments.api import bank_bodies, describing
from assessments.models import Category, Question


class Categories(APIView):
    """The parts of the bank."""

    scopes: ClassVar[dict[str, str]] = {"GET": "bank:read"}

    @describing.list_categories
    def get(self, request: Request) -> Response:
        contributing.may(request.user, contributing.READ)  # type: ignore[arg-type]  # IsAuthenticated
        return paged(request, Category.objects.order_by("pk"), bank_bodies.category)


class Questions(APIView):
    """The questions of the bank."""

    parser_classes = (BoundedJSONParser,)
    scopes: ClassVar[dict[str, str]] = {"GET": "bank:read", "POST": "bank:write"}

    @describing.list_questions
    def get(self, request: Request) -> Response:
        contributing.may(request.user, contributing.READ)  # type: ignore[arg-type]  # IsAuthenticated
        whole = Question.objects.filter(current__isnull=False).select_related("current").order_by("pk")
        return paged(request, bank_bodies.found(whole, request.query_params), bank_bodies.listed)

    @describing.add_question
    def post(self, request: Request) -> Response:
        def add() -> Response:
            given = bank_bodies.given(request.data)
            return _told(contributing.contribute(request.user, given), 201)  # type: ignore[arg-type]  # IsAuthenticated

        contributing.may(request.user, contributing.ADD)  # type: ignore[arg-type]  # IsAuthenticated
        return once(request, add)


class QuestionView(APIView):
    """One question."""

    parser_classes = (BoundedJSONParser,)
    scopes: ClassVar[dict[str, str]] = {"GET": "bank:read", "PUT": "bank:write"}

    @describing.read_question
    def get(self, request: Request, key: UUID) -> Response:
        contributing.may(request.user, contributing.READ)  # type: ignore[arg-type]  # IsAuthenticated
        question = Question.objects.select_related("current").filter(key=key, current__isnull=False).first()
        if question is None:
            raise Http404
        return tagged(request, bank_bodies.question(question))

    @describing.change_question
    def put(self, request: Request, key: UUID) -> Response:
        def unchanged(question: Question) -> None:
            unless_unchanged(request, bank_bodies.question(question))

        def change() -> Response:
            given = bank_bodies.given(request.data)
            return _told(contributing.change(request.user, key, given, unchanged), 200)  # type: ignore[arg-type]  # IsAuthenticated

        contributing.may(request.user, contributing.CHANGE)  # type: ignore[arg-type]  # IsAuthenticated
        must_match(request)
        return once(request, change)


def _told(question: Question, status: int) -> Response:
    body = bank_bodies.question(question)
    return Response(body, status=status, headers={"ETag": tag_of(body)})
