"""The CMS's form of an application."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from academy.api import registering
from academy.api.models import Application
from academy.api.scopes import OF_PROGRAMS, SCOPES
from academy.errors import Refusal


class ApplicationForm(WagtailAdminModelForm):
    """An application: its name, whom it acts for or where it leads people back to, and what it may ask for."""

    email = forms.EmailField(
        label=_("Acts by itself, for the account"),
        required=False,
        help_text=_(
            "The e-mail address of one account. The program may then do without further consent what this account may, "
            "so give it an account of its own. Leave this empty where people agree themselves."
        ),
    )
    addresses = forms.CharField(
        label=_("Leads people back to"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("The https addresses to which the program takes people back after they agreed, one a line."),
    )
    public = forms.BooleanField(
        label=_("Runs on people's own machines"),
        required=False,
        help_text=_("A program on telephones or in browsers can keep no secret: it gets none."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("May ask for"),
        choices=list(SCOPES.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("At most this; a token never gives more than the person may do themselves."),
    )

    class Meta:
        model = Application
        fields: ClassVar[list[str]] = ["name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].label = _("Name")
        self.fields["name"].help_text = _("As people read it when they are asked for their consent.")
        if self.instance.pk:
            # Whom it acts for is settled: another is another application.
            del self.fields["email"], self.fields["public"]
            self.initial |= {
                "scopes": self.instance.scopes,
                "addresses": self.instance.redirect_uris.replace(" ", "\n"),
            }
            if self.instance.by_itself:
                del self.fields["addresses"]

    def clean_email(self) -> Any:
        """The person; None for an application that asks for consent."""
        email = self.cleaned_data["email"]
        try:
            return registering.acting(email, by=self.for_user) if email else None
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal.detail)) from refusal

    def clean_addresses(self) -> list[str]:
        return str(self.cleaned_data["addresses"]).split()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        by_itself = self.instance.by_itself if self.instance.pk else bool(data.get("email"))
        if by_itself and not set(data.get("scopes", OF_PROGRAMS)) <= set(OF_PROGRAMS):
            self.add_error("scopes", _("A program that acts by itself takes no tests and reads no attempts."))
        if "addresses" in data and not by_itself and "email" not in self.errors:
            try:
                registering.sound(data["addresses"])
            except Refusal as refusal:
                self.add_error("addresses", str(refusal.detail))
        return data
