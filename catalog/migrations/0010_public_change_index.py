from django.db import migrations, models


class Migration(migrations.Migration):
    """The number of the last public change, found at once however much members' documents move."""

    dependencies = [("catalog", "0009_search_engine")]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(("audience", "public")), fields=["change"], name="entry_public_change"
            ),
        ),
    ]
