"""Administrators answer for the home pages and the plain pages below them: the privacy notice is one."""

from django.conf import settings
from django.db import migrations

from academy.people.roles import Role, permission

DEEDS = ("add", "change", "publish", "lock", "unlock")


def give(apps, schema_editor):
    label, model = settings.WAGTAIL_PAGE_MODEL.lower().split(".")
    group = apps.get_model("auth", "Group").objects.get(name=Role.ADMINISTRATOR.value)
    rights = apps.get_model("wagtailcore", "GroupPagePermission")
    for home in apps.get_model("site", "HomePage").objects.all():
        for deed in DEEDS:
            right = permission(apps, f"{label}.{deed}_{model}")
            rights.objects.get_or_create(group=group, page_id=home.pk, permission=right)


class Migration(migrations.Migration):
    dependencies = [
        ("site", "0002_home"),
        ("people", "0002_roles"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
