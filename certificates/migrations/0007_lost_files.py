"""Files that went missing from the store."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0006_designs"),
    ]

    operations = [
        migrations.CreateModel(
            name="LostFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("found_at", models.DateTimeField(verbose_name="found missing")),
                ("mended_at", models.DateTimeField(blank=True, null=True, verbose_name="mended")),
                (
                    "certificate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lost_files",
                        to="certificates.certificate",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("mended_at", None)),
                        fields=("certificate",),
                        name="one_open_loss_per_certificate",
                    )
                ],
            },
        ),
    ]
