"""What an officer may do to one certificate: revoke, correct the name, produce the file again. Said in words first."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin

from academy.errors import Refusal
from academy.limiting import origin_of
from academy.people.models import Person
from certificates.correcting import correct_name, reissue
from certificates.facts import Said
from certificates.models import Certificate
from certificates.repairing import repair
from certificates.revoking import LONGEST_REASON, revoke
from certificates.suspending import reinstate, suspend


class Reason(forms.Form):
    """Why. Shown to whoever verifies the certificate."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Anyone who verifies the certificate reads it. Do not write personal data here."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class Grounds(forms.Form):
    """Why, for the book of acts alone."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("It is kept in the book of acts, where officers read it."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NameAndReason(Reason):
    """The name as it should have been."""

    field_order = ("name_th", "name_en", "reason")
    name_th = forms.CharField(label=gettext_lazy("Name in Thai"), max_length=200, required=False)
    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=200, required=False)


class Deed(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]  # generic at run time only in stubs
    """A page that says what will happen, asks for what it takes, and does it."""

    template_name = "certificates/cms/deed.html"
    header_icon = "certificate"
    index_url_name = inspect_url_name = ""
    explanation: Any = ""
    button: Any = ""
    done: Any = ""
    irreversible = False

    @cached_property
    def certificate(self) -> Certificate:
        """The one in the address."""
        return get_object_or_404(Certificate, pk=self.kwargs["pk"])

    @property
    def officer(self) -> Person:
        """Who does it."""
        if not isinstance(self.request.user, Person):
            raise PermissionDenied
        return self.request.user

    def get_page_subtitle(self) -> str:
        """Which."""
        return self.certificate.serial

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Register, certificate, deed."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": _("Certificates")},
            {"url": self._back(), "label": self.certificate.serial},
            {"url": "", "label": str(self.page_title)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The words on the page."""
        language = "en" if get_language() == "en" else "th"
        return super().get_context_data(
            **kwargs,
            certificate=self.certificate,
            holder=self.certificate.facts.holder.in_language(language),
            course=self.certificate.facts.course.in_language(language),
            explanation=self.explanation,
            button=self.button,
            irreversible=self.irreversible,
            back=self._back(),
        )

    def form_valid(self, form: Any) -> HttpResponse:
        """Do it; a refusal is shown where it belongs."""
        try:
            certificate = self.act(form.cleaned_data)
        except Refusal as refusal:
            for field, faults in refusal.fields.items():
                form.add_error(field if field in form.fields else None, list(faults))
            if not refusal.fields:
                form.add_error(None, str(refusal.detail))
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return HttpResponseRedirect(reverse(self.inspect_url_name, args=[certificate.pk]))

    @property
    def told(self) -> dict[str, Any]:
        """By whom, from where and when."""
        return {"by": self.officer, "origin": origin_of(self.request), "at": timezone.now()}

    def act(self, data: dict[str, Any]) -> Certificate:
        """The deed; the certificate to show after it."""
        raise NotImplementedError

    def _back(self) -> str:
        return reverse(self.inspect_url_name, args=[self.certificate.pk])


class Revoke(Deed):
    """Ends a certificate for good."""

    permission_required = "issue"
    form_class = Reason
    page_title = gettext_lazy("Revoke the certificate")
    explanation = gettext_lazy(
        "The certificate will no longer count, from now on and for good. Its verification page will say that it is"
        " revoked, and why. The holder can no longer download it. This cannot be undone."
    )
    button = gettext_lazy("Revoke the certificate")
    done = gettext_lazy("The certificate is revoked.")
    irreversible = True

    def act(self, data: dict[str, Any]) -> Certificate:
        """Revoke."""
        return revoke(self.certificate, reason=data["reason"], **self.told)


class Suspend(Deed):
    """Takes a certificate out of force for the time being."""

    permission_required = "issue"
    form_class = Reason
    page_title = gettext_lazy("Suspend the certificate")
    explanation = gettext_lazy(
        "The certificate will not count until you put it back into force. Its verification page will say that it is"
        " suspended, and why. The holder cannot download it meanwhile."
    )
    button = gettext_lazy("Suspend the certificate")
    done = gettext_lazy("The certificate is suspended.")

    def act(self, data: dict[str, Any]) -> Certificate:
        """Suspend."""
        return suspend(self.certificate, reason=data["reason"], **self.told)


class Reinstate(Deed):
    """Puts a suspended certificate back into force."""

    permission_required = "issue"
    form_class = Grounds
    page_title = gettext_lazy("Put the certificate back into force")
    explanation = gettext_lazy("The certificate counts again from now on, as if it had never been suspended.")
    button = gettext_lazy("Put back into force")
    done = gettext_lazy("The certificate is back in force.")

    def act(self, data: dict[str, Any]) -> Certificate:
        """Reinstate."""
        return reinstate(self.certificate, reason=data["reason"], **self.told)


class Reissue(Deed):
    """Issues the certificate again under today's signing officer."""

    permission_required = "issue"
    form_class = Reason
    page_title = gettext_lazy("Issue the certificate anew")
    explanation = gettext_lazy(
        "A new certificate that says the same, under today's issuer and signing officer and a new serial number, takes"
        " the place of this one. The old one will no longer count; its verification page points to the new one."
    )
    button = gettext_lazy("Issue anew")
    done = gettext_lazy("The certificate is issued anew.")
    irreversible = True

    def act(self, data: dict[str, Any]) -> Certificate:
        """Supersede."""
        return reissue(self.certificate, reason=data["reason"], **self.told)


class Correct(Deed):
    """Issues the certificate again under the right name."""

    permission_required = "issue"
    form_class = NameAndReason
    page_title = gettext_lazy("Correct the name")
    explanation = gettext_lazy(
        "A new certificate with the name below takes the place of this one, under a new serial number, and the holder"
        " is told. The old one will no longer count; its verification page points to the new one."
    )
    button = gettext_lazy("Issue the corrected certificate")
    done = gettext_lazy("The corrected certificate is issued.")
    irreversible = True

    def get_initial(self) -> dict[str, Any]:
        """The name as the account has it now: it is usually right by now."""
        person, holder = self.certificate.person, self.certificate.facts.holder
        return {
            "name_th": person.certificate_name("th") or holder.th,
            "name_en": person.certificate_name("en") or holder.en,
        }

    def act(self, data: dict[str, Any]) -> Certificate:
        """Supersede."""
        name = Said(" ".join(data["name_th"].split()), " ".join(data["name_en"].split()))
        return correct_name(self.certificate, name, reason=data["reason"], **self.told)


class Repair(Deed):
    """Asks for the file again, now."""

    permission_required = "repair"
    form_class = forms.Form
    page_title = gettext_lazy("Produce the file again")
    explanation = gettext_lazy(
        "The certificate's file is asked for again at once. Do this when the trouble is out of the way; otherwise the"
        " academy tries by itself, at the latest after an hour. If the name cannot be printed, correct the name."
    )
    button = gettext_lazy("Produce the file again")
    done = gettext_lazy("The file has been asked for. Load this page again in a moment.")

    def act(self, data: dict[str, Any]) -> Certificate:
        """Queue."""
        repair(self.certificate, by=self.officer, origin=origin_of(self.request))
        return self.certificate
