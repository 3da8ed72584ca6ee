"""A lesson: a body of blocks, complete when opened and waited."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from courses.blocks.body import LessonBody
from courses.models.unit import UnitMixin
from courses.outline import Unit


class LessonPage(UnitMixin, Page):
    """One reading unit of a course."""

    unit_kind = "lesson"

    summary = models.TextField(_("summary"), blank=True)
    body = StreamField(LessonBody(), verbose_name=_("text"))
    minimum_seconds = models.PositiveIntegerField(
        _("least time, in seconds"),
        null=True,
        blank=True,
        help_text=_("How long a learner must have had the lesson open. Empty: its words at 400 a minute."),
    )

    parent_page_types: ClassVar[list[str]] = ["courses.ModulePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[object]] = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    template = "courses/lesson_page.html"

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def freeze(self, languages: tuple[str, ...]) -> Unit:
        raise NotImplementedError
