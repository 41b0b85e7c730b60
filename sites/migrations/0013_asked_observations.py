import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    """Of whom the validation of an observation is asked. Those that wait already are asked of everybody who may."""

    dependencies = [
        ("sites", "0012_place_reports"),
    ]

    operations = [
        migrations.AddField(
            "observation", "asked_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)
        ),
        migrations.AddField(
            "observation",
            "rank",
            models.PositiveSmallIntegerField(
                choices=[(0, "site"), (1, "commune"), (2, "EPCI"), (3, "département"), (4, "region"), (5, "nation")],
                default=5,
                editable=False,
            ),
        ),
        migrations.AddField("observation", "reminded_at", models.DateTimeField(editable=False, null=True)),
        migrations.AlterField(
            "observation",
            "validation",
            models.CharField(
                choices=[
                    ("validated", "validated"),
                    ("waiting", "awaiting validation"),
                    ("refused", "refused"),
                    ("corrected", "replaced by a correction"),
                    ("withdrawn", "withdrawn"),
                ],
                default="validated",
                editable=False,
                max_length=10,
                verbose_name="validation",
            ),
        ),
    ]
