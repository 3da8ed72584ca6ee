"""The API's own app: who may come with a token, and what was answered to writes that name a key."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Api(AppConfig):
    """The app of the API."""

    name = "academy.api"
    label = "api"
    verbose_name = _("API")
