"""The list of people in the CMS: its columns, filters and search."""

from typing import Any, ClassVar

import django_filters  # type: ignore[import-untyped]  # it has no types
from django import forms
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters.fields import ModelMultipleChoiceField  # type: ignore[import-untyped]  # as above
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, DateColumn, StatusTagColumn
from wagtail.admin.widgets.boolean_radio_select import BooleanRadioSelect
from wagtail.users.views.users import IndexView, UserColumn

from academy.people.finding import find
from academy.people.models import Person
from academy.people.roles import LABELS, Role, in_words

# Wagtail's own groups, Editors and Moderators, are no roles of the academy: they reach every page.
ROLES = Group.objects.filter(name__in=list(Role)).order_by("pk")


class OneRole(forms.ModelChoiceField[Group]):
    """A role, named in the reader's language."""

    def label_from_instance(self, obj: Any) -> str:
        return str(LABELS.get(obj.name, obj.name))


class RoleChoice(OneRole, forms.ModelMultipleChoiceField[Group]):
    """Any number of roles."""

    widget = forms.CheckboxSelectMultiple


class RolesSought(ModelMultipleChoiceField):
    """Roles in a filter."""

    def label_from_instance(self, obj: Any) -> str:
        return str(LABELS.get(obj.name, obj.name))


class RoleFilter(django_filters.ModelMultipleChoiceFilter):
    """Whoever has one of these roles."""

    field_class = RolesSought


class PeopleFilters(WagtailFilterSet):
    """By role, by whether they may sign in, by their last sign-in."""

    is_active = django_filters.BooleanFilter(label=gettext_lazy("May sign in"), widget=BooleanRadioSelect)
    role = RoleFilter(
        field_name="groups", queryset=ROLES, label=gettext_lazy("Role"), widget=forms.CheckboxSelectMultiple
    )
    last_login = django_filters.DateFromToRangeFilter(label=gettext_lazy("Last sign-in"), widget=DateRangePickerWidget)

    class Meta:
        model = Person
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, is_searching: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


def _roles(person: Person) -> str:
    if person.is_superuser:
        return _("main administrator")
    return in_words(group.name for group in person.groups.all())


class PeopleList(IndexView):
    """Who: name, address, agency, roles, and whether the account is open."""

    page_title = gettext_lazy("People")
    add_item_label = gettext_lazy("Add a person")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="user"),
            self._get_title_column_class(UserColumn)(
                "name", accessor=str, label=gettext_lazy("Name"), get_url=self.get_edit_url, classname="name"
            ),
            Column("email", label=gettext_lazy("E-mail"), sort_key="email", classname="username"),
            Column("agency", label=gettext_lazy("Agency"), classname="agency"),
            Column("roles", label=gettext_lazy("Roles"), accessor=_roles, classname="roles"),
            StatusTagColumn(
                "is_active",
                label=gettext_lazy("State of the account"),
                accessor=lambda person: _("open") if person.is_active else _("closed"),
                primary=lambda person: person.is_active,
                sort_key="is_active",
            ),
            DateColumn("last_login", label=gettext_lazy("Last sign-in"), sort_key="last_login"),
        ]

    def get_base_queryset(self) -> QuerySet[Person]:
        people: QuerySet[Person] = super().get_base_queryset()
        return people.select_related("agency").prefetch_related("groups")

    def search_queryset(self, queryset: QuerySet[Person]) -> QuerySet[Person]:
        return find(queryset, self.search_query) if self.is_searching else queryset
