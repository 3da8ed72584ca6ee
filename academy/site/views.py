"""The front door, the choices of language and look, the operator's probes, and what robots read."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import translate_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language, get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from academy.site.look import remember_look
from academy.site.probing import readiness


def front_door(request: HttpRequest) -> HttpResponse:
    """To the home page in the reader's language."""
    return HttpResponseRedirect(f"/{get_language() or 'th'}/")


# Both choices change nothing but the look of this browser, so a form needs no token, and pages set no cookie for one.
@csrf_exempt
@require_POST
def choose_look(request: HttpRequest) -> HttpResponse:
    """Keep `look` (light, dark, auto) and go back to `next`."""
    response = HttpResponseRedirect(_back(request))
    remember_look(response, request.POST.get("look", ""), secure=request.is_secure())
    return response


@csrf_exempt
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep `language` and go back to `next` in that language."""
    language = request.POST.get("language", "")
    if not (check_for_language(language) and language in dict(settings.LANGUAGES)):
        return HttpResponseRedirect(_back(request))
    response = HttpResponseRedirect(translate_url(_back(request), language))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=365 * 24 * 3600, secure=request.is_secure(), samesite="Lax"
    )
    return response


@never_cache
@require_safe
def alive(request: HttpRequest) -> JsonResponse:
    """200 as long as this process answers at all."""
    return JsonResponse({"status": "alive"})


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 when everything the academy needs answers, else 503; either way each thing by name."""
    checks = readiness()
    whole, said = all(checks.values()), {name: "ok" if answers else "failed" for name, answers in checks.items()}
    status = "ready" if whole else "not ready"
    return JsonResponse({"status": status, "checks": said}, status=200 if whole else 503)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may visit: everything public, which the site map lists."""
    closed = ("/cms/", "/api/", "/documents/", "/th/accounts/", "/en/accounts/", "/look/", "/language/")
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed),
        "",
        f"Sitemap: {settings.PUBLIC_ORIGIN}/sitemap.xml",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


def _back(request: HttpRequest) -> str:
    """Where the reader came from; only within this site."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return "/"
