"""What the CMS must know of live conditions; assessments.wagtail_hooks imports this."""

from typing import Any

from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from assessments import supervised
from assessments.conditions import urls
from assessments.conditions.urls import NAMESPACE


@hooks.register("register_admin_urls")
def conditions_addresses() -> list[Any]:
    """Below the CMS's own address."""
    return [path("tests/", include((urls, NAMESPACE)))]


class ForSupervisors(MenuItem):
    """Shown to those who may set the conditions of some test."""

    def is_shown(self, request: Any) -> bool:
        return supervised.may(request.user)


@hooks.register("register_admin_menu_item")
def tests_item() -> MenuItem:
    """The way to the tests."""
    return ForSupervisors(_("Tests"), reverse_lazy("conditions:index"), name="tests", icon_name="date", order=215)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """The deeds that the audit log names."""
    actions.register_action("assessments.conditions", _("Conditions of a test"), _("Set the conditions of a test"))
    actions.register_action("assessments.exception", _("Exception"), _("Set an exception from a test's conditions"))
    actions.register_action("assessments.no_exception", _("No exception"), _("Took an exception back"))
