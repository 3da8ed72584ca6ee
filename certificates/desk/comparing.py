"""Two versions of a design beside each other: the two papers, and what differs, field by field, in words."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from certificates.designs.spec import MOST_SIGNERS, Spec
from certificates.desk.design_form import SIGNER, DesignForm, initial
from certificates.desk.doors import for_officers
from certificates.models import Design, DesignVersion

COLOURS = ("main", "accent")


@dataclass(frozen=True, slots=True)
class Change:
    """A field of the form, by its label, and what stood and stands in it; empty: nothing."""

    label: str
    before: str
    after: str
    is_colour: bool


@require_safe
@for_officers
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Versions `one` and `other`, the older first; unless asked, the newest and the one before it."""
    design = get_object_or_404(Design, pk=pk)
    numbers = list(design.versions.values_list("number", flat=True))
    older, newer = sorted(
        (_asked(request, "one", numbers[1] if len(numbers) > 1 else numbers[0]), _asked(request, "other", numbers[0]))
    )
    found = [
        get_object_or_404(DesignVersion.objects.select_related("made_by"), design=design, number=number)
        for number in (older, newer)
    ]
    context = {
        "design": design,
        "numbers": numbers,
        "versions": found,
        "changes": changes(*(one.spec for one in found)),
        "title": design.name,
    }
    return render(request, "certificates/cms/desk/design_comparison.html", context)


def changes(before: Spec, after: Spec) -> list[Change]:
    """All that differs, in the order of the form and in the reader's language."""
    was, now = initial("", before), initial("", after)
    # One form for both offers the pictures that either holds.
    form = DesignForm(initial={**was, **{f"{name} after": value for name, value in now.items()}})
    return [
        Change(_label(form, name), *_in_words(form, name, was, now), name in COLOURS)
        for name in form.fields
        if (was.get(name) or "") != (now.get(name) or "")
    ]


def _asked(request: HttpRequest, name: str, otherwise: int) -> int:
    typed = request.GET.get(name, str(otherwise))
    if not typed.isdecimal() or len(typed) > 9:
        raise Http404
    return int(typed)


def _label(form: DesignForm, name: str) -> str:
    label = str(form.fields[name].label)
    for number in range(1, MOST_SIGNERS + 1):
        if name.removeprefix(f"signer{number}_") in (*SIGNER, "picture"):
            return f"{_('Signing officer %(number)d') % {'number': number}}: {label}"
    return label


def _in_words(form: DesignForm, name: str, was: dict[str, Any], now: dict[str, Any]) -> tuple[str, str]:
    """Both values as the form names them; two pictures of one name are told apart by their fingerprints."""
    values = was.get(name, ""), now.get(name, "")
    if isinstance(was.get(name), bool):
        before, after = (_("shown") if value else _("not shown") for value in values)
        return before, after
    names = {key: str(label) for key, label in getattr(form.fields[name], "choices", ())}
    before, after = (names.get(value, str(value)) for value in values)
    if before == after:
        return f"{before} ({values[0][:8]})", f"{after} ({values[1][:8]})"
    return before, after
