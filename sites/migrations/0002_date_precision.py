from django.db import migrations, models


class Migration(migrations.Migration):
    """How well the day of installation is known; the days that are there were said to be exact."""

    dependencies = [("sites", "0001_sites")]

    operations = [
        migrations.AddField(
            model_name="sitepage",
            name="installed_precision",
            field=models.CharField(
                choices=[
                    ("day", "to the day"),
                    ("month", "to the month"),
                    ("year", "to the year"),
                    ("decade", "to the decade"),
                ],
                default="day",
                max_length=6,
                verbose_name="how well this date is known",
            ),
        ),
    ]
