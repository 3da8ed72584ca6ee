"""The shapes of the API, for its schema. The views build these answers themselves: a save must stay cheap."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from assessments.kinds import KINDS
from assessments.kinds.filetypes import TYPES
from assessments.models import Attempt

VERDICTS = ["right", "partly", "wrong", "unanswered", "dropped"]
SAID = (
    "Single: the id of a choice. Multiple, hotspot: a list of ids. Ordering: the ids, the first first. "
    "Truefalse: true or false. Number, shorttext, essay: text; a number with units as choices: {number, unit: id}. "
    "Matching, matrix: the id of a choice by the id of a row. Blanks: by the id of a row, text or the id of one of its "
    "choices. Upload: {id, name, size} of each file; files are handed in and taken off at an address of their own. "
    "Null: unanswered."
)

Shape = serializers.Serializer[dict[str, Any]]


@extend_schema_field(
    {
        "anyOf": [
            {"type": "string"},
            {"type": "boolean"},
            {"type": "array", "items": {"type": "string"}},
            {"type": "array", "items": {"type": "object", "additionalProperties": {"type": ["string", "integer"]}}},
            {"type": "object", "additionalProperties": {"type": ["string", "null"]}},
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


class RowShape(Shape):
    """One of several things to answer: the left of a match, the row of a matrix, a gap."""

    id = serializers.CharField(help_text="Its place, from 1; a gap stands at [[1]] in the stem.")
    text = serializers.CharField(help_text="HTML.")
    choices = ChoiceShape(many=True, help_text="Of this gap. Otherwise empty: the question's choices, or typed.")


class AreaShape(Shape):
    """An area of a picture."""

    id = serializers.CharField(help_text="That of its choice.")
    shape = serializers.ChoiceField(["rect", "circle", "poly"])
    coords = serializers.ListField(
        child=serializers.IntegerField(), help_text="Per mille of width and height, as in HTML's image maps."
    )


class PictureShape(Shape):
    """A picture; without an address when the image is gone."""

    alt = serializers.CharField()
    areas = AreaShape(many=True)
    address = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()


class LimitsShape(Shape):
    """How much may be given. Words are counted by the server, Thai ones by dictionary; null is no limit."""

    least_words = serializers.IntegerField(required=False, allow_null=True)
    most_words = serializers.IntegerField(required=False, allow_null=True)
    types = serializers.ListField(child=serializers.ChoiceField(list(TYPES)), required=False)
    most_files = serializers.IntegerField(required=False)
    most_megabytes = serializers.IntegerField(required=False, help_text="Of one file; a megabyte has 1,048,576 bytes.")


class QuestionShape(Shape):
    """A question as asked, with the answer held."""

    question = serializers.IntegerField(help_text="Its number in the attempt, from 1.")
    kind = serializers.ChoiceField(list(KINDS))
    language = serializers.CharField(help_text="Of its texts: the wanted one, where the question has it.")
    stem = serializers.CharField(help_text="HTML.")
    choices = ChoiceShape(many=True)
    rows = RowShape(many=True)
    picture = PictureShape(allow_null=True)
    unit = serializers.CharField(help_text="Of a number; HTML.")
    points = serializers.CharField()
    answer = Answer(allow_null=True, help_text=SAID)
    sequence = serializers.IntegerField(help_text="Of the answer held; 0 before the first.")
    flagged = serializers.BooleanField(help_text="Marked by the learner for another look.")
    limits = LimitsShape(help_text="How much may be given; only what its kind has.")


class AttemptShape(Shape):
    """An attempt with its questions."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    state = serializers.ChoiceField(Attempt.State.values)
    started_at = serializers.DateTimeField()
    deadline = serializers.DateTimeField(allow_null=True)
    seconds_left = serializers.IntegerField(allow_null=True, help_text="By the server's clock; null: no limit.")
    per_page = serializers.IntegerField()
    navigation = serializers.ChoiceField(["free", "forward"], help_text="Forward: a page left does not come back.")
    page = serializers.IntegerField(help_text="Of a forward-only attempt the page it is at; one more behind the last.")
    questions = QuestionShape(many=True, help_text="Of a forward-only attempt those of its page alone.")


class StartShape(Shape):
    """How an attempt begins."""

    password = serializers.CharField(required=False, help_text="Where the test asks for one.")


class PageShape(Shape):
    """A page to leave."""

    page = serializers.IntegerField(min_value=1)


class FlagShape(Shape):
    """A mark for another look."""

    question = serializers.IntegerField(min_value=1)
    flagged = serializers.BooleanField()


class EventShape(Shape):
    """What a browser tells of itself."""

    event = serializers.ChoiceField(["focus_lost"])
    seconds = serializers.IntegerField(min_value=0)


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


class HandInShape(Shape):
    """A file to hand in."""

    question = serializers.IntegerField(min_value=1)
    file = serializers.FileField(help_text="Its type is told by what is in it, not by its name.")


class FileShape(Shape):
    """A file that is part of an answer."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes.")
    sha256 = serializers.CharField()


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


class ReviewedRowShape(Shape):
    """One of several things after marking; all texts are HTML."""

    text = serializers.CharField()
    answer = serializers.CharField(help_text="Empty: none.")
    correct = serializers.BooleanField(allow_null=True, help_text="Null while right answers are not shown.")
    right_answer = serializers.CharField(help_text="Empty while right answers are not shown.")
    feedback = serializers.CharField()


class ReachedShape(Shape):
    """What people gave for one criterion."""

    text = serializers.CharField(help_text="HTML; empty for the answer as a whole.")
    level = serializers.CharField(help_text="HTML; empty without levels, or where two marks differ.")
    points = serializers.CharField()
    points_possible = serializers.CharField()


class ReviewShape(Shape):
    """A question after marking."""

    question = serializers.IntegerField()
    kind = serializers.ChoiceField(list(KINDS))
    language = serializers.CharField()
    stem = serializers.CharField()
    verdict = serializers.ChoiceField(VERDICTS)
    points = serializers.CharField()
    points_possible = serializers.CharField()
    answer = Answer(allow_null=True)
    choices = ReviewedChoiceShape(many=True)
    rows = ReviewedRowShape(many=True)
    picture = PictureShape(allow_null=True)
    unit = serializers.CharField()
    right_answer = Answer(allow_null=True, help_text="Of truefalse and number; null while right answers are not shown.")
    tolerance = serializers.CharField()
    feedback = serializers.CharField()
    treatment = serializers.CharField(
        help_text="How the question was regraded after the test: rekey, drop, full or version; empty for not at all."
    )
    criteria = ReachedShape(many=True, help_text="Of questions that people mark.")
    comments = serializers.ListField(child=serializers.CharField(), help_text="What they say of it; plain text.")


class ResultShape(Shape):
    """What an attempt reached."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    submitted_at = serializers.DateTimeField()
    ran_out = serializers.BooleanField(help_text="Closed by the deadline.")
    state = serializers.ChoiceField(["waiting", "marked"], help_text="Waiting: a person has still to mark an answer.")
    points = serializers.CharField(allow_null=True, help_text="Null while it waits; so are score and passed.")
    points_possible = serializers.CharField()
    score = serializers.CharField(allow_null=True, help_text="Per cent, two decimals, rounded down.")
    pass_mark = serializers.CharField()
    passed = serializers.BooleanField(allow_null=True)
    attempts_left = serializers.IntegerField(allow_null=True, help_text="Null: no limit.")
    with_keys = serializers.BooleanField(help_text="Whether right answers are shown.")
    questions = ReviewShape(many=True, help_text="Empty while they are not shown.")
