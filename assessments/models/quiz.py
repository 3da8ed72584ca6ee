"""A quiz: a page below its course or module, drawing its questions from the bank."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page
from wagtail_localize.fields import SynchronizedField, TranslatableField

from assessments import faces, numerals, pools
from assessments.drawing import TooFewError, draw
from assessments.models.bank import Category, Question, QuestionVersion
from assessments.models.marked import MarkingTerms
from assessments.timing import Times
from courses.models.pages.course import Area, Level
from courses.models.unit import UnitMixin
from courses.outline import Rule, Unit

# Minutes to plan for a question where the quiz has no limit.
MINUTES_A_QUESTION = 2
MARKING = ("mark_blind", "second_marking", "second_every", "second_difference", "markers")


class QuizPage(UnitMixin, MarkingTerms, Page):  # type: ignore[django-manager-missing]  # Wagtail has no types
    """A test. Its sections say what is drawn; the rest says on which terms."""

    unit_kind = "quiz"

    class Navigation(models.TextChoices):
        FREE = "free", _("free: back and forth")
        FORWARD = "forward", _("forward only: a page that was left does not come back")

    class Shown(models.TextChoices):
        SCORE = "score", _("the score")
        ANSWERS = "answers", _("the score, and the mark of each answer")
        KEYS = "keys", _("all of it, with the right answers")

    introduction = RichTextField(
        _("introduction"),
        blank=True,
        features=["bold", "ol", "ul", "link"],
        help_text=_("What the test is about. The rules (questions, time, pass mark) are said by themselves."),
    )
    pass_mark = models.DecimalField(
        _("pass mark, per cent"),
        max_digits=5,
        decimal_places=2,
        default=80,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    attempts_allowed = models.PositiveSmallIntegerField(
        _("attempts allowed"),
        null=True,
        blank=True,
        default=3,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: any number."),
    )
    minutes = models.PositiveSmallIntegerField(
        _("time limit, in minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: no limit."),
    )
    per_page = models.PositiveSmallIntegerField(
        _("questions a page"), default=5, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    navigation = models.CharField(
        _("way through the pages"), max_length=10, choices=Navigation.choices, default=Navigation.FREE
    )
    shuffle_questions = models.BooleanField(
        _("mix the questions of all sections"),
        default=False,
        help_text=_("Otherwise the sections come one after the other; within each the order is by chance."),
    )
    review_after = models.CharField(
        _("shown right after submission"), max_length=10, choices=Shown.choices, default=Shown.KEYS,
        help_text=_("For a quarter of an hour."),
    )  # fmt: skip
    review_later = models.CharField(_("shown later"), max_length=10, choices=Shown.choices, default=Shown.KEYS)
    review_closed = models.CharField(
        _("shown once the test has closed for everyone"), max_length=10, choices=Shown.choices, default=Shown.KEYS
    )

    parent_page_types: ClassVar[list[str]] = ["courses.CoursePage", "courses.ModulePage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("A test that draws its questions from the question bank.")
    template = "assessments/quiz_page.html"
    # The terms of a test are the same in every language; its words are translated.
    translatable_fields: ClassVar[list[object]] = [
        TranslatableField("title"),
        TranslatableField("introduction"),
        SynchronizedField("slug", overridable=False),
        SynchronizedField("required", overridable=False),
        SynchronizedField("pass_mark", overridable=False),
        SynchronizedField("attempts_allowed", overridable=False),
        SynchronizedField("minutes", overridable=False),
        SynchronizedField("per_page", overridable=False),
        SynchronizedField("navigation", overridable=False),
        SynchronizedField("shuffle_questions", overridable=False),
        SynchronizedField("review_after", overridable=False),
        SynchronizedField("review_later", overridable=False),
        SynchronizedField("review_closed", overridable=False),
        *(SynchronizedField(name, overridable=False) for name in MARKING),
        SynchronizedField("sections", overridable=False),
    ]
    content_panels: ClassVar[list[object]] = [
        *Page.content_panels,
        FieldPanel("introduction"),
        InlinePanel(
            "sections",
            heading=_("What is drawn"),
            label=_("Quiz section"),
            min_num=1,
            help_text=_(
                "Each learner gets other questions: so many, by chance, of those that bear out all that a section says."
            ),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("pass_mark"), FieldPanel("attempts_allowed")]),
                FieldRowPanel([FieldPanel("minutes"), FieldPanel("per_page")]),
                FieldRowPanel([FieldPanel("navigation"), FieldPanel("shuffle_questions")]),
                FieldPanel("required"),
            ],
            heading=_("Terms"),
        ),
        MultiFieldPanel(
            [FieldPanel("review_after"), FieldPanel("review_later"), FieldPanel("review_closed")],
            heading=_("What is shown of the result"),
            help_text=_(
                "Right answers are kept as long as the learner may try again. When the test closes, and for whom "
                "otherwise, is set under “Tests”, without a release."
            ),
        ),
        MultiFieldPanel(
            [
                FieldPanel("mark_blind"),
                FieldPanel("second_marking"),
                FieldRowPanel([FieldPanel("second_every"), FieldPanel("second_difference")]),
                # Nobody appoints themselves.
                FieldPanel("markers", widget=CheckboxSelectMultiple, permission="courses.change_roster"),
            ],
            heading=_("Marking by people"),
            help_text=_("For essays and files. All but who marks becomes valid with the next release."),
        ),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList([FieldPanel("slug")], heading=_("Address")),
            ObjectList(Page.settings_panels, heading=_("Schedule")),
        ]
    )

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")

    def freeze(self, languages: tuple[str, ...]) -> Unit:
        """The unit with its blueprint: {"sections": [{"category", "question", "count", "points"}], "attempts",
        "minutes", "per_page", "navigation", "shuffle", "review"}; attempts and minutes are None where there is no
        limit. A section that draws by tags has "tags": {"area", "level", "source"}, those it asks for; where it names a
        question, category is None and there are none. What older releases lack: question, navigation (free), shuffle
        (no) and review (they have "show_answers"). "marking" is there where it is not the usual one (MarkingTerms).
        """
        sections = [section.freeze() for section in self.sections.all()]
        return Unit(
            key=self.translation_key,
            module=None,
            kind=self.unit_kind,
            slug=self.slug,
            rule=Rule("passed", pass_mark=numerals.write(self.pass_mark)),
            minutes=self.minutes or MINUTES_A_QUESTION * sum(section["count"] for section in sections),
            required=self.required,
            languages=tuple(languages),
            blueprint={
                "sections": sections,
                "attempts": self.attempts_allowed,
                "minutes": self.minutes,
                "per_page": self.per_page,
                "navigation": self.navigation,
                "shuffle": self.shuffle_questions,
                "review": {"after": self.review_after, "later": self.review_later, "closed": self.review_closed},
                **self.freeze_marking(),
            },
        )

    def faults(self) -> list[str]:
        """Sections that cannot be filled, and ready questions that lack a language the quiz is published in."""
        sections = list(self.sections.select_related("category"))
        if not sections:
            return [gettext("“%(quiz)s” draws no questions: add a section.") % {"quiz": self.title}]
        blueprint = {"sections": [section.freeze() for section in sections]}
        wanted = pools.sections(blueprint)
        drawn_from = pools.versions(pool for pool, _count in wanted)
        found = []
        try:
            draw(wanted, drawn_from)
        except TooFewError as error:
            section = sections[error.section]
            found.append(
                gettext("“%(quiz)s”: the question “%(question)s” is not ready, or asked for twice.")
                % {"quiz": self.title, "question": section.question}
                if section.question
                else ngettext(
                    "“%(quiz)s”: “%(source)s” lacks %(missing)s ready question.",
                    "“%(quiz)s”: “%(source)s” lacks %(missing)s ready questions.",
                    error.missing,
                )
                % {"quiz": self.title, "source": section, "missing": error.missing}
            )
        return found + self._untranslated({version for pool in drawn_from.values() for version in pool})

    def _untranslated(self, versions: set[int]) -> list[str]:
        live = self.get_translations(inclusive=True).filter(live=True, alias_of=None)
        wanted = set(live.values_list("locale__language_code", flat=True))
        found = []
        for version in QuestionVersion.objects.filter(pk__in=versions).order_by("pk"):
            for language in sorted(wanted.difference(faces.languages(version.kind, version.content))):
                values = {"quiz": self.title, "question": version.summary(), "language": language}
                found.append(
                    gettext("“%(quiz)s”: the question “%(question)s” lacks the language %(language)s.") % values
                )
        return found

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """What the quiz page says of itself, as the release would freeze it now."""
        unit = self.freeze(())
        questions = sum(section["count"] for section in unit.blueprint["sections"])
        times = Times(minutes=self.minutes, attempts=self.attempts_allowed)
        context = super().get_preview_context(request, mode_name)
        return {**context, "unit": unit, "times": times, "questions": questions}


class QuizSection(Orderable):
    """So many questions, drawn from a category of the bank, by tags, or both; or one question that everybody gets."""

    quiz = ParentalKey(QuizPage, on_delete=models.CASCADE, related_name="sections")
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("category")
    )
    area = models.CharField(_("skill area"), max_length=20, choices=Area, blank=True, default="")
    level = models.CharField(_("level"), max_length=20, choices=Level, blank=True, default="")
    source = models.CharField(
        _("source of the question"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("As it is written at the questions. What is left empty takes any."),
    )
    question = models.ForeignKey(
        Question,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("or one question"),
        help_text=_("Everybody gets it, in the version that is current when they start."),
    )
    count = models.PositiveSmallIntegerField(
        _("questions drawn"), default=10, validators=[MinValueValidator(1), MaxValueValidator(200)]
    )
    points = models.DecimalField(
        _("points each"), max_digits=5, decimal_places=2, default=1, validators=[MinValueValidator(0.01)]
    )

    panels: ClassVar[list[object]] = [
        FieldRowPanel([FieldPanel("category"), FieldPanel("count"), FieldPanel("points")]),
        FieldRowPanel([FieldPanel("area"), FieldPanel("level"), FieldPanel("source")]),
        HelpPanel(template="assessments/cms/section_matches.html", heading=_("How many it may draw from")),
        FieldPanel("question"),
    ]

    def __str__(self) -> str:
        if self.question:
            return str(self.question)
        tags = (self.get_area_display(), self.get_level_display(), self.source)
        return ", ".join(str(part) for part in (self.category, *tags) if part)

    def clean(self) -> None:
        """A category or tags to draw by, or a question; not both."""
        super().clean()
        if bool(self.category_id or self._tags()) == bool(self.question_id):
            raise ValidationError(_("Choose either a category or tags to draw by, or one question."))

    @property
    def matching(self) -> str:
        """How many ready questions it may draw from, as it was kept last, in words."""
        if not (self.category_id or self.question_id or self._tags()):
            return gettext("Keep the quiz to see how many questions match.")
        pool = pools.of(self.freeze())
        count = len(pools.versions([pool])[pool])
        return ngettext("%(count)s question matches.", "%(count)s questions match.", count) % {"count": count}

    def _tags(self) -> dict[str, str]:
        said = {"area": self.area, "level": self.level, "source": self.source.strip()}
        return {name: value for name, value in said.items() if value}

    def freeze(self) -> dict[str, Any]:
        """As the blueprint says it."""
        tags = {} if self.question_id else self._tags()
        return {
            "category": self.category_id,
            "question": self.question_id,
            "count": 1 if self.question_id else self.count,
            "points": numerals.write(self.points),
            **({"tags": tags} if tags else {}),
        }
