"""The API in the CMS: applications, and what the site history says of them."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from academy.api import consenting, registering
from academy.api.viewsets import ApplicationViewSet


@hooks.register("register_admin_viewset")
def applications() -> ApplicationViewSet:
    """Who may ask for tokens, in the settings menu."""
    return ApplicationViewSet("api_applications", url_prefix="applications")


@hooks.register("register_log_actions")
def deeds(actions: LogActionRegistry) -> None:
    """What was done to applications, in words."""
    actions.register_action(registering.REGISTERED, _("Register an application"), _("Registered the application"))
    actions.register_action(registering.AMENDED, _("Change an application"), _("Changed the application"))
    actions.register_action(
        registering.RENEWED, _("Make a new secret"), _("Made a new secret; the old one and all tokens ended")
    )
    actions.register_action(
        consenting.TAKEN_BACK, _("Take a consent back"), _("Took back the consent; the tokens it brought ended")
    )
