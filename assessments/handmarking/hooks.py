"""What the CMS must know of marking; assessments.wagtail_hooks imports this."""

from typing import Any

from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from assessments.handmarking import rights, urls
from assessments.handmarking.urls import NAMESPACE


@hooks.register("register_admin_urls")
def marking_addresses() -> list[Any]:
    """Below the CMS's own address."""
    return [path("marking/", include((urls, NAMESPACE)))]


class ForMarkers(MenuItem):
    """Shown to those who mark."""

    def is_shown(self, request: Any) -> bool:
        return rights.may_mark(request.user)


@hooks.register("register_admin_menu_item")
def marking_item() -> MenuItem:
    """The way to what waits."""
    return ForMarkers(_("Marking"), reverse_lazy("marking:index"), name="marking", icon_name="edit", order=217)
