from django.db import migrations, models


class Migration(migrations.Migration):
    """The text that is searched is kept, to show where its words are."""

    dependencies = [("catalog", "0003_noun_of_the_directory")]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="text",
            field=models.TextField(
                blank=True, default="", help_text="What is searched besides title and summary; for highlights."
            ),
            preserve_default=False,
        ),
        # The next rebuilding (manage.py rebuild_catalog) writes all of them again, with their text.
        migrations.RunSQL("UPDATE catalog_entry SET fingerprint = NULL", migrations.RunSQL.noop),
    ]
