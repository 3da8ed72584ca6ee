"""The form of a mark: by criterion a level or points, words to the learner and to colleagues, why it is corrected."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments import numerals, richtext
from assessments.handmarking.judging import LONGEST_COMMENT, LONGEST_NOTE, Given
from assessments.kinds import rubrics
from assessments.kinds.rubrics import Criterion
from assessments.kinds.texts import say


class MarkForm(forms.Form):
    """For one answer. `corrects`: it was marked before, and a reason is asked for instead of a note."""

    comment = forms.CharField(
        label=_("To the learner"),
        required=False,
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Shown with the result: what is good, and what would make it better."),
    )
    note = forms.CharField(
        label=_("To colleagues"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Learners never see it."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kept with the decision, for those who ask later. Learners do not see it."),
    )

    def __init__(
        self, *arguments: Any, rubric: Sequence[Criterion], language: str, corrects: bool = False, **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        self.rubric, self.language = rubric, language
        del self.fields["note" if corrects else "reason"]
        made = {_name(one): self._field(one) for one in rubric}
        self.fields = {**made, **self.fields}

    @property
    def criteria(self) -> Iterator[forms.BoundField]:
        """The fields of the criteria, for the template."""
        for one in self.rubric:
            yield self[_name(one)]

    @property
    def others(self) -> Iterator[forms.BoundField]:
        """The fields behind them."""
        for name in ("comment", "note", "reason"):
            if name in self.fields:
                yield self[name]

    def given(self) -> Given:
        """What judging takes; called once the form is valid."""
        said = self.cleaned_data
        mark = {one.id: said[_name(one)] for one in self.rubric}
        return Given(mark, said["comment"], said.get("note", ""))

    def _field(self, one: Criterion) -> forms.Field:
        words = richtext.plain(say(one.text, self.language)) or gettext("Points given")
        label = gettext("%(criterion)s (up to %(points)s points)") % {
            "criterion": words,
            "points": numerals.write(one.points),
        }
        if one.levels:
            choices = [
                (level.id, f"{numerals.write(level.points)} · {richtext.plain(say(level.text, self.language))}")
                for level in one.levels
            ]
            return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)
        return PointsField(one, label=label)


class PointsField(forms.CharField):
    """Points from 0 up to what the criterion gives, in quarters; Arabic or Thai digits."""

    def __init__(self, criterion: Criterion, **named: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=10, widget=widget, **named)
        self.criterion = criterion

    def clean(self, value: Any) -> str:
        """As plain text."""
        said = str(super().clean(value))
        try:
            return rubrics.sound([self.criterion], {self.criterion.id: said})[self.criterion.id]["points"]
        except rubrics.UnfitMarkError as error:
            words = _("Write a number from 0 to %(most)s, in steps of a quarter.")
            most = numerals.write(self.criterion.points)
            raise forms.ValidationError(words, params={"most": most}, code="unfit_mark") from error


def filled(mark: Mapping[str, Mapping[str, str]], comment: str) -> dict[str, str]:
    """What stands in the form for a mark that is there."""
    values = {f"criterion-{name}": one["level"] or one["points"] for name, one in mark.items()}
    return {**values, "comment": comment}


def _name(one: Criterion) -> str:
    return f"criterion-{one.id}"
