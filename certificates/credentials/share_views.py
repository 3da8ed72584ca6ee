"""The doors of holders: their certificate with everything to take along, and the page that they show to others."""

import logging
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from academy.errors import Refusal
from academy.headers import UPLOADED
from academy.limiting import limit
from certificates.addressing import verify_url
from certificates.codes import normal
from certificates.credentials import keeping, sharing
from certificates.credentials.allotting import credential_of
from certificates.credentials.links import profile_link
from certificates.keyring.keys import KeyTroubleError
from certificates.models import Certificate, CredentialFile
from certificates.verification.views import PAGES_A_MINUTE, discreet, printed, refused

log = logging.getLogger(__name__)
Form = CredentialFile.Form
FILES = {
    "credential.jwt": (Form.JWT, "application/vc+jwt"),
    "credential.json": (Form.INTEGRITY, "application/ld+json"),
    "badge.png": (Form.PNG, "image/png"),
    "badge.svg": (Form.SVG, "image/svg+xml"),
}


@require_safe
@login_required
def own(request: HttpRequest, code: str) -> HttpResponse:
    """The holder's page: what to download, and whether others see it."""
    certificate = _own(request, code)
    credential = credential_of(certificate)
    address = shared_url(certificate) if credential.shared_at else ""
    said = {
        "certificate": certificate,
        "credential": credential,
        "printed": printed(certificate),
        "address": address,
        "profile": profile_link(certificate, address or verify_url(certificate.code)),
    }
    response = render(request, "certificates/own.html", said)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@login_required
def share(request: HttpRequest, code: str) -> HttpResponse:
    """`show=on` shows the certificate to whoever has the address; anything else takes it back."""
    certificate = _own(request, code)
    if request.POST.get("show") == "on":
        sharing.share(certificate, at=timezone.now())
    else:
        sharing.unshare(certificate)
    return HttpResponseRedirect(reverse("certificates:own", args=[certificate.code]) + "#share")


@require_safe
@login_required
def file(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """One form of the credential, to its holder alone."""
    if name not in FILES:
        raise Http404
    certificate = _own(request, code)
    form, kind = FILES[name]
    try:
        content = keeping.content(certificate, form)
    except (KeyTroubleError, OSError) as error:
        log.error("The %s form of certificate %s could not be made: %s", form, certificate.serial, error)
        detail = _("The file cannot be made at the moment. Try again later.")
        return refused(request, Refusal("credential_unavailable", detail, status=HTTPStatus.SERVICE_UNAVAILABLE))
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{certificate.serial}-{name}"'
    response["Cache-Control"] = "private, no-cache"
    response["Content-Security-Policy"] = UPLOADED
    return response


@require_safe
def shared(request: HttpRequest, code: str) -> HttpResponse:
    """What the holder shows to others. Not there (404) unless they do, whether or not the code is one."""
    try:
        certificate = _shared(request, code)
    except Refusal as refusal:
        return refused(request, refusal)
    said: dict[str, Any] = {
        "certificate": certificate,
        "printed": printed(certificate),
        "address": shared_url(certificate),
        "picture": f"{settings.PUBLIC_ORIGIN}{reverse('credentials:picture', args=[certificate.code])}",
        "achievement": credential_of(certificate).achievement,
    }
    return discreet(render(request, "certificates/shared.html", said))


@require_safe
def picture(request: HttpRequest, code: str) -> HttpResponse:
    """The picture that other sites show beside the link."""
    try:
        certificate = _shared(request, code)
        content = keeping.content(certificate, Form.CARD)
    except Refusal as refusal:
        return refused(request, refusal)
    response = discreet(HttpResponse(content, content_type="image/png"))
    response["Cache-Control"] = "public, max-age=300"
    return response


def shared_url(certificate: Certificate) -> str:
    """Absolute, and without a language: the page follows its reader."""
    return f"{settings.PUBLIC_ORIGIN}{reverse('credentials:shared', args=[certificate.code])}"


def _own(request: HttpRequest, code: str) -> Certificate:
    return get_object_or_404(Certificate, code=normal(code), person=request.user, state=Certificate.State.READY)


def _shared(request: HttpRequest, code: str) -> Certificate:
    limit(request, "code", PAGES_A_MINUTE)
    found = sharing.shared(normal(code))
    if found is None:
        raise Http404
    return found
