from django.db import migrations, models
from django.db.models import Exists, F, OuterRef

ONE_PLACE = ("enrolment", "unit_key", "exercise", "version")


def finish_doubles(apps, schema_editor):
    """Of attempts that were open at once the newest goes on; the others end as they began, without a result.

    A page that still holds one of them may report its result all the same.
    """
    attempts = apps.get_model("courses", "H5PAttempt").objects.filter(finished_at=None)
    newer = attempts.filter(pk__gt=OuterRef("pk"), **{name: OuterRef(name) for name in ONE_PLACE})
    attempts.filter(Exists(newer)).update(finished_at=F("opened_at"))


def prepare_again(apps, schema_editor):
    """Of more types it is known now what they can give; the rest is prepared as it was when it is next played."""
    apps.get_model("courses", "H5PVersion").objects.filter(max_score=None).update(filtered_with=0)


class Migration(migrations.Migration):
    dependencies = [("courses", "0006_edition")]

    operations = [
        migrations.AddField("h5pattempt", "kept_bytes", models.PositiveIntegerField(default=0)),
        migrations.AddField("h5pattempt", "pool", models.JSONField(default=list)),
        migrations.RunPython(finish_doubles, migrations.RunPython.noop),
        migrations.RunPython(prepare_again, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="h5pattempt",
            constraint=models.UniqueConstraint(
                condition=models.Q(("finished_at", None)), fields=ONE_PLACE, name="one_open_h5p_attempt"
            ),
        ),
    ]
