"""The shapes of the API, for its schema. The views build these answers themselves: a save must stay cheap."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

KINDS = ["single", "multiple", "truefalse", "number"]
VERDICTS = ["right", "partly", "wrong", "unanswered", "dropped"]
SAID = "Single: the id of a choice. Multiple: a list of ids. Truefalse: true or false. Number: text. Null: unanswered."

Shape = serializers.Serializer[dict[str, Any]]


@extend_schema_field(
    {
        "anyOf": [
            {"type": "string"},
            {"type": "boolean"},
            {"type": "array", "items": {"type": "string"}},
            {"type": "null"},
        ]
    }
)
class Answer(serializers.JSONField):
    """An answer in given form."""


class ChoiceShape(Shape):
    """A choice as asked."""

    id = serializers.CharField(help_text="Its place in this learner's order, from 1.")
    text = serializers.CharField(help_text="HTML.")


class QuestionShape(Shape):
    """A question as asked, with the answer held."""

    question = serializers.IntegerField(help_text="Its number in the attempt, from 1.")
    kind = serializers.ChoiceField(KINDS)
    language = serializers.CharField(help_text="Of its texts: the wanted one, where the question has it.")
    stem = serializers.CharField(help_text="HTML.")
    choices = ChoiceShape(many=True)
    unit = serializers.CharField(help_text="Of a number; HTML.")
    points = serializers.CharField()
    answer = Answer(allow_null=True, help_text=SAID)
    sequence = serializers.IntegerField(help_text="Of the answer held; 0 before the first.")


class AttemptShape(Shape):
    """An attempt with its questions."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    state = serializers.ChoiceField(["open", "marked"])
    started_at = serializers.DateTimeField()
    deadline = serializers.DateTimeField(allow_null=True)
    seconds_left = serializers.IntegerField(allow_null=True, help_text="By the server's clock; null: no limit.")
    per_page = serializers.IntegerField()
    questions = QuestionShape(many=True)


class GivenShape(Shape):
    """One answer to save."""

    question = serializers.IntegerField(min_value=1)
    sequence = serializers.IntegerField(
        min_value=1, help_text="One more with each change; not more than the one held: nothing is overwritten."
    )
    answer = Answer(allow_null=True, help_text=SAID)


class SaveShape(Shape):
    """Answers to save."""

    answers = GivenShape(many=True, help_text="At most 200, kept all or none.")


class HeldShape(Shape):
    """What the server holds for one question."""

    question = serializers.IntegerField()
    sequence = serializers.IntegerField()
    saved = serializers.BooleanField(help_text="False where a newer answer was there already; `answer` is that one.")
    answer = Answer(allow_null=True)


class SavedShape(Shape):
    """What the server holds after a save."""

    held = HeldShape(many=True)
    seconds_left = serializers.IntegerField(allow_null=True)


class ReviewedChoiceShape(Shape):
    """A choice after marking."""

    id = serializers.CharField()
    text = serializers.CharField()
    chosen = serializers.BooleanField()
    correct = serializers.BooleanField(allow_null=True, help_text="Null while right answers are not shown.")
    feedback = serializers.CharField()


class ReviewShape(Shape):
    """A question after marking."""

    question = serializers.IntegerField()
    kind = serializers.ChoiceField(KINDS)
    language = serializers.CharField()
    stem = serializers.CharField()
    verdict = serializers.ChoiceField(VERDICTS)
    points = serializers.CharField()
    points_possible = serializers.CharField()
    answer = Answer(allow_null=True)
    choices = ReviewedChoiceShape(many=True)
    unit = serializers.CharField()
    right_answer = Answer(allow_null=True, help_text="Of truefalse and number; null while right answers are not shown.")
    tolerance = serializers.CharField()
    feedback = serializers.CharField()
    treatment = serializers.CharField(
        help_text="How the question was regraded after the test: rekey, drop, full or version; empty for not at all."
    )


class ResultShape(Shape):
    """What an attempt reached."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    submitted_at = serializers.DateTimeField()
    ran_out = serializers.BooleanField(help_text="Closed by the deadline.")
    points = serializers.CharField()
    points_possible = serializers.CharField()
    score = serializers.CharField(help_text="Per cent, two decimals, rounded down.")
    pass_mark = serializers.CharField()
    passed = serializers.BooleanField()
    attempts_left = serializers.IntegerField(allow_null=True, help_text="Null: no limit.")
    with_keys = serializers.BooleanField(help_text="Whether right answers are shown.")
    questions = ReviewShape(many=True)
