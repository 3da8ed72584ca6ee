"""Forms about oneself: signing up, and the profile."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from academy.people.enlisting import speak
from academy.people.models import Agency, Person
from academy.people.names import unprintable
from academy.people.roles import Role

PARTS = ("title", "rank", "given", "family")
NAME_FIELDS = [f"{part}_{language}" for language in ("th", "en") for part in PARTS]
CERTIFICATE_NAMES = ["certificate_name_th", "certificate_name_en"]

INSTEAD_EN = _("Fill this in, or leave the Thai name empty and give the English one.")
INSTEAD_TH = _("Fill this in, or leave the English name empty and give the Thai one.")
INSTEAD = {"th": INSTEAD_EN, "en": INSTEAD_TH}

# What browsers may fill in by themselves (HTML, section 4.10.18.7); each language is a name of its own.
PURPOSES = {"title": "honorific-prefix", "given": "given-name", "family": "family-name"}


class AgencyChoice(forms.ModelChoiceField[Agency]):
    """The agencies as one list, indented by their depth."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Agency.objects.all(), required=False, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.indented_name)


class NamesMixin(forms.Form):
    """Names must be printable on a certificate, and there must be a whole one in Thai or in English."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in NAME_FIELDS:
            part, language = name.split("_")
            told = {"lang": language, "spellcheck": "false"}
            if part in PURPOSES:
                told["autocomplete"] = f"section-{language} {PURPOSES[part]}"
            self.fields[name].widget.attrs.update(told)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for name in (*NAME_FIELDS, *CERTIFICATE_NAMES):
            strange = unprintable(data.get(name) or "")
            if strange:
                message = _("These characters cannot stand on a certificate: %(characters)s") % {"characters": strange}
                self.add_error(name, message)
        for name in self._lacking(data):
            self.add_error(name, INSTEAD[name[-2:]])
        return data

    def _lacking(self, data: dict[str, Any]) -> list[str]:
        """The fields without which no name is whole: of every name that was begun, else of the reader's language."""
        names = {language: (f"given_{language}", f"family_{language}") for language in ("th", "en")}
        # A field with a fault of its own was filled in.
        given = {name for pair in names.values() for name in pair if data.get(name) or name in self.errors}
        begun = [pair for pair in names.values() if given.intersection(pair)]
        asked = begun or [names["en" if get_language() == "en" else "th"]]
        return [name for pair in asked for name in pair if name not in given]


class SignupForm(NamesMixin):
    """What sign-up asks besides the e-mail address and the password, which django-allauth adds."""

    title_th = forms.CharField(label=_("Title in Thai"), max_length=60, required=False)
    rank_th = forms.CharField(label=_("Rank in Thai"), max_length=80, required=False)
    given_th = forms.CharField(label=_("Given name in Thai"), max_length=120, required=False)
    family_th = forms.CharField(label=_("Family name in Thai"), max_length=120, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=60, required=False)
    rank_en = forms.CharField(label=_("Rank in English"), max_length=80, required=False)
    given_en = forms.CharField(label=_("Given name in English"), max_length=120, required=False)
    family_en = forms.CharField(label=_("Family name in English"), max_length=120, required=False)
    agency = AgencyChoice(label=_("Agency"), empty_label=_("None, or not in the list"))
    preferred_language = forms.ChoiceField(
        label=_("Language of letters and pages"),
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.Select(attrs={"autocomplete": "language"}),
    )
    notice = forms.BooleanField(
        label=_("I have read the privacy notice."),
        error_messages={"required": _("Read the privacy notice, then tick this box.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # The reader's own language first, as the page has it: the list of faults goes by this order.
        names = sorted(NAME_FIELDS, key=lambda name: not name.endswith(_here()))
        self.field_order = [*names, "email", "password1", "password2", "agency", "preferred_language", "notice"]
        super().__init__(*args, **kwargs)
        self.fields["preferred_language"].initial = _here()

    def signup(self, request: HttpRequest, user: Person) -> None:
        """Called by django-allauth once the account is there."""
        for name in (*NAME_FIELDS, "agency"):
            setattr(user, name, self.cleaned_data[name])
        user.save()
        speak(user, self.cleaned_data["preferred_language"] or _here())


class ProfileForm(NamesMixin, forms.ModelForm[Person]):
    """What a person says about themselves."""

    agency = AgencyChoice(label=_("Agency"), empty_label=_("None, or not in the list"))

    class Meta:
        model = Person
        fields: ClassVar[list[str]] = [
            *NAME_FIELDS,
            *CERTIFICATE_NAMES,
            "agency",
            "position",
            "preferred_language",
        ]
        help_texts: ClassVar[dict[str, Any]] = {
            "rank_th": _("Military, police or academic rank. It takes the title's place."),
            "certificate_name_th": _(
                "Leave empty to use the name above. A change does not touch certificates that are already issued."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A manager oversees the people of their agency: only an administrator says which one that is.
        self.fields["agency"].disabled = self.instance.groups.filter(name=Role.MANAGER.value).exists()


def _here() -> str:
    """The language of the page."""
    return "en" if get_language() == "en" else "th"
