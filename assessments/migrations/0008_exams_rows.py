"""Attempts from before there were journals get one entry that says how they stood; who may set conditions."""

from datetime import UTC, datetime

from django.db import migrations

from academy.formats.numbers import plain
from academy.people.roles import Role, grant
from assessments import chaining

BATCH = 500


def carry(apps, schema_editor):
    Attempt = apps.get_model("assessments", "Attempt")
    last, now = 0, datetime.now(UTC)
    while batch := list(Attempt.objects.filter(pk__gt=last, journal=None).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        drawn = {attempt.pk: [] for attempt in batch}
        questions = apps.get_model("assessments", "AttemptQuestion").objects.filter(attempt__in=batch)
        for row in questions.order_by("attempt_id", "position"):
            drawn[row.attempt_id].append(row)
        apps.get_model("assessments", "JournalEntry").objects.bulk_create(
            entry(apps, attempt, drawn[attempt.pk], now) for attempt in batch
        )


def entry(apps, attempt, rows, now):
    detail = {
        "questions": [[row.position, row.version_id, row.choice_order] for row in rows],
        "deadline": attempt.deadline.astimezone(UTC).isoformat(timespec="microseconds") if attempt.deadline else None,
        "answers": {str(row.position): [row.sequence, chaining.answer(row.answer)] for row in rows if row.sequence},
    }
    if attempt.state == "marked":
        detail |= {name: plain(getattr(attempt, name)) for name in ("points", "points_possible", "score")}
        detail["passed"] = attempt.passed
    detail = chaining.plain(detail)
    made = chaining.link(chaining.NOTHING, attempt.public_id, 1, "carried", now, None, detail)
    return apps.get_model("assessments", "JournalEntry")(
        attempt=attempt, number=1, event="carried", at=now, by=None, detail=detail, hash=made
    )


def give(apps, schema_editor):
    grant(apps, Role.INSTRUCTOR, ["assessments.change_taught_conditions"])
    grant(apps, Role.ADMINISTRATOR, ["assessments.change_conditions", "assessments.change_taught_conditions"])


def forget(apps, schema_editor):
    """Backwards the journals go with their table."""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0007_exams")]
    operations = [migrations.RunPython(carry, forget), migrations.RunPython(give, migrations.RunPython.noop)]
