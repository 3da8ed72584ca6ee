"""Designs of certificates: which there are, making and changing one before one's eyes, its history."""

import base64
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from academy.errors import Refusal
from academy.limiting import limit_for
from certificates.designs import designing, judging, samples
from certificates.designs.fields import FIELDS
from certificates.designs.spec import MOST_SIGNERS, STANDARD, Spec
from certificates.desk.design_form import DesignForm, initial
from certificates.desk.doors import for_officers, told, tried
from certificates.models import Design, DesignVersion
from certificates.typesetting.rendering import RenderingError

PREVIEW, THUMBNAIL = 1000, 360
"""Pixels."""
PREVIEWS_A_MINUTE = 90
KEPT = 7 * 24 * 3600
LOOK = ("name", "layout", "orientation", "main", "accent", "background", "seal")
PRINT = ("languages", "digits", "era", "hours", "score")
WORDS = tuple(f"{slot}_{language}" for slot in STANDARD.texts for language in ("th", "en"))
SIGNED = ("name_th", "name_en", "position_th", "position_en", "picture")


@require_safe
@for_officers
def designs(request: HttpRequest) -> HttpResponse:
    """All designs, each with a picture of what it makes now."""
    rows = Design.objects.select_related("current").order_by("state", "name")
    context = {"rows": rows, "title": _("Designs of certificates")}
    return render(request, "certificates/cms/desk/designs.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A new design (`copy` names one to begin from), or the next version of one (`version`: begin from an older one).

    Posted with `preview` it shows what would be saved, and writes nothing; with `part` too, only that part of the page.
    """
    design = get_object_or_404(Design.objects.select_related("current"), pk=pk) if pk else None
    name, spec = _begun(request, design)
    form = DesignForm(request.POST or None, initial=initial(name, spec))
    late = _too_many(request)
    if request.method == "POST" and "preview" not in request.POST and not late:
        version = _saved(request, design, form)
        if version:
            messages.success(request, _("Version %(number)d is saved.") % {"number": version.number})
            return redirect("certificate_desk:design", version.design_id)
    shown = {"mistakes": [("", "", late.detail)]} if late else _shown(request, form if form.is_bound else None, spec)
    status = late.status if late else 200
    if "part" in request.POST:
        return render(request, "certificates/cms/desk/design_preview.html", shown, status=status)
    context = {
        **shown,
        "design": design,
        "form": form,
        "groups": _groups(form),
        "known": {"{" + one + "}": meaning for one, meaning in FIELDS.items()},
        "samples": [(name, label) for name, (label, _facts) in samples.SAMPLES.items()],
        "title": design.name if design else _("New design"),
    }
    return render(request, "certificates/cms/desk/design.html", context, status=status)


@require_safe
@for_officers
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every version of a design, the newest first."""
    design = get_object_or_404(Design, pk=pk)
    rows = design.versions.select_related("made_by")
    context = {"design": design, "rows": rows, "numbers": [one.number for one in rows], "title": design.name}
    return render(request, "certificates/cms/desk/design_history.html", context)


@require_POST
@for_officers
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a design ready to be chosen, or retire it."""
    design = get_object_or_404(Design, pk=pk)
    state = request.POST.get("state", "")
    if state in (Design.State.READY, Design.State.RETIRED):
        done = tried(request, lambda: designing.settle(design, state, **told(request)))
        if done:
            said = _("Courses can choose the design.") if state == Design.State.READY else _("The design is retired.")
            messages.success(request, said)
    return redirect("certificate_desk:designs")


@require_safe
@for_officers
def thumbnail(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A version as a small picture, or with `large` as one that can be read; made once, since it never changes."""
    wide = PREVIEW if "large" in request.GET else THUMBNAIL
    version = get_object_or_404(DesignVersion, design=pk, number=number)
    place = f"certificates:design:{version.digest}:{wide}"
    content = cache.get(place)
    if content is None:
        content = judging.shown(samples.USUAL, version.spec, wide=wide)
        cache.set(place, content, KEPT)
    return HttpResponse(content, content_type="image/png", headers={"Cache-Control": "private, max-age=86400"})


def _begun(request: HttpRequest, design: Design | None) -> tuple[str, Spec]:
    """Where the form begins."""
    number, copied = request.GET.get("version", ""), request.GET.get("copy", "")
    if design and _is_number(number):
        return design.name, get_object_or_404(DesignVersion, design=design, number=int(number)).spec
    if design and design.current:
        return design.name, design.current.spec
    if _is_number(copied):
        source = get_object_or_404(Design.objects.select_related("current"), pk=int(copied))
        if source.current:
            return _("%(name)s (copy)") % {"name": source.name[:80]}, source.current.spec
    return "", STANDARD


def _too_many(request: HttpRequest) -> Refusal | None:
    """Why nothing is drawn for this officer now: drawing costs more than other pages."""
    try:
        if request.method == "POST":
            limit_for(f"person-{request.user.pk}", "design_preview", PREVIEWS_A_MINUTE)
    except Refusal as refusal:
        return refusal
    return None


def _is_number(typed: str) -> bool:
    return typed.isdecimal() and len(typed) < 10


def _saved(request: HttpRequest, design: Design | None, form: DesignForm) -> DesignVersion | None:
    if not form.is_valid():
        return None
    try:
        return designing.save(design, form.cleaned_data["name"], form.spec(), **told(request))
    except Refusal as refusal:
        for field, sentences in refusal.fields.items():
            form.add_error(field if field in form.fields else None, list(sentences))
        return None


def _shown(request: HttpRequest, form: DesignForm | None, spec: Spec) -> dict[str, Any]:
    """The preview: a picture of the sample asked for, or what stands in its way."""
    chosen = request.POST.get("sample", "usual")
    _label, facts = samples.SAMPLES.get(chosen, samples.SAMPLES["usual"])
    found: list[tuple[str, str, Any]] = []
    wrong: list[tuple[str, Any]] = []
    if form is not None:
        # Faults that saving found are in the form already: what is cleaned then lacks those fields.
        if form.errors:
            wrong = [(field, one) for field, sentences in form.errors.items() for one in sentences]
        else:
            spec = form.spec()
            wrong = judging.mistakes(spec)
        found = [(_id(form, field), _label_of(form, field), one) for field, one in wrong]
    picture = ""
    if not found:
        try:
            picture = base64.b64encode(judging.shown(facts, spec, wide=PREVIEW)).decode()
        except RenderingError as error:
            found = [("", "", _(error.trouble))]
    return {"mistakes": found, "picture": picture, "chosen": chosen}


def _id(form: DesignForm, field: str) -> str:
    return form[field].id_for_label if field in form.fields else ""


def _label_of(form: DesignForm, field: str) -> Any:
    return form.fields[field].label if field in form.fields else ""


def _groups(form: DesignForm) -> list[tuple[str, str, list[Any]]]:
    """The form's fields as people read them: heading, a word on it, fields."""
    several = _("Whoever is named here signs. Nobody: the academy's signing officer of the day does.")
    signers = []
    for number in range(1, MOST_SIGNERS + 1):
        heading = _("Signing officer %(number)d") % {"number": number}
        fields = [form[f"signer{number}_{part}"] for part in SIGNED]
        signers.append((heading, several if number == 1 else "", fields))
    return [
        (_("How it looks"), "", [form[name] for name in LOOK]),
        (_("What it shows"), "", [form[name] for name in PRINT]),
        (_("What it says"), "fields", [form[name] for name in WORDS]),
        *signers,
    ]
