"""What officers and administrators may do with certificates."""

from typing import Any

from django.db import migrations

from academy.people.roles import Role, grant

OFFICER = [
    "wagtailadmin.access_admin",
    *("certificates.view_certificate", "certificates.issue_certificate", "certificates.repair_certificate"),
]
ADMINISTRATOR = [*OFFICER, "certificates.change_issuer", "certificates.view_issuer"]


def establish(apps: Any, _editor: Any) -> None:
    grant(apps, Role.OFFICER, OFFICER)
    grant(apps, Role.ADMINISTRATOR, ADMINISTRATOR)


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0001_initial"),
        ("people", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]
    operations = [migrations.RunPython(establish, migrations.RunPython.noop)]
