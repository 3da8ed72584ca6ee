"""Certificates in the CMS: the register, its deeds, and how they read in the log."""

from typing import Any

from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter
from wagtail.permissions import register_permission_policy

from academy.site.policies import ReadOnly
from certificates.desk import urls
from certificates.desk.register import CertificateViewSet
from certificates.desk.tabs import TABS, ours
from certificates.desk.urls import NAMESPACE
from certificates.models import Certificate

register_permission_policy(Certificate, ReadOnly(Certificate))


@hooks.register("register_icons")
def icons(known: list[str]) -> list[str]:
    """The medal of certificates."""
    return [*known, "certificates/icons/certificate.svg"]


@hooks.register("register_admin_viewset")
def register() -> CertificateViewSet:
    """The register of certificates, in the main menu of those who may see it."""
    return CertificateViewSet("certificates")


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    """Beside what else the officers have on their desk, so that the menu shows where one is."""
    return [path("desk/certificates/", include((urls, NAMESPACE)))]


hooks.register(TABS, ours)


@hooks.register("insert_global_admin_css")
def look() -> SafeString:
    """Of the desk, and of the boxes beside the rows of the register."""
    return format_html('<link rel="stylesheet" href="{}">', static("certificates/desk.css"))


class Reasoned(LogFormatter):
    """A deed with its reason."""

    def __init__(self, label: Any, message: Any) -> None:
        self.label, self.message = label, message

    def format_comment(self, log_entry: Any) -> str:
        return str(log_entry.data.get("reason", ""))

    def format_message(self, log_entry: Any) -> str:
        return str(self.message) % {"successor": "", "before": "", **log_entry.data}


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """What was done to certificates, in words."""
    for action, label, message in (
        ("certificates.revoke", gettext_lazy("Revoke the certificate"), gettext_lazy("Revoked the certificate")),
        ("certificates.suspend", gettext_lazy("Suspend the certificate"), gettext_lazy("Suspended the certificate")),
        ("certificates.reinstate", gettext_lazy("Put back into force"), gettext_lazy("Put it back into force")),
        (
            "certificates.supersede",
            gettext_lazy("Replace the certificate"),
            gettext_lazy("Replaced it with certificate %(successor)s"),
        ),
        (
            "certificates.correct",
            gettext_lazy("Issue a corrected certificate"),
            gettext_lazy("Issued it in place of certificate %(before)s"),
        ),
        (
            "certificates.repair",
            gettext_lazy("Produce the file again"),
            gettext_lazy("Had its file produced again"),
        ),
        (
            "certificates.share",
            gettext_lazy("Show the certificate to others"),
            gettext_lazy("Made a page to share"),
        ),
        (
            "certificates.unshare",
            gettext_lazy("Stop showing the certificate"),
            gettext_lazy("Took the shared page back"),
        ),
    ):
        actions.register_action(action)(_formatter(label, message))


def _formatter(label: Any, message: Any) -> type[Reasoned]:
    """Wagtail registers classes."""

    class Formatter(Reasoned):
        def __init__(self) -> None:
            super().__init__(label, message)

    return Formatter
