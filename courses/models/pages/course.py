"""A course's page in one language: what it is for, whom, how long, what one gets."""

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from courses.models.progress import Evidence


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


class CoursePage(Page):
    """The course as instructors write it. Learners see it once it is released (courses.releasing)."""

    summary = models.TextField(_("summary"), help_text=_("One or two sentences, for the catalogue."))
    introduction = RichTextField(_("introduction"), blank=True)
    outcomes = StreamField([("outcome", blocks.CharBlock(label=_("outcome")))], blank=True, verbose_name=_("outcomes"))
    audience = models.TextField(_("who it is for"), blank=True)
    instructors = StreamField(
        [
            (
                "instructor",
                blocks.StructBlock(
                    [("name", blocks.CharBlock(label=_("name"))), ("role", blocks.CharBlock(label=_("role")))],
                    label=_("instructor"),
                ),
            )
        ],
        blank=True,
        verbose_name=_("instructors"),
    )
    area = models.CharField(_("digital skill area"), max_length=20, choices=Area.choices, default=Area.LITERACY)
    level = models.CharField(_("level"), max_length=20, choices=Level.choices, default=Level.FOUNDATION)
    hours = models.DecimalField(
        _("hours"), max_digits=5, decimal_places=1, default=1, validators=[MinValueValidator(0.1)]
    )
    sequential = models.BooleanField(
        _("in sequence"), default=False, help_text=_("Each unit opens when those before it are complete.")
    )
    requires = ParentalManyToManyField(
        "courses.Course", blank=True, related_name="+", verbose_name=_("requires these courses")
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

    parent_page_types: ClassVar[list[str]] = ["courses.CataloguePage"]
    template = "courses/course_page.html"

    class Meta:
        verbose_name = _("course page")
        verbose_name_plural = _("course pages")
