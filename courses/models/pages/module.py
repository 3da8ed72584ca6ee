"""A module: a part of a course with lessons and perhaps a quiz."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page


class ModulePage(Page):
    """Groups units under a heading. It is not read by itself: its address leads to the course."""

    summary = models.TextField(_("summary"), blank=True)

    parent_page_types: ClassVar[list[str]] = ["courses.CoursePage"]
    content_panels: ClassVar[list[object]] = [*Page.content_panels, FieldPanel("summary")]

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")
