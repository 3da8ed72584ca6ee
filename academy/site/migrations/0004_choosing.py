"""Officers and managers write no pages, so they choose no images and documents, in whatever order migrations ran.

Wagtail's own migrations give that right to every group that may enter the CMS when they run.
"""

from django.db import migrations

from academy.people.roles import Role


def take_back(apps, schema_editor):
    apps.get_model("wagtailcore", "GroupCollectionPermission").objects.filter(
        group__name__in=[Role.OFFICER.value, Role.MANAGER.value],
        permission__codename__in=["choose_image", "choose_document"],
    ).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("site", "0003_roles"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]
    operations = [migrations.RunPython(take_back, migrations.RunPython.noop)]
