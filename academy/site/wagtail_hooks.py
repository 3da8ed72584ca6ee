"""The CMS in the academy's look, and without what speaks of Wagtail alone."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("insert_global_admin_css")
def academy_look() -> SafeString:
    """Sarabun, and lines with room for Thai marks, on every screen of the CMS."""
    sheets = ("site/fonts.css", "site/cms.css")
    return format_html_join("", '<link rel="stylesheet" href="{}">', ((static(sheet),) for sheet in sheets))


@hooks.register("construct_help_menu")
def no_news_of_wagtail(request: HttpRequest, items: list[Any]) -> None:
    """Wagtail's news and guide are in English, and of Wagtail; the shortcuts stay."""
    items[:] = [one for one in items if one.name != "editor-guide" and not one.name.startswith("whats-new")]
