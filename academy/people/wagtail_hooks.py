"""People in the CMS: agencies, and the demo's mail."""

from typing import Any

from django.conf import settings
from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from academy.people.bulk_actions import AssignRole, Delete, SetActiveState
from academy.people.cms_views import mail, mail_html
from academy.people.viewsets import AgencyViewSet


@hooks.register("register_admin_viewset")
def agencies() -> AgencyViewSet:
    """The tree of agencies, in the settings menu."""
    return AgencyViewSet("agencies")


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    """The demo's mail. Elsewhere the address does not exist."""
    if not settings.DEMO:
        return []
    return [path("mail/", mail, name="people_mail"), path("mail/<slug:name>/", mail_html, name="people_letter")]


# After Wagtail's own, whose places they take.
for action in (AssignRole, SetActiveState, Delete):
    hooks.register("register_bulk_action", action, order=1)


class ForAdministrators(MenuItem):
    """Shown in the demo, to whoever may change people."""

    def is_shown(self, request: Any) -> bool:
        return settings.DEMO and bool(request.user.has_perm("people.change_person"))


@hooks.register("register_settings_menu_item")
def mail_item() -> ForAdministrators:
    """The way to the demo's mail."""
    return ForAdministrators(_("Mail of the demo"), reverse_lazy("people_mail"), icon_name="mail", order=620)
