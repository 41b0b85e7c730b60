from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0007_departures"),
    ]

    operations = [
        migrations.AlterField(
            model_name="entry",
            name="noun",
            field=models.CharField(
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
                    ("directory", "directory"),
                    ("key", "API key"),
                ],
                max_length=12,
            ),
        ),
    ]
