"""The person's page of the programs that act for them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from academy.api import consenting


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def programs(request: HttpRequest) -> HttpResponse:
    """What each may do; taking a consent back by POST of its `application`. Twice is as once."""
    if request.method != "POST":
        return render(request, "api/programs.html", {"consents": consenting.consents(request.user)})  # type: ignore[arg-type]  # login_required
    asked = request.POST.get("application", "")
    if asked.isascii() and asked.isdecimal() and len(asked) < 10:
        consenting.take_back(request.user, int(asked))  # type: ignore[arg-type]  # login_required
    messages.success(request, _("The program can no longer act for you."))
    return redirect("programs")
