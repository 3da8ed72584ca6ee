"""The shapes of the bank, of lists and of statistics, for the schema. The views build these answers themselves."""

from rest_framework import serializers

from assessments.api.serializers import Answer, Shape
from assessments.kinds import KINDS
from assessments.models import Attempt, Question
from assessments.statistics.flags import Flag
from courses.models.pages.course import Area, Level

AREAS, LEVELS = ["", *Area.values], ["", *Level.values]
SAID = (
    "What the question says and how it is marked, by its kind; texts are {th, en}, as HTML. A read question shows the "
    "shape of its kind. Unknown parts are dropped, HTML is cleaned."
)


class CategoryShape(Shape):
    """A part of the bank."""

    id = serializers.IntegerField()
    name_th = serializers.CharField()
    name_en = serializers.CharField()
    parent = serializers.IntegerField(allow_null=True, help_text="Its category.")  # type: ignore[assignment]  # the name is part of the API


class _Facts(Shape):
    key = serializers.UUIDField(help_text="For ever that of this question.")
    category = serializers.IntegerField()
    kind = serializers.ChoiceField(list(KINDS))
    status = serializers.ChoiceField(Question.Status.values, help_text="Ready ones are drawn.")
    area = serializers.ChoiceField(AREAS)
    level = serializers.ChoiceField(LEVELS)
    source = serializers.CharField(allow_blank=True)  # type: ignore[assignment]  # the name is part of the API
    version = serializers.IntegerField(help_text="One more with each change of kind or content.")
    changed_at = serializers.DateTimeField()


class ListedQuestionShape(_Facts):
    """A question in a list."""

    summary = serializers.CharField(help_text="Its first words, plain, in the language of the request.")


class BankQuestionShape(_Facts):
    """A question with its content."""

    content = serializers.DictField(help_text=SAID)


class ContributionShape(Shape):
    """A question as it is to be. Of a change, tags that are not named stay."""

    category = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
    kind = serializers.ChoiceField(list(KINDS))
    content = serializers.DictField(help_text=SAID)
    status = serializers.ChoiceField(Question.Status.values, default="draft")
    area = serializers.ChoiceField(AREAS, required=False)
    level = serializers.ChoiceField(LEVELS, required=False)
    source = serializers.CharField(required=False, allow_blank=True, max_length=200)  # type: ignore[assignment]  # as above


class QuizShape(Shape):
    """A test that the person takes or looks after."""

    key = serializers.UUIDField()
    title = serializers.CharField(help_text="In the language of the request, where it has one.")
    course = serializers.CharField(help_text="The course's address.")
    course_title = serializers.CharField()
    takes = serializers.BooleanField(help_text="Part of a course in which the person is enrolled.")
    oversees = serializers.BooleanField(help_text="The person may see its statistics.")


class OwnAttemptShape(Shape):
    """One of one's own attempts."""

    id = serializers.UUIDField()
    quiz = serializers.UUIDField()
    course = serializers.CharField()
    number = serializers.IntegerField()
    state = serializers.ChoiceField(Attempt.State.values)
    started_at = serializers.DateTimeField()
    deadline = serializers.DateTimeField(allow_null=True)
    submitted_at = serializers.DateTimeField(allow_null=True)
    score = serializers.CharField(allow_null=True, help_text="Per cent, two decimals; null until it is marked.")
    passed = serializers.BooleanField(allow_null=True)


def _figure(said: str) -> serializers.FloatField:
    return serializers.FloatField(allow_null=True, help_text=said)


class OptionShape(Shape):
    """One of the answers to a question, and who gave it."""

    answer = Answer(allow_null=True, help_text="The id of an option, a truth value, what was typed; null: unanswered.")
    correct = serializers.BooleanField(allow_null=True)
    count = serializers.IntegerField()
    share = serializers.FloatField(help_text="Of all who had the question, 0 to 1.")
    upper = _figure("Of the best 27 %.")
    lower = _figure("Of the weakest 27 %.")
    discrimination = _figure("Point-biserial of choosing it and the rest of the test.")


class ItemShape(Shape):
    """The figures of one version of a question."""

    question = serializers.UUIDField()
    version = serializers.IntegerField()
    kind = serializers.ChoiceField(list(KINDS))
    summary = serializers.CharField()
    answers = serializers.IntegerField(help_text="How many of the attempts had it.")
    facility = _figure("The mean share of its points, 0 to 1.")
    discrimination = _figure("The corrected point-biserial.")
    upper_lower = _figure("The upper-lower 27 % index.")
    flags = serializers.ListField(child=serializers.ChoiceField([flag.value for flag in Flag]))
    options = OptionShape(many=True)


class StatisticsShape(Shape):
    """The statistics of a test. Figures are null where too little was answered to say."""

    quiz = serializers.UUIDField()
    counted = serializers.ChoiceField(["first", "all"], help_text="First attempts alone, or all.")
    attempts = serializers.IntegerField()
    mean = _figure("Per cent.")
    median = _figure("Per cent.")
    deviation = _figure("Per cent.")
    passed = _figure("Per cent of the attempts.")
    minutes = _figure("The middle length of an attempt.")
    reliability = _figure("Cronbach's alpha, or the coefficient for drawn tests.")
    error = _figure("The standard error of measurement, per cent.")
    drawn = serializers.BooleanField(help_text="Whether takers had different questions.")
    bins = serializers.ListField(child=serializers.IntegerField(), help_text="Attempts by tens of the score.")
    items = ItemShape(many=True, help_text="The most doubtful first.")
