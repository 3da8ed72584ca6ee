"""The demo academy: three courses, its people, and the process that runs it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Demo(AppConfig):
    """The app of the demo."""

    name = "academy.demo"
    label = "demo"
    verbose_name = _("demo")
