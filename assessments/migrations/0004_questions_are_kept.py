"""Questions are retired, never deleted: attempts keep the versions they drew. Takes back a right that was once given."""

from django.db import migrations

from academy.people.roles import Role


def take_back(apps, schema_editor):
    group = apps.get_model("auth", "Group").objects.get(name=Role.ADMINISTRATOR.value)
    group.permissions.remove(
        *group.permissions.filter(content_type__app_label="assessments", codename="delete_question")
    )


class Migration(migrations.Migration):
    dependencies = [("assessments", "0003_words")]
    operations = [migrations.RunPython(take_back, migrations.RunPython.noop)]
