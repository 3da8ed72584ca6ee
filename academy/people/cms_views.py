"""CMS views about people that are not lists: the demo's mail, and one's own CMS settings."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.auth import permission_required
from wagtail.admin.views.account import AccountView, NameEmailSettingsPanel

from academy.people.mail import letters, read


@permission_required("people.change_person")
def mail(request: HttpRequest) -> HttpResponse:
    """The letters that the demo has written, newest first."""
    return render(request, "people/cms/mail.html", {"letters": list(letters()), "title": _("Mail of the demo")})


@permission_required("people.change_person")
def mail_html(request: HttpRequest, name: str) -> HttpResponse:
    """One letter as its reader sees it, shown in a frame that runs nothing."""
    path = Path(settings.MAIL_DIR) / f"{name}.eml"
    if not path.is_file():
        raise Http404
    letter = read(path)
    response = HttpResponse(letter.html or f"<pre>{letter.text}</pre>")
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response


def door(request: HttpRequest) -> HttpResponse:
    """The CMS's sign-in: the academy's own. Whoever has signed in and comes here may not enter, and is told so."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next", reverse("wagtailadmin_home")), reverse("account_login"))


class AccountSettings(AccountView):
    """One's own settings of the CMS. Name and address are changed in the profile, for the whole academy."""

    def get_panels(self) -> list[Any]:
        return [panel for panel in super().get_panels() if not isinstance(panel, NameEmailSettingsPanel)]
