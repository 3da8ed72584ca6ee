"""The forms of the desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.bulk.deeds import named
from certificates.models import Act
from certificates.revoking import LONGEST_REASON


class DeedOnMany(forms.Form):
    """What to do with those chosen, and why."""

    deed = forms.ChoiceField(label=_("Choose what is to be done"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_(
            "For a certificate that then no longer counts, anyone who verifies it reads this. Do not write personal"
            " data here."
        ),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deed"].choices = [(one.name, one.label) for one in named("certificates.")]  # type: ignore[attr-defined]


class ActsSought(forms.Form):
    """Which acts to show."""

    q = forms.CharField(label=_("Serial number, or address of the officer or holder"), required=False, max_length=100)
    deed = forms.ChoiceField(label=_("Deed"), required=False)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deed"].choices = [("", _("All")), *Act.Deed.choices]  # type: ignore[attr-defined]
