import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0014_receipts"),
        ("knowledge", "0005_adoption_numbers"),
        ("territories", "0002_places"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="Evaluation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("evaluator", models.CharField(max_length=200, verbose_name="who made it")),
                ("dated_on", models.DateField(verbose_name="published on")),
                (
                    "conclusion",
                    models.CharField(
                        choices=[
                            ("favourable", "it works"),
                            ("mixed", "it works in part"),
                            ("unfavourable", "it does not work"),
                        ],
                        max_length=12,
                        verbose_name="what it concludes",
                    ),
                ),
                ("summary", models.TextField(max_length=1000, verbose_name="in a few sentences")),
                ("url", models.URLField(verbose_name="where it is read")),
                ("attached_at", models.DateTimeField(auto_now_add=True)),
                ("removed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evaluations",
                        to="knowledge.practicepage",
                    ),
                ),
            ],
            options={
                "verbose_name": "evaluation",
                "verbose_name_plural": "evaluations",
                "ordering": ["-dated_on", "-pk"],
            },
        ),
    ]
