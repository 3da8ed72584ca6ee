"""Wagtail's screens for people."""

from wagtail.users.views.users import UserViewSet


class PersonViewSet(UserViewSet):
    """People, by e-mail address and name."""
