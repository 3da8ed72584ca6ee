"""Pictures for designs: backgrounds, seals and signatures. Officers alone see them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from academy.errors import Refusal
from academy.limiting import limit_for
from certificates.designs import freezing
from certificates.desk.design_form import PictureForm
from certificates.desk.doors import for_officers, told
from certificates.models import DesignPicture

UPLOADS_A_MINUTE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def pictures(request: HttpRequest) -> HttpResponse:
    """Those on offer, and adding one."""
    form = PictureForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            limit_for(f"person-{request.user.pk}", "design_picture", UPLOADS_A_MINUTE)
            # No more is read than is looked at.
            content = given["file"].read(freezing.LARGEST_FILE + 1)
            freezing.add(content, given["kind"], " ".join(given["name"].split()), **told(request))
        except Refusal as refusal:
            form.add_error("file", str(refusal.detail))
        else:
            messages.success(request, _("The picture is there for designs."))
            return redirect("certificate_desk:design_pictures")
    rows = DesignPicture.objects.filter(hidden=False).defer("content")
    context = {"form": form, "rows": rows, "title": _("Pictures for designs")}
    return render(request, "certificates/cms/desk/design_pictures.html", context)


@require_safe
@for_officers
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture itself."""
    one = get_object_or_404(DesignPicture, pk=pk)
    form = "image/jpeg" if one.kind == DesignPicture.Kind.BACKGROUND else "image/png"
    return HttpResponse(bytes(one.content), content_type=form, headers={"Cache-Control": "private, max-age=86400"})


@require_POST
@for_officers
def hide(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer it no more."""
    freezing.hide(get_object_or_404(DesignPicture, pk=pk), **told(request))
    messages.success(request, _("The picture is no longer offered. Designs that have it keep it."))
    return redirect("certificate_desk:design_pictures")
