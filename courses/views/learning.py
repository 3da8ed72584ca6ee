"""My learning."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from courses.learning import desk_of


@require_safe
@cache_control(private=True, no_cache=True)
@login_required
def my_learning(request: HttpRequest) -> HttpResponse:
    """The one next step, then what is due, going on and done, with certificates."""
    desk = desk_of(request.user)  # type: ignore[arg-type]  # login_required
    return render(request, "courses/my_learning.html", {"desk": desk})
