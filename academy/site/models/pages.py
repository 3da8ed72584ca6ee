"""The home page of each language, and plain pages (about, contact, privacy)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page


class HomePage(Page):
    """The first page of one language; the catalogue and plain pages are below it."""

    lead = models.TextField(_("lead"), blank=True, help_text=_("One or two sentences under the name of the academy."))
    body = RichTextField(_("text"), blank=True)

    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    content_panels: ClassVar[list[object]] = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    template = "site/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class PlainPage(Page):
    """A page of text."""

    body = RichTextField(_("text"))

    parent_page_types: ClassVar[list[str]] = ["site.HomePage", "site.PlainPage"]
    subpage_types: ClassVar[list[str]] = ["site.PlainPage"]
    content_panels: ClassVar[list[object]] = [*Page.content_panels, FieldPanel("body")]
    template = "site/plain_page.html"

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")
