"""The forms of the rosters."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from academy.errors import Refusal
from courses.importing import decoded
from courses.models import Enrolment

STATES = [("", _("everyone")), *Enrolment.State.choices, ("overdue", _("overdue"))]


class RosterFilter(forms.Form):
    """Which of a course's people to show."""

    q = forms.CharField(label=_("Name or e-mail address"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)


class FindPerson(forms.Form):
    """Looking for somebody to enrol."""

    q = forms.CharField(label=_("Name or e-mail address"), min_length=2, max_length=100)


class EnrolPerson(forms.Form):
    """Somebody found, with the day by which they should be done."""

    person = forms.IntegerField()
    due_on = forms.DateField(
        label=_("Due"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class Reason(forms.Form):
    """Why somebody is withdrawn."""

    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("Kept in the audit log."))


class RosterList(forms.Form):
    """A list typed, pasted or uploaded."""

    text = forms.CharField(
        label=_("E-mail addresses"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_(
            "One person a line: the e-mail address, and if you like a comma and the due date, such as 2026-12-31 or "
            "31/12/2569."
        ),
    )
    file = forms.FileField(
        label=_("or a CSV file"),
        required=False,
        help_text=_("Saved from Excel as CSV; at most 1 MB. A first line with headings is understood."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
    )

    def clean_file(self) -> str:
        """The text of the file, empty without one."""
        upload = self.cleaned_data["file"]
        if not upload:
            return ""
        if upload.size > 1_000_000:
            raise forms.ValidationError(_("The file is larger than 1 MB: split it."))
        try:
            return decoded(upload.read())
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal.detail)) from refusal

    def clean(self) -> dict[str, Any]:
        """The file counts before what was typed."""
        found: dict[str, Any] = super().clean() or {}
        found["list"] = found.get("file") or found.get("text", "")
        if not self.errors and not found["list"].strip():
            raise forms.ValidationError(_("Write or paste the addresses, or choose a file."))
        return found
