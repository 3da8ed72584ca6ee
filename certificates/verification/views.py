"""The doors of verification, for anyone; and how its pages, and the holder's, show facts and say no."""

from datetime import date
from http import HTTPStatus
from typing import Any

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from academy.errors import Refusal
from academy.limiting import limit, limit_for
from certificates.codes import LENGTH, grouped, letters, normal
from certificates.facts import Said
from certificates.models import Certificate
from certificates.verification import verifying
from certificates.verification.receiving import MOST, Memory
from certificates.wording import amount

PAGES_A_MINUTE = 120  # an office behind one address
FILES_A_MINUTE = 30
# Serial numbers can be counted up and family names be guessed: few may be tried from one address, and for one number.
NAMES_A_MINUTE = 10
LONGEST_TYPED = 60
LONGEST_NAME = 100


# Verifying changes nothing, so a form from elsewhere can do no harm; and without a token no cookie is set.
@method_decorator(csrf_exempt, name="dispatch")
class Verify(View):
    """The form: a code from paper, a serial number with the holder's family name, or the PDF itself."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form; a code in the query goes to its own address."""
        code = request.GET.get("code")
        if code is None:
            return _page(request, {})
        if not code.strip():
            return _page(request, {"code_fault": _("Type the code that is printed beside the QR code.")}, 400)
        if not (found := normal(code)):
            return _page(request, {"code_fault": _misread(code), "typed": code[:LONGEST_TYPED]}, 400)
        return HttpResponseRedirect(reverse("verify:certificate", args=[found]))

    def post(self, request: HttpRequest) -> HttpResponse:
        """The verdict on a file, or on a number and a name: a name is nothing for an address and its logs."""
        memory = Memory(request)
        request.upload_handlers = [memory]
        try:
            limit(request, "file", FILES_A_MINUTE)
            if "serial" in request.POST:
                return _by_serial(request)
            return _by_file(request, memory)
        except Refusal as refusal:
            return refused(request, refusal)


def _by_serial(request: HttpRequest) -> HttpResponse:
    typed, family = request.POST["serial"][:LONGEST_TYPED], request.POST.get("family", "")[:LONGEST_NAME]
    said = {"serial": typed, "family": family}
    if not typed.strip():
        return _page(request, {**said, "serial_fault": _("Type the serial number that is printed on the paper.")}, 400)
    if not family.strip():
        return _page(request, {**said, "family_fault": _("Type the holder's family name as it is printed.")}, 400)
    limit(request, "name", NAMES_A_MINUTE)
    limit_for(verifying.serial_of(typed), "serial", NAMES_A_MINUTE)
    return _answer(request, verifying.by_serial(typed, family), by="name", said=said)


def _by_file(request: HttpRequest, memory: Memory) -> HttpResponse:
    file = request.FILES.get("file")
    if memory.too_large:
        fault = _("The file is larger than %(most)d MB. Choose the PDF as you received it.") % {"most": MOST >> 20}
        return _page(request, {"file_fault": fault}, 400)
    if file is None:
        return _page(request, {"file_fault": _("Choose the certificate's PDF file.")}, 400)
    content = file.read()
    if not content.startswith(b"%PDF-"):
        return _page(request, {"file_fault": _("This is not a PDF file. Choose the PDF as you received it.")}, 400)
    return _answer(request, verifying.by_file(content), by="file")


@require_safe
def verify_certificate(request: HttpRequest, code: str) -> HttpResponse:
    """The verdict on a code; unknown (404) whether nobody has it or nobody could."""
    try:
        limit(request, "code", PAGES_A_MINUTE)
    except Refusal as refusal:
        return refused(request, refusal)
    return _answer(request, verifying.by_code(code))


def _answer(
    request: HttpRequest, verdict: verifying.Verdict, *, by: str = "code", said: dict[str, str] | None = None
) -> HttpResponse:
    # An address that names no certificate is not there; about a file or a name a question was asked: this answers it.
    missing = verdict.state == verifying.State.UNKNOWN and by == "code"
    status = HTTPStatus.NOT_FOUND if missing else HTTPStatus.OK
    if _wants_json(request):
        said_of_it = verdict.as_json()
        return discreet(JsonResponse(said_of_it, status=status, json_dumps_params={"ensure_ascii": False}))
    certificate, successor = verdict.certificate, verdict.successor
    shown: dict[str, Any] = {
        "verdict": verdict,
        "by": by,
        **(said or {}),
        "code": grouped(certificate.code) if certificate and verdict.tells_codes else "",
        "printed": printed(certificate) if certificate else None,
        "successor": reverse("verify:certificate", args=[successor.code]) if successor else "",
    }
    return discreet(render(request, "certificates/verdict.html", shown, status=status))


def _misread(typed: str) -> str:
    """Why this can be no code."""
    count = len(letters(typed))
    if count == LENGTH:
        return _("Some of these characters never stand in a code. Compare them with the paper.")
    return _("A code has %(length)d letters and digits; this has %(count)d. Compare it with the paper.") % {
        "length": LENGTH,
        "count": count,
    }


def printed(certificate: Certificate) -> dict[str, Any]:
    """The facts as the page shows them: the reader's language first, and the other beneath."""
    facts = certificate.facts
    return {
        "holder": lines(facts.holder),
        "course": lines(facts.course),
        "issuer": lines(facts.issuer),
        "cohort": facts.cohort.in_language("en" if get_language() == "en" else "th"),
        "completed_on": date.fromisoformat(facts.completed_on),
        "hours": amount(facts.hours) if facts.hours else "",
        "score": amount(facts.score) if facts.score else "",
    }


def lines(said: Said) -> dict[str, str]:
    """Words in the reader's language, and in the other where they differ; each with the language it is in."""
    first = "en" if get_language() == "en" else "th"
    second = "th" if first == "en" else "en"
    both = {"first": said.in_language(first), "second": getattr(said, second), "language": first, "other": second}
    if both["first"] == both["second"]:
        return {**both, "second": "", "language": second}
    return both


def _page(request: HttpRequest, said: dict[str, Any], status: int = HTTPStatus.OK) -> HttpResponse:
    return discreet(render(request, "certificates/verify.html", {**said, "most": MOST >> 20}, status=status))


def refused(
    request: HttpRequest, refusal: Refusal, template: str = "certificates/refused.html", **shown: str
) -> HttpResponse:
    """The refusal as a page, or as JSON for machines; worth another try in a minute."""
    response: HttpResponse
    if _wants_json(request):
        response = JsonResponse({"code": refusal.code, "detail": str(refusal.detail)}, status=refusal.status)
    else:
        response = render(request, template, {"refusal": refusal, **shown}, status=refusal.status)
    response["Retry-After"] = "60"
    return discreet(response)


def _wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def discreet(response: HttpResponse) -> HttpResponse:
    """Found by those who hold the code, never by a search engine; asked anew each time, since states change."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    patch_vary_headers(response, ["Accept", "Accept-Language", "Cookie"])
    return response
