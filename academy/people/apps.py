"""People, and Wagtail's own screens for them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class People(AppConfig):
    """The app of people and agencies."""

    default = True
    name = "academy.people"
    label = "people"
    verbose_name = _("people")


class WagtailUsers(WagtailUsersAppConfig):
    """Wagtail's user screens, with a form that knows a Person."""

    default = False
    user_viewset = "academy.people.viewsets.PersonViewSet"
