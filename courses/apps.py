"""Courses: what is taught, who is enrolled, how far they are, and when they have completed."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class Courses(AppConfig):
    """The app of courses."""

    name = "courses"
    verbose_name = _("courses")

    def ready(self) -> None:
        """Load each app's kinds of unit (courses.units), and listen for pages that are published."""
        autodiscover_modules("unit_kinds", "signals")
