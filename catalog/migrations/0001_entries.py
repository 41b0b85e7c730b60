import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # The search configuration `fr_unaccent`, fold() and trigrams come from there.
    dependencies = [("territories", "0001_search_tools")]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE catalog_change AS bigint", "DROP SEQUENCE catalog_change"),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "noun",
                    models.CharField(
                        choices=[
                            ("site", "site"),
                            ("action", "action"),
                            ("practice", "good practice"),
                            ("news", "news"),
                            ("page", "page"),
                            ("area", "area"),
                            ("territory", "territory"),
                            ("statistics", "statistics"),
                            ("account", "account"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("public", "public"),
                            ("partner", "partner, by commune"),
                            ("partner_exact", "partner, exact"),
                            ("member", "member"),
                        ],
                        max_length=14,
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="Stable and opaque: a page's translation key, a territory's code.", max_length=64
                    ),
                ),
                ("page_id", models.BigIntegerField(null=True)),
                ("title", models.CharField(max_length=300)),
                ("summary", models.TextField(blank=True)),
                ("url", models.CharField(max_length=500)),
                ("document", models.TextField()),
                ("feature", models.TextField()),
                (
                    "territory_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "tags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), default=list, size=None
                    ),
                ),
                ("people", models.PositiveIntegerField(null=True)),
                ("lon", models.FloatField(null=True)),
                ("lat", models.FloatField(null=True)),
                ("cell", models.BigIntegerField(null=True)),
                ("dated_on", models.DateField(null=True)),
                ("search_vector", django.contrib.postgres.search.SearchVectorField(null=True)),
                ("folded_title", models.CharField(max_length=300)),
                ("fingerprint", models.UUIDField(null=True)),
                ("change", models.BigIntegerField(unique=True)),
                ("changed_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "catalogue entry",
                "verbose_name_plural": "catalogue entries",
                "indexes": [
                    models.Index(
                        models.F("noun"),
                        models.F("audience"),
                        models.OrderBy(models.F("dated_on"), descending=True, nulls_last=True),
                        models.OrderBy(models.F("change"), descending=True),
                        name="entry_recent",
                    ),
                    models.Index(fields=["page_id"], name="entry_page"),
                    models.Index(fields=["cell"], name="entry_cell"),
                    django.contrib.postgres.indexes.GinIndex(fields=["territory_ids"], name="entry_territories"),
                    django.contrib.postgres.indexes.GinIndex(fields=["tags"], name="entry_tags"),
                    django.contrib.postgres.indexes.GinIndex(fields=["search_vector"], name="entry_search"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["folded_title"], name="entry_title_trigrams", opclasses=["gin_trgm_ops"]
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("noun", "audience", "key"), name="entry_key")],
            },
        ),
    ]
