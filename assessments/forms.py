"""The editor of a question, in the instructor's words: Thai and English side by side, for one kind at a time."""

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.rich_text import get_rich_text_editor_widget

from academy.people.models import Person
from assessments import fields, kinds, picturing
from assessments.authoring import save_question
from assessments.checking import check
from assessments.kinds import parts
from assessments.kinds.checks import SAYS, free
from assessments.kinds.texts import LANGUAGES
from assessments.models import Question, QuestionVersion

FEATURES = ["bold", "ol", "ul", "superscript", "subscript", "code"]
# What the editor would lose is shown as it is written.
BEYOND_EDITOR = re.compile(r"<(?:table|pre|blockquote|h[34]|img)\b")


class QuestionForm(forms.ModelForm[Question]):
    """Reads a question's content into fields and back; `keep` hands it to the one deed that writes the bank."""

    kind = forms.ChoiceField(label=_("Kind of question"), choices=QuestionVersion.Kind.choices)

    class Meta:
        model = Question
        fields: ClassVar[list[str]] = ["category", "status", "area", "level", "source"]

    def __init__(self, *args: Any, kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        version = self.instance.current if self.instance.pk else None
        self._held: dict[str, Any] = version.content if version else {}
        posted = self.data.get("kind", "") if self.is_bound else kind
        self.edited = kinds.KINDS.get(version.kind if version else posted) or kinds.of("single")
        self._offer_kinds(posted)
        for language in LANGUAGES:
            self._add_texts(language, self._held)
        most = {part.name: part.most for part in self.edited.editor if isinstance(part, parts.Rows)}
        for part in self.edited.editor:
            for name, one in self._places(part):
                self.fields.update(fields.make(one, name, most))
            if isinstance(part, parts.Rows):
                self.fields.update(fields.ids(part))
        if version:
            self._fill(version)

    def clean(self) -> dict[str, Any]:
        """Check the whole question; each fault is said at its own field."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if kind := cleaned.get("kind"):
            for where, code in check(kind, self.content()).faults.items():
                name, says = self._field_of(where), str(SAYS[code])
                if name in self.fields:
                    self.add_error(name, forms.ValidationError(says, code=code))
                else:
                    label = next((part.label for part in self.edited.editor if part.name == where), where)
                    self.add_error(None, forms.ValidationError(f"{label}: {says}", code=code))
        return cleaned

    def content(self) -> dict[str, Any]:
        """What was filled in, in the shape documented at QuestionVersion."""
        said = self.cleaned_data
        content: dict[str, Any] = {
            name: {language: said.get(f"{name}_{language}") or "" for language in LANGUAGES}
            for name in ("stem", "feedback")
        }
        for part in self.edited.editor:
            content[part.name] = (
                self._rows(part)
                if isinstance(part, parts.Rows)
                else fields.read(part, part.name, said, self._held.get(part.name))
            )
        return content

    def keep(self, by: Person) -> Question:
        """Write the question; called once the form is valid."""
        return save_question(
            self.cleaned_data["category"],
            self.cleaned_data["kind"],
            self.content(),
            key=self.instance.key,
            status=self.cleaned_data["status"],
            tags={name: self.cleaned_data[name] for name in ("area", "level", "source")},
            by=by,
        )

    @property
    def texts(self) -> Iterator[list[forms.BoundField]]:
        """Stem and feedback, each in Thai and English, for the template."""
        for name in ("stem", "feedback"):
            yield [self[f"{name}_{language}"] for language in LANGUAGES]

    @property
    def body(self) -> Iterator[dict[str, Any]]:
        """What the kind needs, for the template: {"fields"}, or {"rows", "list": [{"number", "id", "groups"}]}."""
        for part in self.edited.editor:
            if not isinstance(part, parts.Rows):
                yield {"fields": self._bound(part, part.name)}
                continue
            listed = [
                {
                    "number": row + 1,
                    "id": self[f"{part.row}_{row}_id"],
                    "groups": [self._bound(one, f"{part.row}_{row}_{one.name}") for one in part.fields],
                }
                for row in range(part.most)
            ]
            yield {"rows": part, "list": listed}

    @property
    def drawing(self) -> dict[str, str] | None:
        """For kinds whose areas are drawn on a picture: the one that is kept, {"image", "address"}, perhaps empty."""
        if not any(isinstance(part, parts.Image) for part in self.edited.editor):
            return None
        return picturing.kept(self._held.get("image", ""))

    def _offer_kinds(self, posted: str) -> None:
        """A question may become another kind with the very same parts, one choice or several; no other."""
        related = {name for name, kind in kinds.KINDS.items() if kind.editor is self.edited.editor}
        self.fields["kind"].choices = [one for one in QuestionVersion.Kind.choices if one[0] in related]  # type: ignore[attr-defined]  # a ChoiceField
        self.initial["kind"] = posted or self.edited.name
        if len(related) == 1:
            self.fields["kind"].widget = forms.HiddenInput()

    def _add_texts(self, language: str, content: dict[str, Any]) -> None:
        for name, label in (("stem", _("Question")), ("feedback", _("Why: shown with the right answers"))):
            beyond = BEYOND_EDITOR.search(content.get(name, {}).get(language, ""))
            widget = forms.Textarea(attrs={"rows": 6}) if beyond else get_rich_text_editor_widget(features=FEATURES)
            self.fields[f"{name}_{language}"] = forms.CharField(
                label=fields.in_language(label, language), required=False, widget=widget
            )

    def _places(self, part: parts.Part) -> Iterator[tuple[str, parts.Field]]:
        """The names of the fields of a part, row by row; texts carry a language behind it."""
        if not isinstance(part, parts.Rows):
            yield part.name, part
            return
        for row in range(part.most):
            for one in part.fields:
                yield f"{part.row}_{row}_{one.name}", one

    def _bound(self, part: parts.Field, name: str) -> list[forms.BoundField]:
        if isinstance(part, parts.Options):
            return [self[f"{name}_{suffix}"] for suffix in (*LANGUAGES, "ids")]
        if isinstance(part, parts.Said | parts.Levels):
            return [self[f"{name}_{language}"] for language in LANGUAGES]
        return [self[name]]

    def _fill(self, version: QuestionVersion) -> None:
        content, initial = version.content, self.initial
        initial["kind"] = version.kind
        for name in ("stem", "feedback"):
            for language in LANGUAGES:
                initial[f"{name}_{language}"] = content[name].get(language, "")
        for part in self.edited.editor:
            if not isinstance(part, parts.Rows):
                initial.update(fields.show(part, part.name, content.get(part.name)))
                continue
            for row, held in enumerate(content.get(part.name, ())):
                initial[f"{part.row}_{row}_id"] = held.get("id", "")
                for one in part.fields:
                    value = held.get(one.name)
                    if isinstance(one, parts.PickRow):
                        value = [other["id"] for other in content[one.of]].index(value)
                    initial.update(fields.show(one, f"{part.row}_{row}_{one.name}", value))

    def _in_use(self, part: parts.Rows) -> list[int]:
        """The rows in use; an empty row between others is passed over."""
        said = self.cleaned_data
        return [
            row
            for row in range(part.most)
            if any(fields.filled(one, f"{part.row}_{row}_{one.name}", said) for one in part.fields)
        ]

    def _rows(self, part: parts.Rows) -> list[dict[str, Any]]:
        said = self.cleaned_data
        # A list without ids has got the same letters, row by row, as `_ids` gives them.
        held = {
            one.get("id") or letter: one for one, letter in zip(self._held.get(part.name, ()), free(()), strict=False)
        }
        made: list[dict[str, Any]] = []
        for row, name in self._ids(part).items():
            made.append({"id": name})
            for one in part.fields:
                value = fields.read(one, f"{part.row}_{row}_{one.name}", said, held.get(name, {}).get(one.name))
                if isinstance(one, parts.PickRow):
                    value = self._ids(self._list(one.of)).get(int(value)) if value else None
                made[-1][one.name] = value
        return made

    def _list(self, name: str) -> parts.Rows:
        return next(part for part in self.edited.editor if isinstance(part, parts.Rows) and part.name == name)

    def _ids(self, part: parts.Rows) -> dict[int, str]:
        """The id of each row in use: the one it had, or the next letter that is free in all lists of the question."""
        lists = [one for one in self.edited.editor if isinstance(one, parts.Rows)]
        held = {
            (one.row, row): self.cleaned_data.get(f"{one.row}_{row}_id") or ""
            for one in lists
            for row in self._in_use(one)
        }
        spare = free(set(held.values()))
        named = {place: name or next(spare) for place, name in held.items()}
        return {row: name for (kind, row), name in named.items() if kind == part.row}

    def _field_of(self, where: str) -> str:
        """The form's field for a place in the content; an empty text is said at its Thai field."""
        name, *rest = where.split(".")
        part = next((one for one in self.edited.editor if one.name == name), None)
        if isinstance(part, parts.Rows) and rest:
            name = f"{part.row}_{self._in_use(part)[int(rest[0])]}"
            one = next((one for one in part.fields if rest[1:] and one.name == rest[1]), part.fields[0])
            name, part, rest = f"{name}_{one.name}", one, rest[2:]
        if isinstance(part, parts.Said | parts.Options | parts.Levels) or name in {"stem", "feedback"}:
            return f"{name}_{rest[-1] if rest and rest[-1] in LANGUAGES else LANGUAGES[0]}"
        return name
