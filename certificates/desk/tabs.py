"""The tabs of the certificate officers' desk, which other apps add to."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

TABS = "certificate_desk_tabs"
"""A Wagtail hook. Each function registered under it gets the request and gives a list of Tab."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One screen of the desk."""

    label: str | Promise
    address: str
    order: int


def tabs(request: HttpRequest) -> list[Tab]:
    """All tabs that this person may open, in order."""
    found = [tab for given in hooks.get_hooks(TABS) for tab in given(request)]
    return sorted(found, key=lambda tab: tab.order)


def ours(_request: HttpRequest) -> list[Tab]:
    """Those of this app."""
    return [
        Tab(_("Register"), reverse("certificate_register:index"), 30),
        Tab(_("Designs"), reverse("certificate_desk:designs"), 35),
        Tab(_("Runs"), reverse("certificate_desk:runs"), 40),
        Tab(_("Files to take away"), reverse("certificate_desk:bundles"), 50),
        Tab(_("Queue"), reverse("certificate_desk:queue"), 60),
        Tab(_("Book of acts"), reverse("certificate_desk:acts"), 70),
    ]
