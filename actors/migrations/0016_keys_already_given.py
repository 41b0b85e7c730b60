from django.db import migrations
from django.db.models import F


def grant(apps, schema_editor):
    keys = apps.get_model("actors", "ApiKey").objects.filter(approved_at__isnull=True)
    keys.update(approved_at=F("created_at"), shown_at=F("created_at"))


class Migration(migrations.Migration):
    """Keys from before they were asked for were granted the day that they were made, by hand."""

    dependencies = [("actors", "0015_lives_of_keys")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
