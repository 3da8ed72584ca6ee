"""A module: a part of a course with lessons and perhaps a quiz."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList, TabbedInterface
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from courses.models.pages.address import LearnerAddress


class ModulePage(LearnerAddress, Page):
    """Groups units under a heading. It is not read by itself: its address leads to the course."""

    summary = models.TextField(
        _("summary"), blank=True, help_text=_("One sentence under the module's title in the course's outline.")
    )

    admin_default_ordering = "ord"  # in the order of teaching, not of editing
    parent_page_types: ClassVar[list[str]] = ["courses.CoursePage"]
    page_description = _("A part of a course: some lessons, and perhaps a test at the end.")
    preview_modes: ClassVar[list[tuple[str, str]]] = []
    override_translatable_fields: ClassVar[list[SynchronizedField]] = [SynchronizedField("slug", overridable=False)]
    content_panels: ClassVar[list[object]] = [*Page.content_panels, FieldPanel("summary")]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList([FieldPanel("slug")], heading=_("Address")),
            ObjectList(Page.settings_panels, heading=_("Schedule")),
        ]
    )

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")
