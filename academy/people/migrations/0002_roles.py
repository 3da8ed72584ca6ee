"""The roles, with what each may do to people. Other apps' migrations grant what belongs to them."""

from typing import Any

from django.db import migrations

from academy.people.roles import Role, grant

EVERY_ROLE = ["wagtailadmin.access_admin"]
# People who hold evidence are not deleted: an account is closed ("may sign in") instead.
ADMINISTRATOR = [
    *("people.add_person", "people.change_person", "people.view_person"),
    *("people.add_agency", "people.change_agency", "people.delete_agency", "people.view_agency"),
]


def establish(apps: Any, _editor: Any) -> None:
    for role in Role:
        grant(apps, role, EVERY_ROLE)
    grant(apps, Role.ADMINISTRATOR, ADMINISTRATOR)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0001_initial"),
    ]
    operations = [migrations.RunPython(establish, migrations.RunPython.noop)]
