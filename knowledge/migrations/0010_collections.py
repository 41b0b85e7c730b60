import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import cms.fields


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0014_receipts"),
        ("knowledge", "0009_community"),
        ("territories", "0002_places"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="CollectionPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("intro", models.TextField(max_length=500, verbose_name="introduction")),
                (
                    "theme",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("schooling", "schooling"),
                            ("health", "health"),
                            ("work", "work"),
                            ("housing", "housing"),
                            ("social_support", "social support"),
                            ("mediation", "mediation"),
                            ("water_hygiene", "water and hygiene"),
                            ("safety", "safety"),
                            ("land_works", "land and works"),
                            ("steering", "steering"),
                        ],
                        max_length=20,
                        verbose_name="theme",
                    ),
                ),
                ("body", cms.fields.PlainStreamField([], blank=True, verbose_name="practices and texts")),
            ],
            options={
                "verbose_name": "collection of practices",
                "verbose_name_plural": "collections of practices",
            },
            bases=("wagtailcore.page",),
        ),
    ]
