"""A course's page in one language: what it is for, whom, how long, what one gets."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from academy.people.models.person import IdentityLevel
from academy.people.roles import Role
from courses import wording
from courses.models.pages.address import LearnerAddress
from courses.models.pages.lesson import LessonPage
from courses.models.progress import Evidence

CERTIFICATE_TERMS = ("identity", "approval", "valid_months", "design")


class Area(models.TextChoices):
    """The seven areas of the civil service's digital skills framework."""

    LITERACY = "literacy", _("digital literacy")
    GOVERNANCE = "governance", _("digital governance and compliance")
    LEADERSHIP = "leadership", _("digital leadership")
    TECHNOLOGY = "technology", _("digital technology")
    SERVICES = "services", _("digital services")
    DATA = "data", _("data use and sharing")
    SECURITY = "security", _("cyber security")


class Level(models.TextChoices):
    """How much a course builds on."""

    FOUNDATION = "foundation", _("foundation")
    INTERMEDIATE = "intermediate", _("intermediate")
    ADVANCED = "advanced", _("advanced")


class CoursePage(LearnerAddress, Page):
    """The course as instructors write it. Learners see it once it is released (courses.releasing)."""

    summary = models.TextField(_("summary"), help_text=_("One or two sentences, for the catalogue."))
    introduction = RichTextField(
        _("opening text"),
        blank=True,
        features=["bold", "ol", "ul", "link"],
        help_text=_("Two short paragraphs: the situation that the course starts from, and what will be different."),
    )
    outcomes = StreamField(
        [("outcome", blocks.CharBlock(label=_("outcome"), icon="tick"))],
        blank=True,
        verbose_name=_("outcomes"),
        help_text=_("What learners can do afterwards, four to six lines."),
    )
    audience = models.TextField(_("who it is for"), blank=True)
    instructors = StreamField(
        [
            (
                "instructor",
                blocks.StructBlock(
                    [("name", blocks.CharBlock(label=_("name"))), ("role", blocks.CharBlock(label=_("role")))],
                    label=_("instructor"),
                    icon="user",
                ),
            )
        ],
        blank=True,
        verbose_name=_("instructors"),
    )
    teachers = ParentalManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="+",
        limit_choices_to={"groups__name": Role.INSTRUCTOR.value},
        verbose_name=_("who looks after its learners"),
        help_text=_("They see who is enrolled, enrol and withdraw; so does whoever made the course."),
    )
    area = models.CharField(_("digital skill area"), max_length=20, choices=Area.choices, default=Area.LITERACY)
    level = models.CharField(_("level"), max_length=20, choices=Level.choices, default=Level.FOUNDATION)
    hours = models.DecimalField(
        _("hours"),
        max_digits=5,
        decimal_places=1,
        default=1,
        validators=[MinValueValidator(0)],
        help_text=_("What the certificate states. Half hours are written 1.5."),
    )
    sequential = models.BooleanField(
        _("in sequence"), default=False, help_text=_("Each unit opens when those before it are complete.")
    )
    requires = ParentalManyToManyField(
        "courses.Course",
        blank=True,
        related_name="+",
        verbose_name=_("requires these courses"),
        help_text=_("Learners complete them first."),
    )
    due_days = models.PositiveIntegerField(
        _("days to complete"), null=True, blank=True, help_text=_("Counted from enrolment. Empty: no due date.")
    )
    certificate = models.BooleanField(_("gives a certificate"), default=True)
    evidence = models.CharField(
        _("evidence that the certificate takes"),
        max_length=10,
        choices=Evidence.choices,
        default=Evidence.SERVER,
        help_text=_("At least one required unit must be proven this well."),
    )
    identity = models.CharField(
        _("how well its holder must be known"),
        max_length=10,
        choices=IdentityLevel.choices,
        default=IdentityLevel.SELF,
        help_text=_("Whoever is known less well gets the certificate once an officer has checked who they are."),
    )
    approval = models.BooleanField(
        _("two officers decide"),
        default=False,
        help_text=_("One proposes each certificate, another approves it. Otherwise completing the course is enough."),
    )
    valid_months = models.PositiveSmallIntegerField(
        _("valid for how many months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(600)],
        help_text=_("Counted from the day of completion. Empty: without end."),
    )
    design = models.ForeignKey(
        "certificates.Design",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"state": "ready"},
        verbose_name=_("design of the certificate"),
        help_text=_("Certificate officers make these. Empty: the academy's own design."),
    )
    admin_default_ordering = "ord"  # in the order of teaching, not of editing
    parent_page_types: ClassVar[list[str]] = ["courses.CataloguePage"]
    page_description = _("A course with its modules, lessons and tests. Learners see it after a release.")
    template = "courses/course_page.html"
    search_fields: ClassVar[list[index.BaseField]] = [*Page.search_fields, index.AutocompleteField("search_words")]
    # A translation follows the source in everything that is not words; nobody may make the English course shorter.
    override_translatable_fields: ClassVar[list[SynchronizedField]] = [
        SynchronizedField(name, overridable=False)
        for name in ("slug", "area", "level", "evidence", "requires", "teachers", *CERTIFICATE_TERMS)
    ]

    content_panels: ClassVar[list[object]] = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("summary"), FieldPanel("introduction")], heading=_("In short")),
        MultiFieldPanel([FieldPanel("audience"), FieldPanel("outcomes")], heading=_("For whom, and to what end")),
        FieldPanel("instructors"),
        # Nobody appoints themselves.
        FieldPanel("teachers", widget=CheckboxSelectMultiple, permission="courses.change_roster"),
    ]
    rule_panels: ClassVar[list[object]] = [
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("area"), FieldPanel("level")]), FieldPanel("hours")],
            heading=_("In the catalogue"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("sequential"),
                FieldPanel("requires", widget=CheckboxSelectMultiple),
                FieldPanel("due_days"),
            ],
            heading=_("The way through"),
        ),
        MultiFieldPanel(
            [FieldPanel("certificate"), FieldPanel("evidence"), *(FieldPanel(name) for name in CERTIFICATE_TERMS)],
            heading=_("Certificate"),
        ),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(rule_panels, heading=_("How it counts")),
            ObjectList(Page.promote_panels, heading=_("Address and search engines")),
            ObjectList(Page.settings_panels, heading=_("Schedule")),
        ]
    )

    class Meta:
        verbose_name = _("course page")
        verbose_name_plural = _("course pages")

    def search_words(self) -> str:
        """What the catalogue finds the course by, as the index keeps it: its words, and those of its parts."""
        parts = list(Page.objects.descendant_of(self).live().values_list("title", flat=True))
        for lesson in LessonPage.objects.descendant_of(self).live():
            parts += [lesson.summary, *lesson.body.stream_block.get_searchable_content(lesson.body)]
        outcomes = self.outcomes.stream_block.get_searchable_content(self.outcomes)
        return wording.encoded("\n".join([self.title, self.summary, self.audience, *outcomes, *parts]))

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """A released course is public: anyone may find it and see what it is about."""
        address = self.get_full_url(request)
        return [{"location": address, "lastmod": self.last_published_at}] if address else []
