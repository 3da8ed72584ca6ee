"""What the CMS must know of the desk; courses.wagtail_hooks imports this."""

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from certificates.desk.filtering import SUBJECTS
from certificates.desk.tabs import TABS, Tab
from courses import certifying, reporting
from courses.desk import urls
from courses.desk.urls import NAMESPACE
from courses.models import Course
from courses.placing import language_now


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    """Below the CMS's own address."""
    return [path("desk/", include((urls, NAMESPACE)))]


class ForOfficers(MenuItem):
    """Shown to those who issue certificates."""

    def is_shown(self, request: Any) -> bool:
        return bool(request.user.has_perm("certificates.issue_certificate"))


@hooks.register("register_admin_menu_item")
def desk_item() -> MenuItem:
    """The way to the desk."""
    return ForOfficers(
        _("Certificate desk"), reverse_lazy("desk:index"), name="desk", icon_name="clipboard-list", order=245
    )


@hooks.register(TABS)
def tabs(_request: HttpRequest) -> list[Tab]:
    """The desk's screens that know courses."""
    return [Tab(_("Courses"), reverse("desk:index"), 10), Tab(_("Requests"), reverse("desk:requests"), 20)]


@hooks.register(SUBJECTS)
def subjects() -> list[tuple[str, str]]:
    """Courses, as certificates name them and as people do."""
    titles = reporting.course_titles(language_now())
    return [(certifying.subject_of(course.key), titles.get(course.key, course.slug)) for course in Course.objects.all()]
