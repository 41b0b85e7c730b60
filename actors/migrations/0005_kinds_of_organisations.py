from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0004_readings"),
    ]

    operations = [
        migrations.AlterField(
            model_name="organisation",
            name="kind",
            field=models.CharField(
                choices=[
                    ("prefecture", "préfecture"),
                    ("ddets", "departmental directorate (DDETS)"),
                    ("association", "association"),
                    ("city", "city"),
                    ("epci", "EPCI"),
                    ("ars", "regional health agency (ARS)"),
                    ("education", "national education"),
                    ("police", "police and gendarmerie"),
                    ("justice", "justice"),
                    ("council", "departmental or regional council"),
                    ("state_agency", "State agency"),
                    ("national", "national team"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
    ]
