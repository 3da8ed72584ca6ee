"""The CMS's screens of applications: who may ask for tokens. A secret is shown once, where it was made."""

from typing import Any, ClassVar

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from academy.api import registering
from academy.api.forms import ApplicationForm
from academy.api.models import Application


class AddApplication(generic.CreateView):
    """A new application, and its secret."""

    page_title = gettext_lazy("Register an application")
    secret = ""

    def save_instance(self) -> Application:
        data = self.form.cleaned_data
        application, self.secret = registering.register(
            data["name"],
            by=self.request.user,
            scopes=data["scopes"],
            acts_for=data["email"],
            addresses=data["addresses"],
            public=data["public"],
        )
        return application

    def save_action(self) -> HttpResponse:
        """The secret instead of the list: it cannot be looked up there. Nothing of the CMS is kept by browsers."""
        return _told(self.request, self.object, self.secret)


class EditApplication(generic.EditView):
    """An application's name, addresses and scopes."""

    def save_instance(self) -> Application:
        data, application = self.form.cleaned_data, self.form.save(commit=False)
        addresses = data.get("addresses", ())
        registering.amend(application, by=self.request.user, scopes=data["scopes"], addresses=addresses)
        saved: Application = application
        return saved

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """With the way to another secret, where there is one."""
        buttons: list[Button] = super().header_more_buttons
        if self.object.client_type == Application.CLIENT_CONFIDENTIAL:
            address = reverse("api_applications:secret", args=[self.object.pk])
            buttons.append(Button(_("Make a new secret"), url=address, icon_name="key", priority=30))
        return buttons


@require_http_methods(["GET", "POST"])
@permission_required("api.change_application", raise_exception=True)
def secret(request: HttpRequest, pk: int) -> HttpResponse:
    """Another secret, once it was asked whether it is meant."""
    application = get_object_or_404(Application, pk=pk, client_type=Application.CLIENT_CONFIDENTIAL)
    if request.method == "POST":
        assert request.user.is_authenticated
        return _told(request, application, registering.renew(application, by=request.user))
    said = {**_around(application), "page_title": _("Make a new secret"), "header_icon": "key"}
    return render(request, "api/cms/renew.html", said)


class ApplicationViewSet(ModelViewSet):
    """The applications."""

    model = Application
    copy_view_enabled = False
    icon = "key"
    menu_label = gettext_lazy("Applications")
    menu_order = 630
    add_to_settings_menu = True
    add_view_class = AddApplication
    edit_view_class = EditApplication
    list_display: ClassVar[list[Any]] = [
        "name",
        Column("user", label=gettext_lazy("Acts for")),
        Column("client_id", label=gettext_lazy("Client ID")),
    ]
    search_fields: ClassVar[list[str]] = ["name"]
    search_backend_name = None
    ordering: ClassVar[list[str]] = ["name"]

    def get_form_class(self, for_update: bool = False) -> type[ApplicationForm]:
        return ApplicationForm

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), path("secret/<int:pk>/", secret, name="secret")]


def _told(request: HttpRequest, application: Application, secret: str) -> HttpResponse:
    said = {**_around(application), "page_title": _("Registered"), "header_icon": "key", "secret": secret}
    return render(request, "api/cms/secret.html", said)


def _around(application: Application) -> dict[str, Any]:
    trail = [
        {"url": reverse("api_applications:index"), "label": _("Applications")},
        {"url": reverse("api_applications:edit", args=[application.pk]), "label": application.name},
    ]
    return {"application": application, "breadcrumbs_items": trail}
