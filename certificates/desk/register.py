"""The register of certificates: read-only, work left first; each certificate with its facts, its log and its deeds."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import registry

from academy.formats.dates import date_in_words
from certificates.addressing import verify_url
from certificates.codes import grouped
from certificates.correcting import REPLACEABLE
from certificates.designs.naming import design_of, with_designs
from certificates.desk.filtering import CertificateFilters
from certificates.desk.one import Correct, Reinstate, Reissue, Repair, Revoke, Suspend
from certificates.facts import Said
from certificates.finding import find
from certificates.models import Certificate
from certificates.revoking import CURRENT
from certificates.storage.auditing import open_losses
from certificates.wording import amount


def said(words: Said) -> str:
    """In the reader's language, or the other."""
    return words.in_language("en" if get_language() == "en" else "th")


def day(on: date) -> str:
    """In words."""
    return date_in_words(on, "en" if get_language() == "en" else "th")


def issued(certificate: Certificate) -> str:
    """The day of issue in words."""
    return day(timezone.localdate(certificate.issued_at))


def trouble(certificate: Certificate) -> str:
    """What stands in the way, in the reader's language."""
    return _(certificate.trouble) if certificate.trouble else ""


class ChoiceColumn(Column):
    """A box beside each row, which belongs to the form above the list (certificates/cms/register_results.html)."""

    cell_template_name = "certificates/cms/choice_cell.html"
    header_template_name = "certificates/cms/choice_header.html"


class Register(generic.IndexView):
    """The list, and the ways to act on many of its rows."""

    any_permission_required = ("view",)
    results_template_name = "certificates/cms/register_results.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What was asked for, so that all that was found can be acted on; whether this person may."""
        asked = self.request.GET.copy()
        asked.pop("p", None)
        may = self.permission_policy.user_has_permission(self.request.user, "issue")
        return super().get_context_data(**kwargs, asked=asked.urlencode(), may_issue=may)

    def get_base_queryset(self) -> QuerySet[Certificate]:
        """With the design of each."""
        return with_designs(super().get_base_queryset())

    def order_queryset(self, queryset: QuerySet[Certificate]) -> QuerySet[Certificate]:
        """Unless asked otherwise: what still needs work first, then the newest."""
        if self.is_explicitly_ordered:
            return super().order_queryset(queryset)
        return queryset.order_by("-unfinished", "-id")

    def search_queryset(self, queryset: QuerySet[Certificate]) -> QuerySet[Certificate]:
        """By serial number, name or address (certificates.finding)."""
        return find(queryset, self.search_query) if self.is_searching else queryset


class Inspect(generic.InspectView):
    """One certificate."""

    any_permission_required = ("view",)
    template_name = "certificates/cms/inspect.html"
    page_title = gettext_lazy("Certificate")

    def get_object(self, queryset: QuerySet[Certificate] | None = None) -> Certificate:
        """With its design."""
        found: Certificate = get_object_or_404(with_designs(queryset or Certificate.objects.all()), pk=self.pk)
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The facts as printed, what happened, and what this person may do now."""
        certificate: Certificate = self.object
        allowed = self.permission_policy.user_has_permission
        state, issues = certificate.state, allowed(self.request.user, "issue")
        return super().get_context_data(
            **kwargs,
            printed=self._printed(certificate),
            trouble=trouble(certificate),
            log=registry.get_logs_for_instance(certificate).select_related("user"),
            successor=Certificate.objects.filter(supersedes=certificate).first(),
            standing=certificate.standing,
            may_revoke=state in CURRENT and issues,
            may_replace=state in REPLACEABLE and issues,
            may_suspend=state == Certificate.State.READY and issues,
            may_reinstate=state == Certificate.State.SUSPENDED and issues,
            may_repair=(state == Certificate.State.PENDING or certificate.pk in open_losses())
            and allowed(self.request.user, "repair"),
            deeds={
                deed: reverse(f"{CertificateViewSet.url_namespace}:{deed}", args=[certificate.pk]) for deed in DEEDS
            },
            verify=verify_url(certificate.code),
        )

    def get_fields(self) -> list[str]:
        """None: the page shows the facts in its own order."""
        return []

    @staticmethod
    def _printed(certificate: Certificate) -> list[tuple[str, str]]:
        facts = certificate.facts
        lines = [
            (_("Serial number"), certificate.serial),
            (_("Holder, in Thai"), facts.holder.th),
            (_("Holder, in English"), facts.holder.en),
            (_("Account"), certificate.person.email),
            (_("Course, in Thai"), facts.course.th),
            (_("Course, in English"), facts.course.en),
            (_("Cohort"), said(facts.cohort)),
            (_("Completed on"), day(date.fromisoformat(facts.completed_on))),
            (_("Valid until"), day(date.fromisoformat(facts.valid_until)) if facts.valid_until else ""),
            (_("Hours"), amount(facts.hours) if facts.hours else ""),
            (_("Score, per cent"), amount(facts.score) if facts.score else ""),
            (_("Issuer"), said(facts.issuer)),
            (_("Signing officer"), ", ".join(said(one.name) for one in facts.signatories)),
            (_("Design"), design_of(certificate)),
            (_("Revision"), str(certificate.revision)),
            (_("Verification code"), grouped(certificate.code)),
            (_("Fingerprint of the file (SHA-256)"), certificate.sha256),
        ]
        return [(label, value) for label, value in lines if value]


DEEDS = {
    **{"revoke": Revoke, "correct": Correct, "repair": Repair},
    **{"suspend": Suspend, "reinstate": Reinstate, "reissue": Reissue},
}


class CertificateViewSet(ModelViewSet):
    """The register's addresses, columns and filters."""

    model = Certificate
    url_namespace = "certificate_register"
    icon = "certificate"
    add_to_admin_menu = True
    menu_label = gettext_lazy("Certificates")
    menu_order = 250
    index_view_class = Register
    inspect_view_class = Inspect
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields = ("reason",)  # asked for by Wagtail; no form is ever shown
    list_per_page = 50
    list_display = (
        ChoiceColumn("choose", label=""),
        TitleColumn(
            "serial",
            label=gettext_lazy("Serial number"),
            url_name="certificate_register:inspect",
            sort_key="serial",
        ),
        Column("holder", label=gettext_lazy("Holder"), accessor=lambda row: said(row.facts.holder)),
        Column("course", label=gettext_lazy("Course"), accessor=lambda row: said(row.facts.course)),
        StatusTagColumn(
            "state",
            label=gettext_lazy("State"),
            accessor="standing",
            sort_key="state",
            primary=lambda row: row.state == Certificate.State.READY and not row.expired,
        ),
        Column("design", label=gettext_lazy("Design"), accessor=design_of),
        Column("issued_at", label=gettext_lazy("Issued"), accessor=issued, sort_key="issued_at"),
        Column("trouble", label=gettext_lazy("Trouble"), accessor=trouble),
    )
    filterset_class = CertificateFilters
    search_fields = ("serial",)  # that there is a search; what it does is said above

    def get_urlpatterns(self) -> list[URLPattern]:
        """Only reading, and the deeds."""
        reading = {"index", "index_results", "inspect"}
        patterns = [pattern for pattern in super().get_urlpatterns() if pattern.name in reading]
        policy = {"permission_policy": self.permission_policy, "index_url_name": self.get_url_name("index")}
        inspect = self.get_url_name("inspect")
        return [
            *patterns,
            *(
                path(f"<int:pk>/{name}/", view.as_view(**policy, inspect_url_name=inspect), name=name)
                for name, view in DEEDS.items()
            ),
        ]
