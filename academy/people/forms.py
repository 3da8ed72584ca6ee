"""Forms about oneself: signing up, and the profile."""

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from academy.people.enlisting import speak
from academy.people.models import Agency, Person
from academy.people.names import unprintable
from academy.people.roles import Role

NAME_FIELDS = [f"{part}_{language}" for language in ("th", "en") for part in ("title", "rank", "given", "family")]
CERTIFICATE_NAMES = ["certificate_name_th", "certificate_name_en"]


class AgencyChoice(forms.ModelChoiceField[Agency]):
    """The agencies as one list, indented by their depth."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Agency.objects.all(), required=False, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.indented_name)


class NamesMixin(forms.Form):
    """Names must be printable on a certificate, and there must be one in Thai or in English."""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for name in (*NAME_FIELDS, *CERTIFICATE_NAMES):
            strange = unprintable(data.get(name) or "")
            if strange:
                message = _("These characters cannot stand on a certificate: %(characters)s") % {"characters": strange}
                self.add_error(name, message)
        full = {language: data.get(f"given_{language}") and data.get(f"family_{language}") for language in ("th", "en")}
        if not any(full.values()):
            self.add_error(
                "given_th" if get_language() != "en" else "given_en",
                _("Give your given and family name, in Thai or in English."),
            )
        return data


class SignupForm(NamesMixin):
    """What self sign-up asks besides the e-mail address and the password (django-allauth puts those before)."""

    title_th = forms.CharField(label=_("Title in Thai"), max_length=60, required=False)
    given_th = forms.CharField(label=_("Given name in Thai"), max_length=120, required=False)
    family_th = forms.CharField(label=_("Family name in Thai"), max_length=120, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=60, required=False)
    given_en = forms.CharField(label=_("Given name in English"), max_length=120, required=False)
    family_en = forms.CharField(label=_("Family name in English"), max_length=120, required=False)
    agency = AgencyChoice(label=_("Agency"), empty_label=_("None, or not in the list"))
    notice = forms.BooleanField(
        label=_("I have read the privacy notice."),
        help_text=_("It says which data the academy keeps, for what and for how long."),
    )

    def signup(self, request: HttpRequest, user: Person) -> None:
        """Called by django-allauth once the account is there."""
        for name in ("title_th", "given_th", "family_th", "title_en", "given_en", "family_en", "agency"):
            setattr(user, name, self.cleaned_data[name])
        user.save()
        speak(user, "en" if get_language() == "en" else "th")


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
