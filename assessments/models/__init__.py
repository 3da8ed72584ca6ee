"""The bank, quizzes, and attempts at them."""

from assessments.models.attempt import Attempt, AttemptQuestion
from assessments.models.bank import Category, Question, QuestionComment, QuestionVersion
from assessments.models.quiz import QuizPage, QuizSection

__all__ = [
    "Attempt",
    "AttemptQuestion",
    "Category",
    "Question",
    "QuestionComment",
    "QuestionVersion",
    "QuizPage",
    "QuizSection",
]
