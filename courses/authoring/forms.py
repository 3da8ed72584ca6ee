"""What authors fill in on the page of releases."""

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput


class ReleaseForm(forms.Form):
    """A release now, with a note for those who read the list later."""

    note = forms.CharField(label=_("What is new, in a line"), max_length=300, required=False)


class PlanForm(forms.Form):
    """A release at a set time."""

    at = forms.DateTimeField(label=_("Release at"), widget=AdminDateTimeInput)
    plan_note = forms.CharField(label=_("What is new, in a line"), max_length=300, required=False)

    def clean_at(self) -> datetime:
        """A moment to come."""
        at: datetime = self.cleaned_data["at"]
        if at <= timezone.now():
            raise ValidationError(_("Give a time to come."))
        return at
