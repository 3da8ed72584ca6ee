"""Courses in the CMS: the way to a course's releases, and the index kept in step with what is published."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from academy.site.models.pages import HOME_SECTION
from courses import searching
from courses.authoring import home, ordering_views, translations, views
from courses.desk import hooks as desk_hooks  # noqa: F401  (what it registers is what counts)
from courses.h5p import hooks as h5p_hooks  # noqa: F401  (what it registers is what counts)
from courses.models import Course, CoursePage
from courses.roster import hooks as roster_hooks  # noqa: F401  (what it registers is what counts)
from courses.views.files import guard


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Screens of those who write courses."""
    return [
        path("courses/<int:page_id>/releases/", views.releases, name="courses_releases"),
        path("courses/<int:page_id>/releases/<int:release_id>/move/", views.move, name="courses_move"),
        path("courses/<int:page_id>/order/", ordering_views.order, name="courses_order"),
        path("courses/translations/<int:page_id>/", translations.end, name="courses_translation"),
    ]


@hooks.register("register_page_header_buttons")
def releases_in_header(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """From the page being edited or explored."""
    if isinstance(page.specific_deferred, CoursePage):
        yield from _buttons(page, 12)


@hooks.register("register_page_listing_more_buttons")
def releases_in_listing(page: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """From the list of courses."""
    if page.specific_class is CoursePage:
        yield from _buttons(page, 3)


@hooks.register("before_serve_document")
def files(document: Any, request: HttpRequest) -> HttpResponse | None:
    """An uploaded file goes to those who may read the page that it lies on."""
    return guard(document, request)


@hooks.register("construct_homepage_panels")
def home_panels(request: HttpRequest, panels: list[Any]) -> None:
    """One's courses, and what waits, on the first screen."""
    panels.extend(home.panels(request))


@hooks.register("insert_global_admin_css")
def look() -> SafeString:
    """Of the screens above, and of the panels."""
    return format_html('<link rel="stylesheet" href="{}">', static("courses/cms.css"))


@hooks.register(HOME_SECTION)
def featured(request: HttpRequest) -> SafeString:
    """The newest courses, on the home page."""
    return mark_safe(render_to_string("courses/includes/featured.html", request=request))  # noqa: S308 - our template


@hooks.register("after_publish_page")
def index_course(request: HttpRequest, page: Any) -> None:
    """A course is found by its lessons' titles too, so publishing a lesson indexes the course anew."""
    lineage = page.get_ancestors(inclusive=True).values("translation_key")
    for key in Course.objects.filter(key__in=lineage).values_list("key", flat=True):
        searching.refresh(key)


def _buttons(page: Any, priority: int) -> Iterator[Button]:
    releases, order = (reverse(name, args=[page.pk]) for name in ("courses_releases", "courses_order"))
    yield Button(_("Releases"), releases, icon_name="history", priority=priority)
    yield Button(_("Order of parts"), order, icon_name="list-ol", priority=priority + 1)
