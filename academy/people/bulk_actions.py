"""Wagtail's bulk actions on people, held to the rules of the single screens."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.views.bulk_actions import AssignRoleBulkAction, DeleteBulkAction, SetActiveStateBulkAction

from academy.people.models import Person
from academy.people.viewsets import ROLES, OneRole


class NotOneself:
    """Nobody does it to themselves, and only a superuser to a superuser."""

    request: Any

    def check_perm(self, obj: Person) -> bool:
        """Wagtail's own rule, and ours."""
        allowed = bool(super().check_perm(obj))  # type: ignore[misc]  # the bulk action beside us
        mine = self.request.user
        return allowed and obj != mine and (mine.is_superuser or not obj.is_superuser)


class RoleForm(forms.Form):
    """One of the academy's roles."""

    role = OneRole(ROLES, label=_("Role"))


class AssignRole(NotOneself, AssignRoleBulkAction):
    """Give a role to many."""

    form_class = RoleForm


class SetActiveState(NotOneself, SetActiveStateBulkAction):
    """Open or close many accounts."""


class Delete(NotOneself, DeleteBulkAction):
    """Nobody has the right to it: people who hold evidence are not deleted."""
