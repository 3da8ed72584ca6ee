"""The editor of a question, in the instructor's words: Thai and English side by side, for the four kinds."""

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.rich_text import get_rich_text_editor_widget

from academy.people.models import Person
from assessments import richtext
from assessments.authoring import save_question
from assessments.checking import MOST_CHOICES, SAYS, check
from assessments.faces import LANGUAGES
from assessments.models import Question, QuestionVersion

FEATURES = ["bold", "ol", "ul", "superscript", "subscript", "code"]
# What the editor would lose is shown as it is written.
BEYOND_EDITOR = re.compile(r"<(?:table|pre|blockquote|h[34]|img)\b")
NAMES = {"th": _("Thai"), "en": _("English")}


class QuestionForm(forms.ModelForm[Question]):
    """Reads a question's content into fields and back; `keep` hands it to the one deed that writes the bank."""

    kind = forms.ChoiceField(label=_("Kind of question"), choices=QuestionVersion.Kind.choices)
    shuffle = forms.BooleanField(
        label=_("Show the choices in a different order to each learner"), required=False, initial=True
    )
    right = forms.TypedChoiceField(
        label=_("The statement is"),
        choices=[("true", _("True")), ("false", _("False"))],
        coerce=lambda said: said == "true",
        widget=forms.RadioSelect,
        required=False,
        empty_value=None,
    )
    answer = forms.CharField(label=_("Right answer, a number"), required=False, max_length=40)
    tolerance = forms.CharField(
        label=_("Tolerance"),
        required=False,
        max_length=40,
        initial="0",
        help_text=_("How far an answer may be off and still be right, for example 0.5."),
    )

    class Meta:
        model = Question
        fields: ClassVar[list[str]] = ["category", "status"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        version = self.instance.current if self.instance.pk else None
        content = version.content if version else {}
        self.rows = MOST_CHOICES
        for language in LANGUAGES:
            self._add_texts(language, content)
            for row in range(self.rows):
                self._add_choice(row, language)
        for row in range(self.rows):
            self.fields[f"choice_{row}_id"] = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
            self.fields[f"choice_{row}_correct"] = forms.BooleanField(label=_("Correct"), required=False)
        if version:
            self._fill(version)

    def clean(self) -> dict[str, Any]:
        """Check the whole question; each fault is said at its own field."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if kind := cleaned.get("kind"):
            for where, code in check(kind, self.content()).faults.items():
                name = self._field_of(where)
                self.add_error(name if name in self.fields else None, forms.ValidationError(str(SAYS[code]), code=code))
        return cleaned

    def content(self) -> dict[str, Any]:
        """What was filled in, in the shape documented at QuestionVersion."""
        said, kind = self.cleaned_data, self.cleaned_data.get("kind", "")
        content: dict[str, Any] = {name: self._texts(name) for name in ("stem", "feedback")}
        if kind in {"single", "multiple"}:
            content |= {"shuffle": said.get("shuffle"), "choices": [self._choice(row) for row in self._filled()]}
        elif kind == "truefalse":
            content["answer"] = said.get("right")
        else:
            content |= {"answer": said.get("answer"), "tolerance": said.get("tolerance") or "0"}
            content["unit"] = self._texts("unit", plain=True)
        return content

    def keep(self, by: Person) -> Question:
        """Write the question; called once the form is valid."""
        return save_question(
            self.cleaned_data["category"],
            self.cleaned_data["kind"],
            self.content(),
            key=self.instance.key,
            status=self.cleaned_data["status"],
            by=by,
        )

    @property
    def texts(self) -> Iterator[list[forms.BoundField]]:
        """Stem and feedback, each in Thai and English, for the template."""
        for name in ("stem", "feedback"):
            yield [self[f"{name}_{language}"] for language in LANGUAGES]

    @property
    def units(self) -> list[forms.BoundField]:
        """The unit in Thai and English."""
        return [self[f"unit_{language}"] for language in LANGUAGES]

    @property
    def choices(self) -> Iterator[dict[str, Any]]:
        """The rows of choices, for the template."""
        for row in range(self.rows):
            yield {
                "number": row + 1,
                "id": self[f"choice_{row}_id"],
                "correct": self[f"choice_{row}_correct"],
                "texts": [self[f"choice_{row}_text_{language}"] for language in LANGUAGES],
                "feedback": [self[f"choice_{row}_feedback_{language}"] for language in LANGUAGES],
            }

    def _add_texts(self, language: str, content: dict[str, Any]) -> None:
        for name, label in (("stem", _("Question")), ("feedback", _("Why: shown with the right answers"))):
            beyond = BEYOND_EDITOR.search(content.get(name, {}).get(language, ""))
            widget = forms.Textarea(attrs={"rows": 6}) if beyond else get_rich_text_editor_widget(features=FEATURES)
            self.fields[f"{name}_{language}"] = forms.CharField(
                label=_in(label, language), required=False, widget=widget
            )
        self.fields[f"unit_{language}"] = forms.CharField(
            label=_in(_("Unit of measure"), language), required=False, max_length=100
        )

    def _add_choice(self, row: int, language: str) -> None:
        for name, label in (("text", _("Choice")), ("feedback", _("Why, when chosen"))):
            self.fields[f"choice_{row}_{name}_{language}"] = forms.CharField(
                label=_in(label, language),
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2 if name == "text" else 1, "lang": language}),
            )

    def _fill(self, version: QuestionVersion) -> None:
        content, initial = version.content, self.initial
        initial["kind"], initial["shuffle"] = version.kind, content.get("shuffle", True)
        initial["tolerance"] = content.get("tolerance", "0")
        if version.kind == "truefalse":
            initial["right"] = "true" if content["answer"] else "false"
        elif version.kind == "number":
            initial["answer"] = content["answer"]
        for language in LANGUAGES:
            for name in ("stem", "feedback"):
                initial[f"{name}_{language}"] = content[name].get(language, "")
            initial[f"unit_{language}"] = richtext.to_text(content.get("unit", {}).get(language, ""))
        for row, choice in enumerate(content.get("choices", ())):
            initial[f"choice_{row}_id"], initial[f"choice_{row}_correct"] = choice["id"], choice["correct"]
            for language in LANGUAGES:
                for name in ("text", "feedback"):
                    initial[f"choice_{row}_{name}_{language}"] = richtext.to_text(choice[name].get(language, ""))

    def _texts(self, name: str, *, plain: bool = False) -> dict[str, str]:
        said = {language: self.cleaned_data.get(f"{name}_{language}") or "" for language in LANGUAGES}
        return {language: richtext.from_text(text) for language, text in said.items()} if plain else said

    def _filled(self) -> list[int]:
        """The rows in use; an empty row between others is passed over."""
        names = [f"{name}_{language}" for name in ("text", "feedback") for language in LANGUAGES]
        return [
            row
            for row in range(self.rows)
            if self.cleaned_data.get(f"choice_{row}_correct")
            or any(self.cleaned_data.get(f"choice_{row}_{name}") for name in names)
        ]

    def _choice(self, row: int) -> dict[str, Any]:
        return {
            "id": self.cleaned_data.get(f"choice_{row}_id"),
            "correct": self.cleaned_data.get(f"choice_{row}_correct"),
            "text": self._texts(f"choice_{row}_text", plain=True),
            "feedback": self._texts(f"choice_{row}_feedback", plain=True),
        }

    def _field_of(self, where: str) -> str:
        """The form's field for a place in the content; an empty text is said at its Thai field."""
        kind = self.cleaned_data["kind"]
        parts = where.split(".")
        if parts == ["answer"]:
            return "right" if kind == "truefalse" else "answer"
        if parts[0] == "choices" and len(parts) > 1:
            row = self._filled()[int(parts[1])]
            return f"choice_{row}_{parts[2]}_{parts[3] if len(parts) > 3 else 'th'}"
        if parts[0] in {"stem", "feedback", "unit"}:
            return f"{parts[0]}_{parts[1] if len(parts) > 1 else 'th'}"
        return where


def _in(label: Any, language: str) -> Any:
    return format_lazy("{} ({})", label, NAMES[language])
