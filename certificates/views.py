"""The holder's door to the file itself."""

import logging
from http import HTTPStatus
from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from academy.errors import Refusal
from certificates.codes import normal
from certificates.models import Certificate
from certificates.storage import auditing, storing
from certificates.storage.port import DamagedError
from certificates.verification.views import refused

log = logging.getLogger(__name__)


@require_safe
@login_required
def download(request: HttpRequest, code: str) -> HttpResponse:
    """The file, to its holder alone; anyone else learns nothing. `?view` shows it instead of saving it.

    One that is missing or damaged is written down for an officer, and never given out.
    """
    certificate = get_object_or_404(Certificate, code=normal(code), person=request.user, state=Certificate.State.READY)
    etag = f'"{certificate.sha256}"'
    response: HttpResponse | None = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            content = storing.read(certificate.sha256)
        except (FileNotFoundError, DamagedError):
            auditing.lost(certificate)
            return _lost(request, certificate)
        except OSError as error:
            log.error("The file of certificate %s cannot be fetched: %s.", certificate.serial, error)
            detail = _("The file cannot be fetched at the moment. Try again later.")
            return refused(request, Refusal("file_unavailable", detail, status=HTTPStatus.SERVICE_UNAVAILABLE))
        response = HttpResponse(content, content_type="application/pdf")
        response["Content-Disposition"] = _disposition(certificate, "inline" if "view" in request.GET else "attachment")
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response


def _lost(request: HttpRequest, certificate: Certificate) -> HttpResponse:
    """What the holder is told: why there is no file, who sees to it, and that the certificate counts all the same."""
    detail = _(
        "The stored file is missing, or is no longer as it was issued, so it is not given out. This is written down: an"
        " officer will have the file made again, with the same facts and the same serial number. You need not do"
        " anything; please come back later."
    )
    refusal = Refusal("file_unavailable", detail, status=HTTPStatus.SERVICE_UNAVAILABLE)
    return refused(request, refusal, "certificates/lost.html", code=certificate.code)


def _disposition(certificate: Certificate, how: str) -> str:
    """A name for old programs, and one with the course for the others (RFC 6266)."""
    course = certificate.facts.course.in_language("th").replace("/", "-")
    name = quote(f"{_('Certificate')} {course} {certificate.serial}.pdf", safe="")
    return f"{how}; filename=\"{certificate.serial}.pdf\"; filename*=UTF-8''{name}"
