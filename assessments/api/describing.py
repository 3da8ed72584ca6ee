"""What the schema says of the bank, of lists and of statistics: parameters, answers, refusals, examples."""

from drf_spectacular.utils import OpenApiParameter, extend_schema

from academy.api.describing import KEY, KNOWN, PAGE, UNCHANGED, header, page_of, problems
from assessments.api import bank_serializers as shapes
from assessments.api import examples
from assessments.models import Attempt, Question, QuestionVersion
from courses.models.pages.course import Area, Level

IF_MATCH = header("If-Match", "The ETag that the question was read with; changed since, it is refused.", required=True)


def _of(name: str, values: list[str], said: str = "") -> OpenApiParameter:
    return OpenApiParameter(name, str, enum=values, description=said)


FILTERS = [
    OpenApiParameter(
        "category", {"type": "integer", "minimum": 1, "maximum": 2**31 - 1}, description="With its parts."
    ),
    _of("kind", QuestionVersion.Kind.values),
    _of("status", Question.Status.values),
    _of("area", Area.values),
    _of("level", Level.values),
    OpenApiParameter("source", {"type": "string", "maxLength": 200}, description="Holds these letters."),
    OpenApiParameter(
        "words", {"type": "string", "maxLength": 200}, description="Holds all these words in Thai or English."
    ),
]

list_categories = extend_schema(
    operation_id="list_categories",
    summary="List the categories of the question bank",
    parameters=[*PAGE, *KNOWN],
    responses={200: page_of("CategoryPage", shapes.CategoryShape(many=True)), **UNCHANGED, **problems()},
    examples=examples.answered(examples.page(examples.CATEGORY)),
)
list_questions = extend_schema(
    operation_id="list_questions",
    summary="List questions of the bank",
    parameters=[*FILTERS, *PAGE, *KNOWN],
    responses={200: page_of("QuestionPage", shapes.ListedQuestionShape(many=True)), **UNCHANGED, **problems()},
    examples=examples.answered(examples.page(examples.LISTED)),
)
add_question = extend_schema(
    operation_id="add_question",
    summary="Add a question to the bank",
    description="Name an Idempotency-Key, so that a write which is sent again makes no second question.",
    parameters=[KEY],
    request=shapes.ContributionShape,
    responses={
        201: shapes.BankQuestionShape,
        **problems(body=True, status_400=("invalid",), status_422=("idempotency_conflict",)),
    },
    examples=[examples.asked(examples.CONTRIBUTION), *examples.answered(examples.OF_BANK, 201)],
)
read_question = extend_schema(
    operation_id="read_question",
    summary="Read a question of the bank",
    parameters=KNOWN,
    responses={200: shapes.BankQuestionShape, **UNCHANGED, **problems()},
    examples=examples.answered(examples.OF_BANK),
)
change_question = extend_schema(
    operation_id="change_question",
    summary="Change a question of the bank",
    description=(
        "Another content or kind makes a new version; attempts keep the version that they drew. What is the same "
        "already makes none."
    ),
    parameters=[IF_MATCH, KEY],
    request=shapes.ContributionShape,
    responses={
        200: shapes.BankQuestionShape,
        **problems(
            body=True,
            status_400=("invalid",),
            status_412=("changed_meanwhile",),
            status_422=("idempotency_conflict",),
            status_428=("precondition_required",),
        ),
    },
    examples=[examples.asked(examples.CONTRIBUTION), *examples.answered(examples.OF_BANK)],
)
list_quizzes = extend_schema(
    operation_id="list_quizzes",
    summary="List the tests that you take or look after",
    parameters=[*PAGE, *KNOWN],
    responses={200: page_of("QuizPageOf", shapes.QuizShape(many=True)), **UNCHANGED, **problems()},
    examples=examples.answered(examples.page(examples.A_QUIZ)),
)
list_attempts = extend_schema(
    operation_id="list_attempts",
    summary="List your attempts, the newest first, with what they reached",
    parameters=[
        OpenApiParameter("quiz", {"type": "string", "format": "uuid"}, description="Of this test alone."),
        _of("state", Attempt.State.values),
        *PAGE,
        *KNOWN,
    ],
    responses={200: page_of("AttemptPage", shapes.OwnAttemptShape(many=True)), **UNCHANGED, **problems()},
    examples=examples.answered(examples.page(examples.OWN)),
)
read_statistics = extend_schema(
    operation_id="read_statistics",
    summary="Read the statistics of a test that you look after",
    parameters=[_of("attempts", ["first", "all"], "First attempts alone, unless it says all."), *KNOWN],
    responses={200: shapes.StatisticsShape, **UNCHANGED, **problems()},
    examples=examples.answered(examples.FIGURES),
)
