"""Wagtail's screens for people and agencies."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.users.views.users import CreateView, EditView, UserViewSet

from academy.people.administering import add, amend, give_roles
from academy.people.enlisting import taken
from academy.people.forms import CERTIFICATE_NAMES, NAME_FIELDS, AgencyChoice, NamesMixin
from academy.people.listing import ROLES, PeopleFilters, PeopleList, RoleChoice
from academy.people.models import Agency, Person
from academy.people.organising import place
from academy.people.roles import Role


class PersonForm(NamesMixin, WagtailAdminModelForm):
    """A person as an administrator sees them. No password: people set their own by "forgotten password"."""

    agency = AgencyChoice(label=_("Agency"), empty_label=_("None"))
    groups = RoleChoice(ROLES, required=False, label=_("Roles"))

    class Meta:
        model = Person
        fields: ClassVar[list[str]] = [
            "email",
            *NAME_FIELDS,
            *CERTIFICATE_NAMES,
            "agency",
            "position",
            "preferred_language",
            "is_active",
            "groups",
        ]

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if editing_self:
            # Nobody locks themselves out, and nobody gives themselves a role.
            del self.fields["is_active"], self.fields["groups"]

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if taken(email, by_others_than=self.instance):
            raise forms.ValidationError(_("There is already an account with this e-mail address."))
        return email


class AddPerson(CreateView):
    """A new account, through the deed that makes accounts."""

    page_title = _("Add a person")
    success_message = _("The account of %(object)s is open. No letter is sent: tell them.")

    def save_instance(self) -> Person:
        data = dict(self.form.cleaned_data)
        roles = [Role(group.name) for group in data.pop("groups")]
        return add(data.pop("email"), roles=roles, by=self.request.user, **data)


class EditPerson(EditView):
    """An account's data. A superuser's is changed by superusers only, or an administrator could become one."""

    success_message = _("The changes to %(object)s are saved.")
    error_message = _("Nothing is saved yet. Please mend what is marked below.")

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if self.object.is_superuser and not request.user.is_superuser:
            raise PermissionDenied

    def save_instance(self) -> Person:
        person: Person = self.form.save(commit=False)
        amend(person, self.form.changed_data, by=self.request.user)
        if "groups" in self.form.cleaned_data:
            give_roles(person, [Role(one.name) for one in self.form.cleaned_data["groups"]], by=self.request.user)
        return person


class PersonViewSet(UserViewSet):
    """People, found by e-mail address and name."""

    template_prefix = "people/cms/"
    menu_label = _("People")
    index_view_class = PeopleList
    filterset_class = PeopleFilters
    add_view_class = AddPerson
    edit_view_class = EditPerson
    copy_view_enabled = False  # Wagtail's copying saves the very account that was to be copied, a superuser's too.
    list_export: ClassVar[list[str]] = []

    def get_form_class(self, for_update: bool = False) -> type[PersonForm]:
        return PersonForm

    def get_search_area(self) -> Any:
        """The list, as one of the places of the CMS's search."""
        address = reverse(self.get_url_name("index"))
        return self.search_area_class(_("People"), address, name="users", icon_name="user", order=600)


class AgencyForm(WagtailAdminModelForm):
    """An agency and the one it is below."""

    parent = AgencyChoice(label=_("Part of"), empty_label=_("Nothing: it is a ministry or stands alone"))

    class Meta:
        model = Agency
        fields: ClassVar[list[str]] = ["name_th", "name_en", "kind"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["parent"].queryset = Agency.objects.exclude(path__startswith=self.instance.path)
            self.initial["parent"] = self.instance.get_parent()

    def save(self, commit: bool = True) -> Agency:
        """Hand the values to the deed: a tree's rows are placed, not saved."""
        return place(self.instance, self.cleaned_data["parent"])


class AgencyViewSet(ModelViewSet):
    """The tree of agencies."""

    model = Agency
    copy_view_enabled = False
    icon = "site"
    menu_label = _("Agencies")
    menu_order = 610
    add_to_settings_menu = True
    list_display: ClassVar[list[Any]] = [
        TitleColumn("indented_name", label=_("Agency"), url_name="agencies:edit"),
        "kind",
    ]
    search_fields: ClassVar[list[str]] = ["name_th", "name_en"]
    ordering: ClassVar[list[str]] = ["path"]

    def get_form_class(self, for_update: bool = False) -> type[AgencyForm]:
        return AgencyForm
