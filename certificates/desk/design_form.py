"""The form of a design: a version's values as fields, and back. certificates.designs.judging says what is wrong."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.designs.designing import LONGEST_NAME
from certificates.designs.fields import clean
from certificates.designs.spec import MOST_SIGNERS, SLOTS, Signer, Spec
from certificates.facts import Said
from certificates.models import DesignPicture

Kind = DesignPicture.Kind
PRINTED = {"both": ("th", "en"), "th": ("th",), "en": ("en",)}
TEXTS = {
    "title": (_("Heading, in Thai"), _("Heading, in English")),
    "above_name": (_("Above the name, in Thai"), _("Above the name, in English")),
    "above_course": (_("Above the course, in Thai"), _("Above the course, in English")),
    "particulars": (_("Lines below the course, in Thai"), _("Lines below the course, in English")),
}
SIGNER = {
    "name_th": _("Name in Thai"),
    "name_en": _("Name in English"),
    "position_th": _("Position in Thai"),
    "position_en": _("Position in English"),
}


class DesignForm(forms.Form):
    """Everything a design says and looks like."""

    name = forms.CharField(
        label=_("Name of the design"),
        help_text=_("For officers and course authors; it is not printed."),
        max_length=LONGEST_NAME,
    )
    layout = forms.ChoiceField(
        label=_("Layout"),
        choices=[
            ("classic", _("classic, with a frame")),
            ("modern", _("modern, with a band of colour")),
            ("plain", _("plain, as a letter")),
        ],
    )
    orientation = forms.ChoiceField(
        label=_("Paper"), choices=[("landscape", _("A4, landscape")), ("portrait", _("A4, portrait"))]
    )
    main = forms.CharField(
        label=_("Main colour"),
        help_text=_("Heading, course, frame or band."),
        max_length=7,
        widget=forms.TextInput(attrs={"type": "color"}),
    )
    accent = forms.CharField(
        label=_("Second colour"),
        help_text=_("Lines and ornaments."),
        max_length=7,
        widget=forms.TextInput(attrs={"type": "color"}),
    )
    background = forms.ChoiceField(label=_("Picture behind the words"), required=False)
    seal = forms.ChoiceField(label=_("Seal"))
    languages = forms.ChoiceField(
        label=_("Languages on the paper"),
        choices=[("both", _("Thai, and English beneath")), ("th", _("Thai alone")), ("en", _("English alone"))],
    )
    digits = forms.ChoiceField(
        label=_("Digits in Thai texts"), choices=[("arabic", "0123456789"), ("thai", "๐๑๒๓๔๕๖๗๘๙")]
    )
    era = forms.ChoiceField(
        label=_("Years"),
        choices=[
            ("own", _("Buddhist Era in Thai, Common Era in English")),
            ("buddhist", _("Buddhist Era in both languages")),
            ("common", _("Common Era in both languages")),
        ],
    )
    hours = forms.BooleanField(label=_("Show the hours"), required=False)
    score = forms.BooleanField(label=_("Show the score"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for slot, labels in TEXTS.items():
            widget = forms.Textarea(attrs={"rows": 5}) if slot == "particulars" else forms.TextInput()
            for language, label in zip(("th", "en"), labels, strict=True):
                # Its length is judged together with all else, once what cannot be seen is dropped.
                self.fields[f"{slot}_{language}"] = forms.CharField(
                    label=label, required=False, widget=widget, max_length=20_000
                )
        for number in range(1, MOST_SIGNERS + 1):
            for part, label in SIGNER.items():
                self.fields[f"signer{number}_{part}"] = forms.CharField(label=label, required=False, max_length=1000)
            self.fields[f"signer{number}_picture"] = forms.ChoiceField(label=_("Signature"), required=False)
        self._offer_pictures()

    def spec(self) -> Spec:
        """What was filled in, made clean. Only after `is_valid`."""
        given = self.cleaned_data
        texts = {slot: self._said(slot, many=slot == "particulars") for slot in SLOTS}
        return Spec(
            **texts,
            layout=given["layout"],
            portrait=given["orientation"] == "portrait",
            languages=PRINTED[given["languages"]],
            thai_digits=given["digits"] == "thai",
            era=given["era"],
            hours=given["hours"],
            score=given["score"],
            main=given["main"].lower(),
            accent=given["accent"].lower(),
            background=given["background"],
            seal=given["seal"],
            signers=tuple(one for one in map(self._signer, range(1, MOST_SIGNERS + 1)) if one),
        )

    def _said(self, name: str, *, many: bool = False) -> Said:
        return Said(*(clean(self.cleaned_data[f"{name}_{language}"], many=many) for language in ("th", "en")))

    def _signer(self, number: int) -> Signer | None:
        name, position = self._said(f"signer{number}_name"), self._said(f"signer{number}_position")
        picture = self.cleaned_data[f"signer{number}_picture"]
        filled = name.in_language("th") or position.in_language("th") or picture
        return Signer(name, position, picture) if filled else None

    def _offer_pictures(self) -> None:
        """Those offered now, and those that this design has already."""
        held = {str(value) for value in self.initial.values()}
        found: dict[str, list[tuple[str, str]]] = {kind: [] for kind in Kind.values}
        for sha256, kind, name, hidden in DesignPicture.objects.values_list("sha256", "kind", "name", "hidden"):
            if not hidden or sha256 in held:
                found[kind].append((sha256, name))
        offered = {
            "background": [("", _("none")), *found[Kind.BACKGROUND]],
            "seal": [("academy", _("the academy's")), ("none", _("none")), *found[Kind.SEAL]],
        }
        for number in range(1, MOST_SIGNERS + 1):
            offered[f"signer{number}_picture"] = [("", _("none")), *found[Kind.SIGNATURE]]
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]


def initial(name: str, spec: Spec) -> dict[str, Any]:
    """A version as the form shows it."""
    shown: dict[str, Any] = {
        "name": name,
        "layout": spec.layout,
        "orientation": "portrait" if spec.portrait else "landscape",
        "languages": next(key for key, languages in PRINTED.items() if languages == spec.languages),
        "digits": "thai" if spec.thai_digits else "arabic",
        **{field: getattr(spec, field) for field in ("era", "hours", "score", "main", "accent", "background", "seal")},
    }
    for slot, said in spec.texts.items():
        shown |= {f"{slot}_th": said.th, f"{slot}_en": said.en}
    for number, one in enumerate(spec.signers, 1):
        shown |= {f"signer{number}_name_th": one.name.th, f"signer{number}_name_en": one.name.en}
        shown |= {f"signer{number}_position_th": one.position.th, f"signer{number}_position_en": one.position.en}
        shown[f"signer{number}_picture"] = one.picture
    return shown


class PictureForm(forms.Form):
    """A picture for designs."""

    kind = forms.ChoiceField(label=_("What it is for"), choices=Kind.choices)
    name = forms.CharField(label=_("Name of the picture"), max_length=100)
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "PNG or JPEG, up to 8 MB. A picture behind the words is made lighter, so that they can be read; white"
            " paper behind a signature is taken away."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
