"""The forms of the desk."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from academy.people.forms import AgencyChoice
from certificates.revoking import LONGEST_REASON
from courses.models import Cohort, Course
from courses.roster.forms import RosterList

STANDINGS = [
    ("open", _("completed, without a certificate")),
    ("issued", _("completed, with a certificate")),
    ("", _("all who completed")),
    ("studying", _("still studying")),
]


def day(label: Any) -> forms.DateField:
    """A day, chosen in the browser's own calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


class Narrow(forms.Form):
    """Which of a course's people to show."""

    q = forms.CharField(label=_("Name or e-mail address"), required=False, max_length=100)
    standing = forms.ChoiceField(label=_("Certificate"), choices=STANDINGS, required=False)
    cohort = forms.ModelChoiceField(Cohort.objects.none(), label=_("Cohort"), required=False, empty_label=_("All"))
    agency = AgencyChoice(label=_("Agency"), empty_label=_("All"))
    since = day(_("Completed from"))
    until = day(_("to"))

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cohort"].queryset = Cohort.objects.filter(course=course)  # type: ignore[attr-defined]


class Why(forms.Form):
    """A reason for the book of acts."""

    reason = forms.CharField(label=_("Reason"), max_length=LONGEST_REASON)


class CohortForm(forms.ModelForm[Cohort]):
    """A cohort's name and dates."""

    starts_on = day(_("From"))
    ends_on = day(_("To"))

    class Meta:
        model = Cohort
        fields: ClassVar[list[str]] = ["name_th", "name_en", "starts_on", "ends_on"]

    def clean(self) -> dict[str, Any]:
        """It ends after it starts."""
        data: dict[str, Any] = super().clean() or {}
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("It ends before it starts."))
        return data


class Members(RosterList):
    """The addresses of those who belong to a cohort."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = _("One e-mail address a line. They must be enrolled in the course.")
        self.fields["file"].help_text = _("One address a line; at most 1 MB.")
