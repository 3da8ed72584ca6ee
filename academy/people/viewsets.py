"""Wagtail's screens for people and agencies."""

from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.users.views.users import CreateView, EditView, UserViewSet

from academy.people.enlisting import enlist, speak, taken
from academy.people.forms import CERTIFICATE_NAMES, NAME_FIELDS, AgencyChoice, NamesMixin
from academy.people.models import Agency, Person
from academy.people.organising import place
from academy.people.roles import LABELS, Role

# Wagtail's own groups, Editors and Moderators, are no roles of the academy: they reach every page.
ROLES = Group.objects.filter(name__in=list(Role)).order_by("pk")


class OneRole(forms.ModelChoiceField[Group]):
    """A role, named in the reader's language."""

    def label_from_instance(self, obj: Any) -> str:
        return str(LABELS.get(obj.name, obj.name))


class RoleChoice(OneRole, forms.ModelMultipleChoiceField[Group]):
    """Any number of roles."""

    widget = forms.CheckboxSelectMultiple


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

    def save_instance(self) -> Person:
        data = dict(self.form.cleaned_data)
        groups = data.pop("groups")
        person = enlist(data.pop("email"), **data)
        person.groups.set(groups)
        return person


class EditPerson(EditView):
    """An account's data. A superuser's is changed by superusers only, or an administrator could become one."""

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if self.object.is_superuser and not request.user.is_superuser:
            raise PermissionDenied

    def save_instance(self) -> Person:
        person: Person = self.form.save()
        if "email" in self.form.changed_data:
            EmailAddress.objects.filter(user=person).delete()
            EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        speak(person, person.preferred_language)
        return person


class PersonViewSet(UserViewSet):
    """People, found by e-mail address and name."""

    template_prefix = "people/cms/"
    menu_label = _("People")
    add_view_class = AddPerson
    edit_view_class = EditPerson
    copy_view_enabled = False  # Wagtail's copying saves the very account that was to be copied, a superuser's too.
    list_export: ClassVar[list[str]] = []

    def get_form_class(self, for_update: bool = False) -> type[PersonForm]:
        return PersonForm


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
    icon = "building"
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
