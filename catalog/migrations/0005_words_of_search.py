from django.db import migrations, models

import catalog.validators


class Migration(migrations.Migration):
    """Synonyms of the editors, and what nobody finds."""

    dependencies = [("catalog", "0004_text_of_entries")]

    operations = [
        migrations.CreateModel(
            name="SynonymGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "terms",
                    models.TextField(
                        help_text="Two at least, with commas between: MOUS, maîtrise d’œuvre urbaine et sociale.",
                        validators=[catalog.validators.validate_terms],
                        verbose_name="words",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note for the editors")),
            ],
            options={
                "verbose_name": "group of synonyms",
                "verbose_name_plural": "synonyms",
                "ordering": ["terms", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Asked",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(max_length=32)),
                ("who", models.CharField(max_length=32)),
                ("month", models.DateField()),
            ],
            options={
                "verbose_name": "search without result, hidden",
                "verbose_name_plural": "searches without result, hidden",
                "constraints": [models.UniqueConstraint(fields=("month", "words", "who"), name="asked_once_by_each")],
            },
        ),
        migrations.CreateModel(
            name="Unanswered",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(max_length=80, verbose_name="words")),
                ("month", models.DateField(verbose_name="month")),
                ("people", models.PositiveIntegerField(verbose_name="people")),
            ],
            options={
                "verbose_name": "search without result",
                "verbose_name_plural": "searches without result",
                "ordering": ["-month", "-people", "words"],
                "constraints": [models.UniqueConstraint(fields=("month", "words"), name="unanswered_once_a_month")],
            },
        ),
    ]
