"""People in the CMS: agencies, what the site history says of deeds, and the demo's mail."""

from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import path, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry, LogFormatter

from academy.people import administering
from academy.people.bulk_actions import AssignRole, Delete, SetActiveState
from academy.people.cms_views import mail, mail_html
from academy.people.models import Person
from academy.people.roles import in_words
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


class RolesInWords(LogFormatter):
    """Which roles were given and which taken, in the reader's language."""

    label = _("Change the roles")

    def format_message(self, log_entry: Any) -> str:
        given, taken = (in_words(log_entry.data.get(way, ())) for way in ("given", "taken"))
        parts = []
        if given:
            parts.append(gettext("Gave the roles: %(roles)s") % {"roles": given})
        if taken:
            parts.append(gettext("Took the roles: %(roles)s") % {"roles": taken})
        return "; ".join(parts)


class FieldsInWords(LogFormatter):
    """Which fields were changed, and nothing of what stood or stands in them."""

    label = _("Change an account")

    def format_message(self, log_entry: Any) -> str:
        names = {field.name: str(field.verbose_name) for field in Person._meta.fields}
        fields = ", ".join(names.get(name, name) for name in log_entry.data.get("fields", ()))
        return gettext("Changed: %(fields)s") % {"fields": fields}


@hooks.register("register_log_actions")
def deeds(actions: LogActionRegistry) -> None:
    """What was done to people, in words, for the site history."""
    actions.register_action(administering.ADDED, _("Add a person"), _("Opened the account"))
    actions.register_action(administering.AMENDED)(FieldsInWords)
    actions.register_action(administering.ROLES)(RolesInWords)
    actions.register_action(administering.CLOSED, _("Close an account"), _("Closed the account: may no longer sign in"))
    actions.register_action(administering.OPENED, _("Open an account again"), _("Opened the account again"))


@hooks.register("insert_global_admin_css")
def lists_of_people() -> SafeString:
    """Lists that can be read on a telephone."""
    return format_html('<link rel="stylesheet" href="{}">', static("people/cms.css"))


@hooks.register("register_settings_menu_item")
def mail_item() -> ForAdministrators:
    """The way to the demo's mail."""
    return ForAdministrators(_("Mail of the demo"), reverse_lazy("people_mail"), icon_name="mail", order=620)
