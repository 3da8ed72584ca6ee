"""The roles and what each may do. A role is a group; migrations of each app grant it what its work needs."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.utils.translation import gettext_lazy as _


class Role(StrEnum):
    """The names of the groups. A learner is whoever has signed in: no group, no right beyond their own things."""

    INSTRUCTOR = "Instructors"
    REVIEWER = "Reviewers"
    OFFICER = "Certificate officers"
    MANAGER = "Agency managers"
    ADMINISTRATOR = "Administrators"


LABELS = {
    Role.INSTRUCTOR: _("instructor"),
    Role.REVIEWER: _("reviewer"),
    Role.OFFICER: _("certificate officer"),
    Role.MANAGER: _("agency manager"),
    Role.ADMINISTRATOR: _("administrator"),
}


def grant(apps: Any, role: Role, permissions: Iterable[str]) -> None:
    """For migrations: give the role permissions, named `app.codename`; those not yet in the database are made.

    Raises LookupError when a permission names a model that is not there.
    """
    group_model = apps.get_model("auth", "Group")
    permission_model = apps.get_model("auth", "Permission")
    group, _is_new = group_model.objects.get_or_create(name=role.value)
    for name in permissions:
        label, codename = name.split(".")
        found = permission_model.objects.filter(content_type__app_label=label, codename=codename)
        if not found.exists():
            config = installed.get_app_config(label)
            create_permissions(config, apps=apps, verbosity=0)
        permission = found.first()
        if permission is None:
            raise LookupError(f"There is no permission {name}.")
        group.permissions.add(permission)
