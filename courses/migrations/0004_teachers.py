"""Who looks after a course's learners: instructors see those of their own courses, certificate officers all."""

import modelcluster.fields
from django.conf import settings
from django.db import migrations

from academy.people.roles import Role, grant

PERMISSIONS = (
    ("release_course", "Can release a course"),
    ("view_roster", "Can see who is enrolled and how far they are"),
    ("change_roster", "Can enrol and withdraw people"),
    ("view_taught_roster", "Can see who is enrolled in the courses they teach, and how far they are"),
    ("change_taught_roster", "Can enrol and withdraw people in the courses they teach"),
    ("view_agency_roster", "Can see the people of their own agency"),
)


def narrow(apps, schema_editor):
    instructors = apps.get_model("auth", "Group").objects.get(name=Role.INSTRUCTOR.value)
    wide = ["view_roster", "change_roster"]
    instructors.permissions.remove(
        *apps.get_model("auth", "Permission").objects.filter(content_type__app_label="courses", codename__in=wide)
    )
    grant(apps, Role.INSTRUCTOR, ["courses.view_taught_roster", "courses.change_taught_roster"])
    grant(apps, Role.OFFICER, ["courses.view_roster"])


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0003_roles"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AlterModelOptions(
            name="course",
            options={"permissions": PERMISSIONS, "verbose_name": "course", "verbose_name_plural": "courses"},
        ),
        migrations.AddField(
            model_name="coursepage",
            name="teachers",
            field=modelcluster.fields.ParentalManyToManyField(
                blank=True,
                help_text="They see who is enrolled, enrol and withdraw; so does whoever made the course.",
                limit_choices_to={"groups__name": "Instructors"},
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="who looks after its learners",
            ),
        ),
        migrations.RunPython(narrow, migrations.RunPython.noop),
    ]
