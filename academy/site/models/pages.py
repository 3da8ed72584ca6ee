"""The home page of each language, and plain pages (about, contact, privacy)."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

# No embeds: they would ask another host.
FEATURES = ["h2", "h3", "bold", "ol", "ul", "link", "document-link"]
HOME_SECTION = "academy_home_section"
"""A Wagtail hook. Each function registered under it gets the request and gives a section of the home page as safe HTML
(empty: none); so courses show themselves here although the site knows nothing of courses."""


class HomePage(Page):
    """The first page of one language; the catalogue and plain pages are below it."""

    lead = models.TextField(_("lead"), blank=True, help_text=_("One or two sentences under the name of the academy."))
    body = RichTextField(_("text"), blank=True, features=FEATURES)

    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    content_panels: ClassVar[list[object]] = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    template = "site/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds `sections`: what the rooms show on the first page, in the order of their hooks."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        shown = (section(request) for section in hooks.get_hooks(HOME_SECTION))
        return {**context, "sections": [html for html in shown if html]}


class PlainPage(Page):
    """A page of text."""

    body = RichTextField(_("text"), features=FEATURES)

    show_in_menus_default = True  # which is: at the foot of every page
    parent_page_types: ClassVar[list[str]] = ["site.HomePage", "site.PlainPage"]
    subpage_types: ClassVar[list[str]] = ["site.PlainPage"]
    content_panels: ClassVar[list[object]] = [*Page.content_panels, FieldPanel("body")]
    template = "site/plain_page.html"

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")
