"""What the CMS asks before questions are brought in or taken out."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.exchange.formats import FORMATS, WRITTEN
from assessments.models import Category, Question


class ImportForm(forms.Form):
    """A file, and where its questions go."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("QTI (a ZIP package or one XML file), Moodle XML, GIFT, Aiken or a table (CSV); 10 MB at most."),
    )
    format = forms.ChoiceField(label=_("Format"), required=False)
    category = forms.ModelChoiceField(
        Category.objects.order_by("name_th"),
        label=_("Category"),
        required=False,
        empty_label=_("As the file says"),
        help_text=_("Categories that the file names are put below this one."),
    )
    status = forms.ChoiceField(
        label=_("Status of the new questions"),
        choices=[(one.value, one.label) for one in (Question.Status.DRAFT, Question.Status.READY)],
        help_text=_("Drafts are not drawn by any test: look at them first, then set them to ready."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = [("", _("Told by what is in the file"))]
        self.fields["format"].choices = [*told, *((one.name, one.label) for one in FORMATS.values())]  # type: ignore[attr-defined]  # a ChoiceField


class ConfirmForm(ImportForm):
    """The same for a file that was looked at; `token` says where it is kept."""

    file = None  # type: ignore[assignment]  # Django's way to leave a field out
    token = forms.UUIDField()


class ExportForm(forms.Form):
    """The format of the file."""

    format = forms.ChoiceField(
        label=_("Format"), choices=[(one.name, one.label) for one in WRITTEN], widget=forms.RadioSelect
    )
