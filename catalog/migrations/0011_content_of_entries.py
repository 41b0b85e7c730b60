from django.db import migrations, models


class Migration(migrations.Migration):
    """What pages of prose say, for the API. `manage.py rebuild_catalog` fills it."""

    dependencies = [("catalog", "0010_public_change_index")]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="content",
            field=models.TextField(blank=True, default="", help_text="Of a page of prose: all that it says."),
        ),
    ]
