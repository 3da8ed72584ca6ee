"""Courses: what is taught, who is enrolled, how far they are, and when they have completed."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Courses(AppConfig):
    """The app of courses."""

    name = "courses"
    verbose_name = _("courses")
