"""Form fields for what a kind's editor says (assessments.kinds.parts): making, filling and reading them."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model
from wagtail.images.widgets import AdminImageChooser

from assessments import richtext
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
        case parts.PickRow():
            numbers = [(str(row), str(row + 1)) for row in range(most[part.of])]
            return {name: forms.ChoiceField(label=part.label, choices=[("", "–"), *numbers], required=False)}
        case parts.Block():
            return {
                name: forms.CharField(
                    label=part.label,
                    required=False,
                    max_length=2000,
                    help_text=part.help,
                    widget=forms.Textarea(attrs={"rows": 3}),
                )
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
                )
            }


def show(part: parts.Field, name: str, value: Any) -> dict[str, Any]:
    """What stands in the fields of a part that holds this."""
    match part:
        case parts.Said():
            return {f"{name}_{language}": richtext.to_text((value or {}).get(language, "")) for language in LANGUAGES}
        case parts.Pick():
            return {name: _token(value)}
        case parts.Block():
            return {name: "\n".join(value or ())}
        case parts.Image():
            return {name: value or None}
        case _:
            return {name: value}


def read(part: parts.Field, name: str, cleaned: Cleaned) -> Any:
    """What the fields of a part were filled with, as the content holds it."""
    match part:
        case parts.Said():
            return {language: richtext.from_text(cleaned.get(f"{name}_{language}") or "") for language in LANGUAGES}
        case parts.Line():
            return cleaned.get(name) or part.initial
        case parts.Block():
            return [line.strip() for line in (cleaned.get(name) or "").splitlines() if line.strip()]
        case parts.Image():
            return str(image.pk) if (image := cleaned.get(name)) else ""
        case _:
            return cleaned.get(name)


def filled(part: parts.Field, name: str, cleaned: Cleaned) -> bool:
    """Whether somebody put something there; a value that is there from the start does not count."""
    match part:
        case parts.Pick() | parts.PickRow():
            return False
        case parts.Line():
            return (cleaned.get(name) or part.initial) != part.initial
        case _:
            value = read(part, name, cleaned)
            return any(value.values()) if isinstance(value, dict) else bool(value)


def _token(value: object) -> str:
    return "" if value is None else str(value).lower()
