import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0014_receipts"),
        ("knowledge", "0007_tracking"),
        ("territories", "0002_places"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="UsefulVote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("voted_at", models.DateTimeField(auto_now_add=True)),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="useful_votes",
                        to="knowledge.practicepage",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "useful vote",
                "verbose_name_plural": "useful votes",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="LinkCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("url", models.URLField(max_length=1000, verbose_name="link")),
                ("status", models.PositiveSmallIntegerField(null=True, verbose_name="answer")),
                ("is_broken", models.BooleanField(default=False)),
                ("broken_since", models.DateField(null=True, verbose_name="broken since")),
                ("checked_at", models.DateTimeField(verbose_name="checked on")),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links", to="knowledge.practicepage"
                    ),
                ),
            ],
            options={
                "verbose_name": "checked link",
                "verbose_name_plural": "checked links",
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("practice", "url"), name="link_once_a_practice")],
            },
        ),
        migrations.CreateModel(
            name="PracticeReading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("count", models.PositiveIntegerField(default=0)),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readings",
                        to="knowledge.practicepage",
                    ),
                ),
            ],
            options={
                "verbose_name": "readings of a day",
                "verbose_name_plural": "readings by day",
                "ordering": ["-day", "pk"],
                "constraints": [models.UniqueConstraint(fields=("practice", "day"), name="readings_once_a_day")],
            },
        ),
        migrations.AddConstraint(
            model_name="usefulvote",
            constraint=models.UniqueConstraint(fields=("practice", "user"), name="useful_once_each"),
        ),
    ]
