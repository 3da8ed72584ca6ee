"""The catalogue: the page that courses are below."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from courses.models.pages.address import LearnerAddress


class CataloguePage(LearnerAddress, Page):
    """Lists the released courses, with facets and search."""

    introduction = models.TextField(
        _("opening text"), blank=True, help_text=_("One or two sentences above the list of courses.")
    )

    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["site.HomePage"]
    subpage_types: ClassVar[list[str]] = ["courses.CoursePage"]
    page_description = _("The list of courses in one language. New courses are made below it.")
    content_panels: ClassVar[list[object]] = [*Page.content_panels, FieldPanel("introduction")]
    template = "courses/catalogue_page.html"

    class Meta:
        verbose_name = _("catalogue")
        verbose_name_plural = _("catalogues")

    def learner_path(self) -> str | None:
        """The same in each language, wherever the page lies."""
        with translation.override(self.locale.language_code):
            return reverse("courses:catalogue")

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Public, as Wagtail says it."""
        return Page.get_sitemap_urls(self, request)
