import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KINDS = [
    ("addressed", "a message for my attention"),
    ("message", "messages on what I follow"),
    ("change", "changes on what I follow"),
    ("to_validate", "what awaits my validation"),
    ("answer", "what becomes of what I proposed"),
    ("invitation", "my organisation is invited to act"),
    ("match", "what is new in my saved searches"),
    ("week", "the week of my territories"),
]


class Migration(migrations.Migration):
    """Searches that people keep, and the kind of things that tells of them."""

    dependencies = [
        ("collaboration", "0006_cards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedSearch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("query", models.TextField()),
                (
                    "is_alerted",
                    models.BooleanField(default=True, verbose_name="tell me when something new matches"),
                ),
                (
                    "known",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("watched", models.BigIntegerField(default=0)),
                ("unseen", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_searches",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "saved search",
                "verbose_name_plural": "saved searches",
                "ordering": ["name", "pk"],
                "constraints": [models.UniqueConstraint(fields=("user", "query"), name="search_saved_once")],
            },
        ),
        migrations.AlterField(
            model_name="notification", name="kind", field=models.CharField(choices=KINDS, max_length=12)
        ),
        migrations.AlterField(
            model_name="preference", name="kind", field=models.CharField(choices=KINDS, max_length=12)
        ),
    ]
