"""The form of a regrade: what is done with the question, by which key or version, and why."""

import json
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments import kinds, numerals, richtext
from assessments.models import QuestionVersion, Regrade
from assessments.regrading import amendments

POLICIES = {
    Regrade.Policy.REKEY: _("Another key: mark the answers again by what is right after all"),
    Regrade.Policy.DROP: _("Drop it: the question counts for nothing, and fewer points can be reached"),
    Regrade.Policy.FULL: _("Full marks: everybody who had the question gets all its points"),
    Regrade.Policy.VERSION: _("Another version: mark the answers again by another version of the question"),
}


class RegradeForm(forms.Form):
    """Only what the question's kind can be given: another key where it has one, versions with the same parts."""

    policy = forms.ChoiceField(label=_("What is done with the question"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept with the decision, for those who ask later. Learners do not see it."),
    )

    def __init__(self, *arguments: Any, version: QuestionVersion, now: Regrade | None, **named: Any) -> None:
        """For a version, with the decision `now` in force about it, whose key is filled in."""
        super().__init__(*arguments, **named)
        self.version, self.content = version, now.content if now else version.content
        self.key = amendments.key_of(self.content)
        same = [
            one
            for one in version.question.versions.filter(kind=version.kind)
            if amendments.same_shape(one.content, version.content)
            # What people gave was given by one wording; to mark by that again puts their marks back in force.
            and (one == version or not kinds.of(version.kind).by_people)
        ]
        self.versions = {str(one.pk): one for one in same}
        offered = [policy for policy in POLICIES if self.key is not None or policy != Regrade.Policy.REKEY]
        self.fields["policy"].choices = [(policy.value, POLICIES[policy]) for policy in offered]  # type: ignore[attr-defined]  # a ChoiceField
        self._add_key()
        self.fields["by_version"] = forms.ChoiceField(
            label=_("Version to mark by"),
            required=False,
            choices=[(pk, _named(one)) for pk, one in self.versions.items()],
        )

    @property
    def key_fields(self) -> list[forms.BoundField]:
        """The fields of the key, for the template."""
        return [self[name] for name in ("options", "truth", "answer", "tolerance") if name in self.fields]

    def proposal(self) -> dict[str, Any]:
        """What deciding.proposed takes, besides quiz and version; called once the form is valid."""
        said = self.cleaned_data
        policy = said["policy"]
        how: dict[str, Any] = {"policy": policy}
        if policy == Regrade.Policy.REKEY:
            how["key"] = self._key()
        if policy == Regrade.Policy.VERSION:
            how["by_version"] = self.versions.get(said["by_version"])
        return how

    def fingerprint(self) -> str:
        """The choice in one word: what is carried out must be what was looked at."""
        how = self.proposal()
        version = how.pop("by_version", None)
        return json.dumps({**how, "version": version.pk if version else None}, sort_keys=True)

    def clean(self) -> dict[str, Any]:
        """A number may be typed as learners type it."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("policy") == Regrade.Policy.REKEY:
            for name in {"answer", "tolerance"} & set(self.fields):
                number = numerals.parse(said.get(name) or "")
                if number is None:
                    self.add_error(name, _("Write a number."))
                else:
                    said[name] = numerals.write(number)
        return said

    def _add_key(self) -> None:
        if isinstance(self.key, list):
            choices = [(one["id"], _words(one)) for one in amendments.options(self.content)]
            self.fields["options"] = forms.MultipleChoiceField(
                label=_("What is right"), required=False, choices=choices, initial=self.key,
                widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip
        elif isinstance(self.key, bool):
            self.fields["truth"] = forms.ChoiceField(
                label=_("What is right"), required=False, choices=[("true", _("True")), ("false", _("False"))],
                initial="true" if self.key else "false", widget=forms.RadioSelect,
            )  # fmt: skip
        elif isinstance(self.key, dict):
            self.fields["answer"] = forms.CharField(
                label=_("Right answer"), required=False, initial=self.key["answer"], max_length=numerals.LONGEST
            )
            self.fields["tolerance"] = forms.CharField(
                label=_("Tolerance"), required=False, initial=self.key["tolerance"], max_length=numerals.LONGEST
            )

    def _key(self) -> Any:
        said = self.cleaned_data
        if isinstance(self.key, list):
            return said["options"]
        if isinstance(self.key, bool):
            return said["truth"] == "true"
        return {"answer": said["answer"], "tolerance": said["tolerance"]}


def _words(option: Any) -> str:
    texts = option.get("text") or option.get("label") or {}
    text = texts.get(get_language() or "th") or texts.get("th") or texts.get("en") or ""
    return richtext.plain(text) or str(option["id"])


def _named(version: QuestionVersion) -> str:
    return f"{version.number}: {version.summary()}"
