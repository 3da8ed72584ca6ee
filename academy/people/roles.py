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
    """For migrations: give the role permissions, named `app.codename`. Raises LookupError when there is no such."""
    group, _is_new = apps.get_model("auth", "Group").objects.get_or_create(name=role.value)
    group.permissions.add(*(permission(apps, name) for name in permissions))


def permission(apps: Any, name: str) -> Any:
    """For migrations: the permission, made now where Django would make it only after all of them."""
    label, codename = name.split(".")
    found = apps.get_model("auth", "Permission").objects.filter(content_type__app_label=label, codename=codename)
    if not found.exists():
        create_permissions(installed.get_app_config(label), apps=apps, verbosity=0)
    one = found.first()
    if one is None:
        raise LookupError(f"There is no permission {name}.")
    return one


def roles_of(person: Any) -> list[Role]:
    """The roles that the person has, in the order above; other groups are none."""
    names = {group.name for group in person.groups.all()}
    return [role for role in Role if role.value in names]


def in_words(names: Iterable[str]) -> str:
    """The roles of these groups in the reader's language, separated by commas; a group that is no role by its name."""
    return ", ".join(str(LABELS[Role(name)]) if name in set(Role) else name for name in names)
