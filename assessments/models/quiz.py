"""A quiz: a page below its course or module, drawing its questions from the bank."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page

from assessments.models.bank import Category
from courses.models.unit import UnitMixin
from courses.outline import Unit


class QuizPage(UnitMixin, Page):
    """A test. Its sections say what is drawn; the rest says on which terms."""

    unit_kind = "quiz"

    introduction = RichTextField(_("introduction"), blank=True)
    pass_mark = models.DecimalField(
        _("pass mark, per cent"),
        max_digits=5,
        decimal_places=2,
        default=80,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    attempts_allowed = models.PositiveSmallIntegerField(
        _("attempts allowed"), null=True, blank=True, default=3, help_text=_("Empty: any number.")
    )
    minutes = models.PositiveSmallIntegerField(
        _("time limit, in minutes"), null=True, blank=True, help_text=_("Empty: no limit.")
    )
    per_page = models.PositiveSmallIntegerField(_("questions a page"), default=5, validators=[MinValueValidator(1)])
    show_answers = models.BooleanField(
        _("show the right answers after submission"),
        default=True,
        help_text=_("They are shown once the learner has passed or has no attempt left."),
    )

    parent_page_types: ClassVar[list[str]] = ["courses.CoursePage", "courses.ModulePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "assessments/quiz_page.html"

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")

    def freeze(self, languages: tuple[str, ...]) -> Unit:
        raise NotImplementedError


class QuizSection(Orderable):
    """So many questions, drawn from a category of the bank."""

    quiz = ParentalKey(QuizPage, on_delete=models.CASCADE, related_name="sections")
    category = models.ForeignKey(Category, models.PROTECT, related_name="+", verbose_name=_("category"))
    count = models.PositiveSmallIntegerField(_("questions drawn"), default=10, validators=[MinValueValidator(1)])
    points = models.DecimalField(_("points each"), max_digits=5, decimal_places=2, default=1)
