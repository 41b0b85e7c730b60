from django.db import migrations, models


class Migration(migrations.Migration):
    """Places by their whole name, which trigrams find more slowly."""

    dependencies = [("territories", "0002_places")]

    operations = [
        migrations.AddIndex(
            model_name="territory",
            index=models.Index(fields=["search_name"], name="territory_name"),
        ),
    ]
