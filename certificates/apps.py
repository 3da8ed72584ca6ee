"""Certificates: evidence of what a person reached. Knows people; knows a course only as facts and an opaque subject."""

import sys
from typing import Any

from celery.signals import worker_init
from django.apps import AppConfig
from django.conf import settings
from django.core.checks import register
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from academy.site import probing
from certificates import checks
from certificates.keyring import keys
from certificates.storage import storing


class Certificates(AppConfig):
    """The app of certificates."""

    name = "certificates"
    verbose_name = _("certificates")

    def ready(self) -> None:
        """Have the keys looked at: by `check`, and before a worker starts (the web server does in academy.wsgi).

        And load each app's deeds on many (certificates.bulk.deeds), and have the store looked at by `/readyz`.
        """
        autodiscover_modules("run_deeds")
        probing.register("storage", storing.answers)
        register(checks.development_key)
        register(checks.able_to_sign, deploy=True)
        worker_init.connect(_stop_on_a_development_key, dispatch_uid="certificates.keys")


def _stop_on_a_development_key(**_signal: Any) -> None:
    try:
        keys.refuse_development_key(settings)
    except ImproperlyConfigured as error:
        # Celery writes other errors of a receiver down and starts nevertheless.
        sys.exit(str(error))
