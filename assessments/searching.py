"""Finding questions of the bank by words, as the catalogue finds courses: Thai is cut into words, marks and all."""

from django.db.models import QuerySet

from assessments.models import Question
from courses import wording


def kept(text: str) -> str:
    """What a question keeps for the search: its words as `courses.wording` writes them, a space before each."""
    return f" {wording.encoded(text)}"


def found(questions: QuerySet[Question], text: str) -> QuerySet[Question]:
    """Those that hold every word of `text` in either language, the last one perhaps unfinished; none for no words."""
    for reading in wording.encoded_queries(text):
        holding = questions
        for word in reading.split():
            holding = holding.filter(words__contains=f" {word}")
        if holding.exists():
            return holding
    return questions.none()
