import wagtail.search.index
from django.db import migrations, models


class Migration(migrations.Migration):
    """Entries as another search engine reads them, and how far it has followed."""

    dependencies = [("catalog", "0008_noun_of_keys")]

    operations = [
        migrations.CreateModel(
            name="SearchedEntry",
            fields=[],
            options={"proxy": True, "indexes": [], "constraints": []},
            bases=(wagtail.search.index.Indexed, "catalog.entry"),
        ),
        migrations.CreateModel(
            name="EngineState",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("change", models.BigIntegerField(default=0)),
            ],
            options={
                "verbose_name": "state of the search engine",
                "verbose_name_plural": "states of the search engine",
            },
        ),
    ]
