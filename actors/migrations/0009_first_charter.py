from pathlib import Path

from django.db import migrations

# The text as it was when this version was published: it never changes, another version follows it.
TEXT = Path(__file__).resolve().parent.parent / "data" / "charte-1.md"


def publish(apps, schema_editor):
    apps.get_model("actors", "Charter").objects.create(version=1, text=TEXT.read_text().strip())


def withdraw(apps, schema_editor):
    apps.get_model("actors", "Charter").objects.filter(version=1).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0008_charter"),
    ]

    operations = [migrations.RunPython(publish, withdraw)]
