"""What each role may do to courses: least rights. Instructors write, reviewers publish, and releasing is a right apart."""

from django.conf import settings
from django.db import migrations

from academy.people.roles import Role, grant, permission

COURSES = {
    Role.INSTRUCTOR: ["release_course", "view_roster", "change_roster"],
    Role.MANAGER: ["view_agency_roster"],
    Role.ADMINISTRATOR: ["release_course", "view_roster", "change_roster", "view_agency_roster"],
}
# Below the catalogues. Reviewers and administrators approve in the workflow; their right to publish is what it uses.
PAGES = {
    Role.INSTRUCTOR: ["add", "change"],
    Role.REVIEWER: ["change", "publish", "lock", "unlock"],
    Role.ADMINISTRATOR: ["add", "change", "publish", "lock", "unlock", "bulk_delete"],
}
FILES = {
    "wagtailimages": "image",
    "wagtaildocs": "document",
}
FILE_RIGHTS = {
    Role.INSTRUCTOR: ["add", "choose"],
    Role.REVIEWER: ["choose"],
    Role.ADMINISTRATOR: ["add", "change", "choose"],
}


def establish(apps, schema_editor):
    for role, codenames in COURSES.items():
        grant(apps, role, [f"courses.{codename}" for codename in codenames])
    grant(apps, Role.INSTRUCTOR, ["wagtail_localize.submit_translation"])
    grant(apps, Role.ADMINISTRATOR, ["wagtail_localize.submit_translation"])


def give_pages(apps, schema_editor):
    label, model = settings.WAGTAIL_PAGE_MODEL.lower().split(".")
    rights = apps.get_model("wagtailcore", "GroupPagePermission")
    for role, deeds in PAGES.items():
        group = apps.get_model("auth", "Group").objects.get(name=role.value)
        for catalogue in apps.get_model("courses", "CataloguePage").objects.all():
            for deed in deeds:
                right = permission(apps, f"{label}.{deed}_{model}")
                rights.objects.get_or_create(group=group, page_id=catalogue.pk, permission=right)


def give_files(apps, schema_editor):
    collection = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    rights = apps.get_model("wagtailcore", "GroupCollectionPermission")
    for role, deeds in FILE_RIGHTS.items():
        group = apps.get_model("auth", "Group").objects.get(name=role.value)
        for label, model in FILES.items():
            for deed in deeds:
                right = permission(apps, f"{label}.{deed}_{model}")
                rights.objects.get_or_create(group=group, collection=collection, permission=right)


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0002_foundation"),
        ("people", "0002_roles"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
    ]
    operations = [
        migrations.RunPython(establish, migrations.RunPython.noop),
        migrations.RunPython(give_pages, migrations.RunPython.noop),
        migrations.RunPython(give_files, migrations.RunPython.noop),
    ]
