"""Journals, live conditions, forward-only tests, fixed questions, what is shown of a result."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def keep_back(apps, schema_editor):
    """Quizzes that never showed right answers go on keeping them back, their drafts too."""
    QuizPage = apps.get_model("assessments", "QuizPage")
    said = dict.fromkeys(("review_after", "review_later", "review_closed"), "answers")
    quizzes = QuizPage.objects.filter(show_answers=False)
    pages = [str(pk) for pk in quizzes.values_list("pk", flat=True)]
    quizzes.update(**said)
    revisions = apps.get_model("wagtailcore", "Revision").objects.filter(
        object_id__in=pages, content_type__app_label="assessments", content_type__model="quizpage"
    )
    for revision in revisions.iterator():
        revision.content.update(said)
        revision.save(update_fields=["content"])


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0006_regrading_roles"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="attempt",
            name="address",
            field=models.GenericIPAddressField(blank=True, null=True, verbose_name="network address"),
        ),
        migrations.AddField(
            model_name="attempt",
            name="grace",
            field=models.PositiveSmallIntegerField(default=5),
        ),
        migrations.AddField(
            model_name="attempt",
            name="networks",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="attempt",
            name="page",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="attemptquestion",
            name="flagged",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="quizpage",
            name="navigation",
            field=models.CharField(
                choices=[
                    ("free", "free: back and forth"),
                    ("forward", "forward only: a page that was left does not come back"),
                ],
                default="free",
                max_length=10,
                verbose_name="way through the pages",
            ),
        ),
        migrations.AddField(
            model_name="quizpage",
            name="review_after",
            field=models.CharField(
                choices=[
                    ("score", "the score"),
                    ("answers", "the score, and the mark of each answer"),
                    ("keys", "all of it, with the right answers"),
                ],
                default="keys",
                help_text="For a quarter of an hour.",
                max_length=10,
                verbose_name="shown right after submission",
            ),
        ),
        migrations.AddField(
            model_name="quizpage",
            name="review_closed",
            field=models.CharField(
                choices=[
                    ("score", "the score"),
                    ("answers", "the score, and the mark of each answer"),
                    ("keys", "all of it, with the right answers"),
                ],
                default="keys",
                max_length=10,
                verbose_name="shown once the test has closed for everyone",
            ),
        ),
        migrations.AddField(
            model_name="quizpage",
            name="review_later",
            field=models.CharField(
                choices=[
                    ("score", "the score"),
                    ("answers", "the score, and the mark of each answer"),
                    ("keys", "all of it, with the right answers"),
                ],
                default="keys",
                max_length=10,
                verbose_name="shown later",
            ),
        ),
        migrations.AddField(
            model_name="quizpage",
            name="shuffle_questions",
            field=models.BooleanField(
                default=False,
                help_text="Otherwise the sections come one after the other; within each the order is by chance.",
                verbose_name="mix the questions of all sections",
            ),
        ),
        migrations.AddField(
            model_name="quizsection",
            name="question",
            field=models.ForeignKey(
                blank=True,
                help_text="Everybody gets it, in the version that is current when they start.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="assessments.question",
                verbose_name="or one question",
            ),
        ),
        migrations.AlterField(
            model_name="quizsection",
            name="category",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="assessments.category",
                verbose_name="category",
            ),
        ),
        migrations.CreateModel(
            name="Conditions",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit_key", models.UUIDField(editable=False, unique=True)),
                (
                    "opens_at",
                    models.DateTimeField(
                        blank=True, help_text="Empty: open from the start.", null=True, verbose_name="opens"
                    ),
                ),
                (
                    "closes_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Empty: never. Attempts still in progress then end at this moment.",
                        null=True,
                        verbose_name="closes",
                    ),
                ),
                (
                    "grace",
                    models.PositiveSmallIntegerField(
                        default=5,
                        help_text="Answers that arrive so long after the end still count: they may have been on their way.",
                        validators=[django.core.validators.MaxValueValidator(600)],
                        verbose_name="grace, in seconds",
                    ),
                ),
                (
                    "wait_minutes",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Empty: none.",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(129600)],
                        verbose_name="waiting time between attempts, in minutes",
                    ),
                ),
                (
                    "password",
                    models.CharField(
                        blank=True,
                        help_text="Asked once, before an attempt begins. Empty: none.",
                        max_length=60,
                        verbose_name="password",
                    ),
                ),
                (
                    "networks",
                    models.TextField(
                        blank=True,
                        help_text="One address or range a line, such as 203.0.113.0/24. Empty: from anywhere.",
                        max_length=2000,
                        verbose_name="networks allowed",
                    ),
                ),
                ("pretest", models.UUIDField(blank=True, null=True, verbose_name="pre-test")),
                ("changed_at", models.DateTimeField(verbose_name="changed")),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "conditions of a test",
                "verbose_name_plural": "conditions of tests",
                "permissions": (
                    ("change_taught_conditions", "Can change the conditions of tests in their own courses"),
                ),
                "default_permissions": ("change",),
            },
        ),
        migrations.CreateModel(
            name="JournalEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "event",
                    models.CharField(
                        choices=[
                            ("started", "started"),
                            ("carried", "carried over"),
                            ("saved", "answers saved"),
                            ("moved", "went on to another page"),
                            ("focus_lost", "left the window"),
                            ("address_changed", "came from another network address"),
                            ("deadline_changed", "deadline changed"),
                            ("submitted", "submitted"),
                            ("ran_out", "closed as time was up"),
                            ("graded", "marked"),
                            ("regraded", "marked again"),
                        ],
                        max_length=20,
                        verbose_name="event",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
                ("detail", models.JSONField(default=dict)),
                ("hash", models.CharField(max_length=64)),
                ("signature", models.CharField(blank=True, max_length=128)),
                (
                    "attempt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="journal",
                        to="assessments.attempt",
                        verbose_name="attempt",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "journal entry",
                "verbose_name_plural": "journal entries",
                "ordering": ["attempt", "number"],
                "default_permissions": ("view",),
                "constraints": [
                    models.UniqueConstraint(fields=("attempt", "number"), name="one_journal_entry_per_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="Override",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("opens_at", models.DateTimeField(blank=True, null=True, verbose_name="opens")),
                ("closes_at", models.DateTimeField(blank=True, null=True, verbose_name="closes")),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="time limit, in minutes",
                    ),
                ),
                (
                    "attempts",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="attempts allowed",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        help_text="Why they have other conditions.", max_length=300, verbose_name="reason"
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="made")),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.agency",
                        verbose_name="agency",
                    ),
                ),
                (
                    "conditions",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="overrides",
                        to="assessments.conditions",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "exception",
                "verbose_name_plural": "exceptions",
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agency__isnull", True), ("person__isnull", False)),
                            models.Q(("agency__isnull", False), ("person__isnull", True)),
                            _connector="OR",
                        ),
                        name="an_override_is_for_a_person_or_an_agency",
                    ),
                    models.UniqueConstraint(fields=("conditions", "person"), name="one_override_per_person"),
                    models.UniqueConstraint(fields=("conditions", "agency"), name="one_override_per_agency"),
                ],
            },
        ),
        migrations.RunPython(keep_back, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name="quizpage",
            name="show_answers",
        ),
    ]
