import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0010_access_requests"),
    ]

    operations = [
        migrations.AddField(
            model_name="scope",
            name="ended_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.CreateModel(
            name="GivenOption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "option",
                    models.CharField(
                        choices=[
                            ("is_trusted", "publishes without validation"),
                            ("sees_restricted", "sees owners and procedures"),
                            ("is_exact", "exact places granted"),
                        ],
                        max_length=20,
                        verbose_name="option",
                    ),
                ),
                ("given_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "scope",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="given_options", to="actors.scope"
                    ),
                ),
            ],
            options={
                "verbose_name": "option of a scope",
                "verbose_name_plural": "options of scopes",
                "ordering": ["given_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("scope"),
                        models.F("option"),
                        condition=models.Q(("ended_at__isnull", True)),
                        name="option_given_once",
                    )
                ],
            },
        ),
    ]
