from django.db import migrations, models


class Migration(migrations.Migration):
    """Totals of the areas, one row a day."""

    dependencies = [("catalog", "0001_entries")]

    operations = [
        migrations.CreateModel(
            name="AreaTotals",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("as_of", models.DateField(unique=True)),
                ("open_sites", models.PositiveIntegerField(null=True)),
                ("people", models.PositiveIntegerField(null=True)),
            ],
            options={
                "verbose_name": "totals of the areas",
                "verbose_name_plural": "totals of the areas",
                "ordering": ["-as_of"],
            },
        ),
    ]
