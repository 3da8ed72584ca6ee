"""Assessments: the question bank, quizzes, attempts and their marking."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class Assessments(AppConfig):
    """The app of assessments."""

    name = "assessments"
    verbose_name = _("assessments")

    def ready(self) -> None:
        """Have Wagtail know what uses an image."""
        autodiscover_modules("references")
