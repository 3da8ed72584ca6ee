"""Certificates: evidence of what a person reached. Knows people; knows a course only as facts and an opaque subject."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class Certificates(AppConfig):
    """The app of certificates."""

    name = "certificates"
    verbose_name = _("certificates")

    def ready(self) -> None:
        """Load each app's deeds on many (certificates.deeds)."""
        autodiscover_modules("run_deeds")
