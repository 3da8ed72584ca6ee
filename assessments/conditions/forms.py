"""What is filled in about a quiz's live conditions."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from academy.people.forms import AgencyChoice
from academy.people.models import Person
from assessments.models import Conditions, Override
from assessments.supervised import Quiz
from courses.models import Cohort, Course, Enrolment

MOMENTS = {"opens_at": AdminDateTimeInput, "closes_at": AdminDateTimeInput}


class ConditionsForm(forms.ModelForm[Conditions]):
    """For everyone."""

    class Meta:
        model = Conditions
        fields = ("opens_at", "closes_at", "grace", "wait_minutes", "password", "networks")
        widgets: ClassVar[dict[str, Any]] = {
            **MOMENTS,
            "password": forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
            "networks": forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        }


class PretestForm(forms.Form):
    """Which quiz of the same course was taken before this one."""

    def __init__(self, *args: Any, others: Sequence[Quiz], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("None")), *((str(quiz.unit.key), quiz.title) for quiz in others)]
        self.fields["pretest"] = forms.ChoiceField(label=_("Pre-test"), choices=choices, required=False)


class OverrideForm(forms.ModelForm[Override]):
    """For one person enrolled in the course, a cohort of it, or an agency; for whom is not changed later."""

    email = forms.EmailField(
        label=_("E-mail address of the person"), required=False, help_text=_("Somebody enrolled in the course.")
    )
    cohort = forms.ModelChoiceField(
        Cohort.objects.none(), label=_("or a cohort of the course"), required=False, empty_label=_("None")
    )
    agency = AgencyChoice(label=_("or an agency, with all below it"), empty_label=_("None"))

    class Meta:
        model = Override
        fields = ("email", "cohort", "agency", "opens_at", "closes_at", "minutes", "attempts", "reason")
        widgets = MOMENTS

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.course = course
        self.fields["cohort"].queryset = course.cohorts.all()  # type: ignore[attr-defined]  # a choice of models
        if self.instance.pk:
            del self.fields["email"], self.fields["cohort"], self.fields["agency"]

    def clean(self) -> dict[str, Any]:
        """Exactly one of person, cohort and agency, and only one exception for each."""
        found: dict[str, Any] = super().clean() or {}
        if self.instance.pk or self.errors:
            return found
        whom = {name: found[name] for name in ("email", "cohort", "agency") if found.get(name)}
        if len(whom) != 1:
            raise forms.ValidationError(_("Give either a person’s e-mail address, a cohort or an agency."))
        email = whom.pop("email", "")
        self.instance.person = self._person(email) if email else None
        others = Override.objects.filter(conditions=self.instance.conditions_id)
        if others.filter(**(whom or {"person": self.instance.person})).exists():
            raise forms.ValidationError(_("There is an exception for them already: change that one."))
        return found

    def _person(self, email: str) -> Person:
        enrolled = Enrolment.objects.filter(course=self.course, person__email__iexact=email)
        one = enrolled.exclude(state=Enrolment.State.WITHDRAWN).select_related("person").first()
        if one is None:
            raise forms.ValidationError({"email": _("Nobody with this address is enrolled in the course.")})
        return one.person
