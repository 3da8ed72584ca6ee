"""The bank, quizzes, and attempts at them."""

from assessments.models.attempt import Attempt, AttemptQuestion
from assessments.models.bank import Category, Question, QuestionComment, QuestionImage, QuestionVersion
from assessments.models.conditions import Conditions, Override
from assessments.models.files import AnswerFile
from assessments.models.journal import JournalEntry
from assessments.models.marked import MarkedLetter, Marking, MarkingTask
from assessments.models.quiz import QuizPage, QuizSection
from assessments.models.regrade import Regrade, RegradeChange, RegradeLetter

__all__ = [
    "AnswerFile",
    "Attempt",
    "AttemptQuestion",
    "Category",
    "Conditions",
    "JournalEntry",
    "MarkedLetter",
    "Marking",
    "MarkingTask",
    "Override",
    "Question",
    "QuestionComment",
    "QuestionImage",
    "QuestionVersion",
    "QuizPage",
    "QuizSection",
    "Regrade",
    "RegradeChange",
    "RegradeLetter",
]
