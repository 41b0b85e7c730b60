from django.db import migrations, models


class Migration(migrations.Migration):
    """What was last done of each chore."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="ChoreRun",
            fields=[
                ("name", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("problem", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "verbose_name": "run of a chore",
                "verbose_name_plural": "runs of chores",
                "ordering": ["name"],
            },
        ),
    ]
