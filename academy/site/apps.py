"""The site around the courses: home, plain pages, settings, look."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Site(AppConfig):
    """The app of the site itself."""

    name = "academy.site"
    label = "site"
    verbose_name = _("site")
