from django.db import migrations


class Migration(migrations.Migration):
    """Counts of a minute need no journal: after a crash they begin again."""

    dependencies = [("api", "0001_usage_of_keys")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE api_ratecount SET UNLOGGED",
            "ALTER TABLE api_ratecount SET LOGGED",
        )
    ]
