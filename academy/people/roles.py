"""The roles and what each may do. A role is a group; migrations of each app grant it what its work needs."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any


class Role(StrEnum):
    """The names of the groups. A learner is whoever has signed in: no group, no right beyond their own things."""

    INSTRUCTOR = "Instructors"
    REVIEWER = "Reviewers"
    OFFICER = "Certificate officers"
    MANAGER = "Agency managers"
    ADMINISTRATOR = "Administrators"


def grant(apps: Any, role: Role, permissions: Iterable[str]) -> None:
    """For migrations: give the role permissions, named `app.codename`; those not yet in the database are made.

    Raises LookupError when a permission names a model that is not there.
    """
    from django.apps import apps as installed
    from django.contrib.auth.management import create_permissions

    group_model = apps.get_model("auth", "Group")
    permission_model = apps.get_model("auth", "Permission")
    group, _made = group_model.objects.get_or_create(name=role.value)
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
