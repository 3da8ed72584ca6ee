"""The API of what one has to do with tests: which there are, one's own attempts, statistics. Thin, and reads only."""

from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import get_language
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from academy.api.paging import paged
from academy.api.tagging import tagged
from assessments import attempting, oversight, overview
from assessments.api import bank_bodies, describing, reading_bodies
from assessments.models import Attempt
from assessments.statistics.report import report


class Quizzes(APIView):
    """Tests to take or to look after."""

    scopes: ClassVar[dict[str, str]] = {"GET": "quizzes:read"}

    @describing.list_quizzes
    def get(self, request: Request) -> Response:
        some = overview.quizzes_of(request.user, get_language() or "th")  # type: ignore[arg-type]  # IsAuthenticated
        return paged(request, some, reading_bodies.quiz)


class OwnAttempts(APIView):
    """One's own attempts."""

    scopes: ClassVar[dict[str, str]] = {"GET": "results:read"}

    @describing.list_attempts
    def get(self, request: Request) -> Response:
        own = attempting.mine(request.user).select_related("enrolment__course")  # type: ignore[arg-type]  # IsAuthenticated
        wanted: dict[str, Any] = {}
        if quiz := request.query_params.get("quiz"):
            wanted["unit_key"] = reading_bodies.key(quiz, "quiz")
        if state := request.query_params.get("state"):
            wanted["state"] = bank_bodies.one_of(state, Attempt.State.values, "state")
        return paged(request, own.filter(**wanted).order_by("-started_at", "-pk"), reading_bodies.attempt)


class Statistics(APIView):
    """The statistics of one test."""

    scopes: ClassVar[dict[str, str]] = {"GET": "statistics:read"}

    @describing.read_statistics
    def get(self, request: Request, unit_key: UUID) -> Response:
        counted = bank_bodies.one_of(request.query_params.get("attempts", "first"), ["first", "all"], "attempts")
        page = oversight.quiz_by_key(request.user, unit_key)  # type: ignore[arg-type]  # IsAuthenticated
        made = report(page.translation_key, first=counted == "first")
        return tagged(request, reading_bodies.statistics(page.translation_key, counted, made))
