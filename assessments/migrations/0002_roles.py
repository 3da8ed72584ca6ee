"""Who may write the question bank."""

from django.db import migrations

from academy.people.roles import Role, grant

LOOK = ["assessments.view_category", "assessments.view_question"]
WRITE = [
    *LOOK,
    "assessments.add_category", "assessments.change_category",
    "assessments.add_question", "assessments.change_question",
]  # fmt: skip
# Questions are retired, never deleted: attempts keep the versions they drew.
DELETE = ["assessments.delete_category", "assessments.view_attempt"]


def give(apps, schema_editor):
    grant(apps, Role.INSTRUCTOR, WRITE)
    grant(apps, Role.REVIEWER, LOOK)
    grant(apps, Role.ADMINISTRATOR, [*WRITE, *DELETE])


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
