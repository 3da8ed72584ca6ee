"""The API of attempts. Thin: read the body, call one deed, write the answer. Everybody finds only their own."""

from typing import ClassVar
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from academy.api.describing import problems
from academy.api.parsing import BoundedJSONParser
from academy.limiting import limit
from academy.people.addressing import address_of
from assessments import attempting, sheets, sitting, starting, timing
from assessments.api import bodies, examples, serializers
from assessments.views.quiz import MOST_PASSWORDS
from courses.placing import place_by_key


class Attempts(APIView):
    """Attempts at one quiz."""

    parser_classes = (BoundedJSONParser,)
    scopes: ClassVar[dict[str, str]] = {"POST": "attempts:write"}

    @extend_schema(
        operation_id="start_attempt",
        examples=[examples.asked({"password": "1234"}), *examples.answered(examples.SHEET, 200, 201)],
        summary="Start an attempt, or go on with the one that is open",
        description=(
            "201 for a new attempt, 200 for one that was open: sent again it changes nothing, and takes no key. The "
            "clock runs from the first."
        ),
        request=serializers.StartShape,
        responses={
            200: serializers.AttemptShape,
            201: serializers.AttemptShape,
            **problems(
                body=True,
                status_403=("withdrawn", "wrong_password", "address_not_allowed"),
                status_409=(
                    "attempts_used_up",
                    "already_passed",
                    "waiting_for_marking",
                    "too_few_questions",
                    "locked",
                    "busy",
                    "not_open_yet",
                    "closed",
                    "too_soon",
                ),
            ),
        },
    )
    def post(self, request: Request, unit_key: UUID) -> Response:
        now = timezone.now()
        place = place_by_key(request.user, unit_key)  # type: ignore[arg-type]  # IsAuthenticated
        password = bodies.password(request.data)
        if password:
            limit(request, f"quiz-password:{place.person.pk}", MOST_PASSWORDS)
        attempt = starting.start(place, now, address=address_of(request), password=password)
        body = bodies.attempt(attempt, sheets.sheet(attempt, get_language() or "th"), now)
        return Response(body, status=201 if attempt.started_at == now else 200)


class AttemptView(APIView):
    """One attempt."""

    scopes: ClassVar[dict[str, str]] = {"GET": "attempts:write"}

    @extend_schema(
        operation_id="read_attempt",
        examples=examples.answered(examples.SHEET),
        summary="Read an attempt: its questions, the answers held, the time left",
        responses={200: serializers.AttemptShape, **problems(status_403=("address_not_allowed",))},
    )
    def get(self, request: Request, public_id: UUID) -> Response:
        now = timezone.now()
        attempt = attempting.enter(request.user, public_id, now, address_of(request))  # type: ignore[arg-type]  # IsAuthenticated
        return Response(bodies.attempt(attempt, sheets.sheet(attempt, get_language() or "th"), now))


class Answers(APIView):
    """The answers of one attempt."""

    parser_classes = (BoundedJSONParser,)
    scopes: ClassVar[dict[str, str]] = {"POST": "attempts:write"}
    rate = "answers"

    @extend_schema(
        operation_id="save_answers",
        examples=[examples.asked(examples.SAVE), *examples.answered(examples.SAVED)],
        summary="Save answers, all or none",
        description="The same save again changes nothing. An answer never overwrites one with a higher sequence.",
        request=serializers.SaveShape,
        responses={
            200: serializers.SavedShape,
            **problems(
                body=True,
                status_403=("not_enrolled", "address_not_allowed"),
                status_409=("attempt_closed", "deadline_passed", "page_closed"),
                status_422=("question_not_drawn", "wrong_type"),
            ),
        },
    )
    def post(self, request: Request, public_id: UUID) -> Response:
        now = timezone.now()
        given = bodies.answers(request.data)
        person, address = request.user, address_of(request)
        attempt, held = attempting.save(person, public_id, given, now, address)  # type: ignore[arg-type]  # IsAuthenticated
        return Response(bodies.saved(held, timing.seconds_left(attempt.deadline, now)))


