"""The doors for machines: who we are, what an achievement is, and which credentials are revoked or suspended."""

import json
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_safe

from academy.headers import UPLOADED
from certificates.credentials import achievement as achievements
from certificates.credentials import did, picturing, statuslist
from certificates.credentials.publishing import Form, published
from certificates.issuing import current_issuer
from certificates.keyring.keepers import AwayError
from certificates.keyring.keys import KeyRing, KeyTroubleError
from certificates.models import Achievement, StatusList
from certificates.storage.storing import fingerprint
from certificates.verification.views import lines
from certificates.wording import amount

DAY = 86_400  # seconds
JSON_LD = "application/ld+json"
# What readers of linked data ask for; whoever names none of them gets the VC-JWT.
LINKED = (JSON_LD, "application/vc", "application/json")
PICTURES = {"svg": ("image/svg+xml", picturing.badge_svg), "png": ("image/png", picturing.badge_png)}


@require_safe
def did_document(request: HttpRequest) -> HttpResponse:
    """`/.well-known/did.json`: every key that ever signed. Asked anew each hour, for a key may have been added."""
    try:
        document = did.document(KeyRing.load(settings))
    except KeyTroubleError:
        return _not_now()
    return _open(request, _json(document), "application/did+ld+json", age=3600)


@require_safe
def issuer(request: HttpRequest) -> HttpResponse:
    """The issuer's profile as it is now; each credential carries it as it was."""
    name, _signatories = current_issuer()
    return _open(request, _json({"@context": achievements.CONTEXT, **did.profile(name)}), JSON_LD, age=3600)


@require_safe
def achievement(request: HttpRequest, key: UUID) -> HttpResponse:
    """What a credential stands for: a page for people, JSON-LD for machines."""
    row = get_object_or_404(Achievement, key=key)
    terms = achievements.Terms.from_json(row.said)
    if request.get_preferred_type(["text/html", *LINKED]) in LINKED:
        response = _open(request, _json(achievements.standing_alone(terms, key)), JSON_LD, age=DAY)
    else:
        said: dict[str, Any] = {name: lines(getattr(terms, name)) for name in ("criteria", "issuer")}
        said |= {
            "name": lines(terms.course),
            "key": key,
            "hours": amount(terms.hours) if terms.hours else "",
            "release": terms.release,
        }
        response = render(request, "certificates/achievement.html", said)
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
    patch_vary_headers(response, ["Accept"])
    return response


@require_safe
def badge(request: HttpRequest, key: UUID, ending: str) -> HttpResponse:
    """The achievement's picture, as every holder's badge shows it, without a credential in it."""
    if ending not in PICTURES:
        raise Http404
    row = get_object_or_404(Achievement, key=key)
    kind, draw = PICTURES[ending]
    terms = achievements.Terms.from_json(row.said)
    name = f"badge:{row.digest}:{ending}"
    drawn: bytes | None = cache.get(name)
    if drawn is None:
        drawn = draw(terms.course, terms.issuer)
        cache.set(name, drawn, DAY)
    return _open(request, drawn, kind, age=DAY)


@require_safe
def status_list(request: HttpRequest, purpose: str, number: int) -> HttpResponse:
    """A status list, signed: as VC-JWT, or with a Data Integrity proof for those who ask for linked data."""
    if purpose not in statuslist.PURPOSES or not StatusList.objects.filter(number=number).exists():
        raise Http404
    linked = request.get_preferred_type(["application/vc+jwt", *LINKED]) in LINKED
    try:
        content = published(number, purpose, Form.INTEGRITY if linked else Form.JWT)
    except (KeyTroubleError, AwayError):
        return _not_now()
    kind = JSON_LD if linked else "application/vc+jwt"
    response = _open(request, content, kind, age=int(statuslist.REFRESH.total_seconds()))
    patch_vary_headers(response, ["Accept"])
    return response


def _json(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def _open(request: HttpRequest, content: bytes, kind: str, *, age: int) -> HttpResponse:
    """The same for everyone, also for a page of another site; whoever has it already is told so (ETag)."""
    etag = f'"{fingerprint(content)}"'
    response = get_conditional_response(request, etag=etag) or HttpResponse(content, content_type=kind)
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={age}"
    response["Access-Control-Allow-Origin"] = "*"
    response["Content-Security-Policy"] = UPLOADED
    return response


def _not_now() -> HttpResponse:
    """No key, or none that can be read: the operator's to mend (manage.py check says which)."""
    response = HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = "60"
    return response
