"""Who marks answers: instructors in their courses, reviewers where they are appointed, administrators everywhere."""

from django.db import migrations

from academy.people.roles import Role, grant


def give(apps, schema_editor):
    for role in (Role.INSTRUCTOR, Role.REVIEWER, Role.ADMINISTRATOR):
        grant(apps, role, ["assessments.mark_taught_answers"])
    grant(apps, Role.ADMINISTRATOR, ["assessments.mark_answers"])


class Migration(migrations.Migration):
    dependencies = [("assessments", "0010_marking_by_people")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
