import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    """What has left a place, for those who hold a replica of what is there."""

    dependencies = [("catalog", "0006_first_synonyms")]

    operations = [
        migrations.CreateModel(
            name="Departure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("noun", models.CharField(max_length=12)),
                ("key", models.CharField(max_length=64)),
                ("page_id", models.BigIntegerField(help_text="The page that it was, if it is another now.", null=True)),
                (
                    "territory_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        default=list,
                        help_text="Those that it is no longer in.",
                        size=None,
                    ),
                ),
                ("change", models.BigIntegerField(unique=True)),
            ],
            options={"verbose_name": "departure", "verbose_name_plural": "departures"},
        ),
    ]
