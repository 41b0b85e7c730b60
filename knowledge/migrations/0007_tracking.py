import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0014_receipts"),
        ("knowledge", "0006_evaluations"),
        ("territories", "0002_places"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="TrackingTurn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked", models.PositiveBigIntegerField(default=0)),
                ("done", models.PositiveBigIntegerField(default=0)),
            ],
            options={
                "verbose_name": "turn of tracking",
                "verbose_name_plural": "turns of tracking",
            },
        ),
        migrations.CreateModel(
            name="Comparison",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("applied", models.PositiveIntegerField()),
                ("better", models.PositiveIntegerField()),
                ("failed", models.PositiveIntegerField()),
                ("similar", models.PositiveIntegerField()),
                ("similar_better", models.PositiveIntegerField()),
                ("places", models.PositiveIntegerField()),
                ("chance", models.FloatField(null=True)),
                (
                    "practice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comparison",
                        to="knowledge.practicepage",
                    ),
                ),
            ],
            options={
                "verbose_name": "comparison",
                "verbose_name_plural": "comparisons",
            },
        ),
        migrations.CreateModel(
            name="TrackedEffect",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("case", models.CharField(max_length=40)),
                (
                    "size",
                    models.CharField(
                        choices=[
                            ("under_10", "fewer than 10 people"),
                            ("from_10", "10 to 49 people"),
                            ("from_50", "50 to 99 people"),
                            ("from_100", "100 people or more"),
                            ("unknown", "number of people unknown"),
                        ],
                        max_length=10,
                    ),
                ),
                ("people", models.PositiveIntegerField(null=True)),
                (
                    "needs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24), default=list, size=None
                    ),
                ),
                (
                    "gone",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24), default=list, size=None
                    ),
                ),
                ("months", models.PositiveSmallIntegerField(null=True)),
                ("is_failed", models.BooleanField(default=False)),
                (
                    "departement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="territories.territory",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="effects", to="knowledge.practicepage"
                    ),
                ),
            ],
            options={
                "verbose_name": "tracked effect",
                "verbose_name_plural": "tracked effects",
                "ordering": ["pk"],
            },
        ),
    ]
