"""Who may regrade. Instructors of a course see what a regrade would do; deciding it is the administrators'."""

from django.db import migrations

from academy.people.roles import Role, grant


def give(apps, schema_editor):
    grant(apps, Role.ADMINISTRATOR, ["assessments.regrade_attempts"])


class Migration(migrations.Migration):
    dependencies = [("assessments", "0005_regrading")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
