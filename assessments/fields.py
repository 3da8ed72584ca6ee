"""Form fields for what a kind's editor says (assessments.kinds.parts): making, filling and reading them."""

from collections.abc import Mapping
from string import ascii_lowercase
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model
from wagtail.images.widgets import AdminImageChooser

from assessments import lines, richtext
from assessments.kinds import parts
from assessments.kinds.texts import LANGUAGES

NAMES = {"th": _("Thai"), "en": _("English")}
Cleaned = Mapping[str, Any]


def in_language(label: Any, language: str) -> Any:
    """The label with the language behind it."""
    return format_lazy("{} ({})", label, NAMES[language])


def make(part: parts.Field, name: str, most: Mapping[str, int]) -> dict[str, forms.Field]:
    """The fields of a part, by name; the texts have one a language. `most`: how many rows each list has room for."""
    match part:
        case parts.Said():
            return {
                f"{name}_{language}": forms.CharField(
                    label=in_language(part.label, language),
                    required=False,
                    max_length=2000,
                    widget=forms.Textarea(attrs={"rows": part.rows, "lang": language}),
                )
                for language in LANGUAGES
            }
        case parts.Flag():
            return {name: forms.BooleanField(label=part.label, required=False, initial=part.initial)}
        case parts.Pick():
            values = {_token(value): value for value, _label in part.options}
            return {
                name: forms.TypedChoiceField(
                    label=part.label,
                    choices=[(_token(value), label) for value, label in part.options],
                    coerce=values.__getitem__,
                    widget=forms.RadioSelect if part.radios else forms.Select,
                    required=False,
                    empty_value=None,
                    initial=_token(part.initial),
                )
            }
        case parts.Picks():
            return {
                name: forms.MultipleChoiceField(
                    label=part.label,
                    choices=part.options,
                    initial=part.initial,
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                )
            }
        case parts.PickRow():
            numbers = [(str(row), str(row + 1)) for row in range(most[part.of])]
            return {name: forms.ChoiceField(label=part.label, choices=[("", "–"), *numbers], required=False)}
        case parts.Numbers():
            return {name: forms.CharField(label=part.label, required=False, max_length=400, help_text=part.help)}
        case parts.Forms():
            area = forms.Textarea(attrs={"rows": 2})
            return {
                name: forms.CharField(
                    label=part.label, required=False, max_length=2000, help_text=part.help, widget=area
                )
            }
        case parts.Options():
            boxes = {
                f"{name}_{language}": forms.CharField(
                    label=in_language(part.label, language),
                    required=False,
                    max_length=4000,
                    help_text=part.help,
                    widget=forms.Textarea(attrs={"rows": 3, "lang": language}),
                )
                for language in LANGUAGES
            }
            return {**boxes, f"{name}_ids": forms.CharField(required=False, widget=forms.HiddenInput)}
        case parts.Levels():
            return {
                f"{name}_{language}": forms.CharField(
                    label=in_language(part.label, language),
                    required=False,
                    max_length=4000,
                    help_text=part.help,
                    widget=forms.Textarea(attrs={"rows": 4, "lang": language}),
                )
                for language in LANGUAGES
            }
        case parts.Image():
            images = get_image_model().objects.all()
            return {
                name: forms.ModelChoiceField(
                    images, label=part.label, required=False, widget=AdminImageChooser, help_text=part.help
                )
            }
        case parts.Line():
            return {
                name: forms.CharField(
                    label=part.label,
                    required=False,
                    max_length=part.longest,
                    initial=part.initial,
                    help_text=part.help,
                    widget=forms.TextInput(attrs={"data-first": part.initial}),
                )
            }


def ids(part: parts.Rows) -> dict[str, forms.Field]:
    """The fields for the ids of the rows: hidden, or marks with a letter to begin with."""
    return {
        f"{part.row}_{row}_id": forms.CharField(
            label=part.mark,
            required=False,
            max_length=40,
            initial=ascii_lowercase[row] if part.mark else "",
            widget=forms.TextInput(attrs={"data-first": ascii_lowercase[row]}) if part.mark else forms.HiddenInput,
        )
        for row in range(part.most)
    }


def show(part: parts.Field, name: str, value: Any) -> dict[str, Any]:
    """What stands in the fields of a part that holds this."""
    match part:
        case parts.Said():
            return {f"{name}_{language}": richtext.to_text((value or {}).get(language, "")) for language in LANGUAGES}
        case parts.Pick():
            return {name: _token(value)}
        case parts.Numbers():
            return {name: " ".join(map(str, value or ()))}
        case parts.Forms():
            return {name: "\n".join(map(lines.form, value or ()))}
        case parts.Options():
            shown = {f"{name}_{language}": lines.options(value or (), language) for language in LANGUAGES}
            return {**shown, f"{name}_ids": " ".join(one["id"] for one in value or ())}
        case parts.Levels():
            return {f"{name}_{language}": lines.levels(value or (), language) for language in LANGUAGES}
        case parts.Image():
            return {name: value or None}
        case _:
            return {name: value}


def read(part: parts.Field, name: str, cleaned: Cleaned, held: Any = None) -> Any:
    """What the fields of a part were filled with, as the content holds it; `held` is what it holds now, if anything."""
    match part:
        case parts.Said():
            now = held or {}
            return {
                language: richtext.kept(cleaned.get(f"{name}_{language}") or "", now.get(language, ""))
                for language in LANGUAGES
            }
        case parts.Line():
            return cleaned.get(name) or part.initial
        case parts.Numbers():
            return lines.read_numbers(cleaned.get(name) or "")
        case parts.Forms():
            return lines.read_forms(cleaned.get(name) or "")
        case parts.Options():
            typed = {language: cleaned.get(f"{name}_{language}") or "" for language in LANGUAGES}
            return lines.read_options(typed, (cleaned.get(f"{name}_ids") or "").split(), held or ())
        case parts.Levels():
            typed = {language: cleaned.get(f"{name}_{language}") or "" for language in LANGUAGES}
            return lines.read_levels(typed, held or ())
        case parts.Image():
            return str(image.pk) if (image := cleaned.get(name)) else ""
        case _:
            return cleaned.get(name)


def filled(part: parts.Field, name: str, cleaned: Cleaned) -> bool:
    """Whether somebody put something there; a value that is there from the start does not count."""
    match part:
        case parts.Pick() | parts.PickRow():
            return False
        case parts.Flag():
            return bool(cleaned.get(name)) and not part.initial
        case parts.Line():
            return (cleaned.get(name) or part.initial) != part.initial
        case _:
            value = read(part, name, cleaned)
            return any(value.values()) if isinstance(value, dict) else bool(value)


def _token(value: object) -> str:
    return "" if value is None else str(value).lower()
