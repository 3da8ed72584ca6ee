"""Wagtail's bulk actions on people, held to the rules of the single screens."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.users.views.bulk_actions import AssignRoleBulkAction, DeleteBulkAction, SetActiveStateBulkAction

from academy.people.administering import give_role, let_in
from academy.people.finding import find
from academy.people.listing import ROLES, OneRole
from academy.people.models import Person
from academy.people.roles import Role, in_words


class NotOneself:
    """Nobody does it to themselves, and only a superuser to a superuser."""

    request: Any

    def check_perm(self, obj: Person) -> bool:
        """Wagtail's own rule, and ours."""
        allowed = bool(super().check_perm(obj))  # type: ignore[misc]  # the bulk action beside us
        mine = self.request.user
        return allowed and obj != mine and (mine.is_superuser or not obj.is_superuser)

    def get_execution_context(self) -> dict[str, Any]:
        """Who does it, besides what Wagtail tells."""
        return {**super().get_execution_context(), "user": self.request.user}  # type: ignore[misc]  # as above

    def get_all_objects_in_listing_query(self, parent_id: Any) -> QuerySet[Any]:
        """To select all means all that the list's search has found."""
        return find(Person.objects.all(), self.request.GET.get("q", "")).values_list("pk", flat=True)


class RoleForm(forms.Form):
    """One of the academy's roles."""

    role = OneRole(ROLES, label=_("Role"))


class AssignRole(NotOneself, AssignRoleBulkAction):
    """Give a role to many."""

    form_class = RoleForm

    @classmethod
    def execute_action(
        cls, objects: list[Person], role: Any = None, user: Any = None, **_context: Any
    ) -> tuple[int, int]:
        """Wagtail wants the number of those it was done to."""
        if role is not None:
            give_role(objects, Role(role.name), by=user)
        return len(objects), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        role = in_words([self.cleaned_form.cleaned_data["role"].name])
        many = ngettext(
            "%(number)d person has the role %(role)s.",
            "%(number)d people have the role %(role)s.",
            num_parent_objects,
        )
        return many % {"number": num_parent_objects, "role": role}


class SetActiveState(NotOneself, SetActiveStateBulkAction):
    """Open or close many accounts."""

    @classmethod
    def execute_action(
        cls, objects: list[Person], mark_as_active: bool = False, user: Any = None, **_context: Any
    ) -> tuple[int, int]:
        """Wagtail wants the number of those it was done to."""
        let_in(objects, mark_as_active, by=user)
        return len(objects), 0


class Delete(NotOneself, DeleteBulkAction):
    """Nobody has the right to it: people who hold evidence are not deleted."""