class Forward(APIView):
    """The pages of a forward-only attempt."""

    parser_classes = (BoundedJSONParser,)
    scopes: ClassVar[dict[str, str]] = {"POST": "attempts:write"}
    rate = "answers"

    @extend_schema(
        operation_id="go_forward",
        examples=[examples.asked({"page": 1}), *examples.answered(examples.SHEET)],
        summary="Leave a page of a forward-only attempt for good",
        description="Leaving a page that was left before changes nothing; nor does it where pages go back and forth.",
        request=serializers.PageShape,
        responses={
            200: serializers.AttemptShape,
            **problems(
                body=True, status_403=("not_enrolled",), status_409=("attempt_closed", "deadline_passed", "page_closed")
            ),
        },
    )
    def post(self, request: Request, public_id: UUID) -> Response:
        now, page = timezone.now(), bodies.page(request.data)
        attempt = sitting.forward(request.user, public_id, page, now)  # type: ignore[arg-type]  # IsAuthenticated
        return Response(bodies.attempt(attempt, sheets.sheet(attempt, get_language() or "th"), now))


class Flags(APIView):
    """What the learner wants to look at again."""

    parser_classes = (BoundedJSONParser,)
    scopes: ClassVar[dict[str, str]] = {"POST": "attempts:write"}
    rate = "answers"

    @extend_schema(
        operation_id="flag_question",
        examples=[examples.asked({"question": 1, "flagged": True})],
        summary="Mark a question for another look, or unmark it",
        request=serializers.FlagShape,
        responses={
            204: None,
            **problems(
                body=True,
                status_403=("not_enrolled",),
                status_409=("attempt_closed", "deadline_passed"),
                status_422=("question_not_drawn",),
            ),
        },
    )
    def post(self, request: Request, public_id: UUID) -> Response:
        number, on = bodies.flag(request.data)
        sitting.flag(request.user, public_id, number, on=on)  # type: ignore[arg-type]  # IsAuthenticated
        return Response(status=204)


class Events(APIView):
    """What the browser tells of itself."""

    parser_classes = (BoundedJSONParser,)
    scopes: ClassVar[dict[str, str]] = {"POST": "attempts:write"}
    rate = "answers"

    @extend_schema(
        operation_id="report_event",
        examples=[examples.asked({"event": "focus_lost", "seconds": 12})],
        summary="Tell that the window of the attempt was left for some seconds",
        description="Written in the attempt's journal, the first 200 times. It changes nothing else.",
        request=serializers.EventShape,
        responses={
            204: None,
            **problems(body=True, status_403=("not_enrolled",), status_409=("attempt_closed", "deadline_passed")),
        },
    )
    def post(self, request: Request, public_id: UUID) -> Response:
        seconds = bodies.looked_away(request.data)
        sitting.look_away(request.user, public_id, seconds, timezone.now())  # type: ignore[arg-type]  # IsAuthenticated
        return Response(status=204)


class Submit(APIView):
    """The end of one attempt."""

    scopes: ClassVar[dict[str, str]] = {"POST": "attempts:write"}

    @extend_schema(
        operation_id="submit_attempt",
        examples=examples.answered(examples.RESULT),
        summary="Submit: mark what is saved",
        description="Idempotent: submitted again, the result is the same.",
        request=None,
        responses={200: serializers.ResultShape, **problems()},
    )
    def post(self, request: Request, public_id: UUID) -> Response:
        now = timezone.now()
        attempt = attempting.submit(request.user, public_id, now)  # type: ignore[arg-type]  # IsAuthenticated
        return Response(bodies.result(sheets.result(attempt, get_language() or "th", now)))


class ResultView(APIView):
    """What one attempt reached."""

    scopes: ClassVar[dict[str, str]] = {"GET": "results:read"}

    @extend_schema(
        operation_id="read_result",
        examples=examples.answered(examples.RESULT),
        summary="Read the result of a submitted attempt",
        description="As much as the quiz shows now; right answers once the learner has passed or has no attempt left.",
        responses={200: serializers.ResultShape, **problems(status_409=("attempt_open",))},
    )
    def get(self, request: Request, public_id: UUID) -> Response:
        now = timezone.now()
        attempt = attempting.look(request.user, public_id, now)  # type: ignore[arg-type]  # IsAuthenticated
        return Response(bodies.result(sheets.result(attempt, get_language() or "th", now)))
