import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0001_people"),
        ("territories", "0002_places"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Scope",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("observer", "observer"),
                            ("actor", "field actor"),
                            ("partner", "institutional partner"),
                            ("pilot", "pilot"),
                            ("editor", "editor"),
                            ("national", "national team"),
                        ],
                        max_length=12,
                        verbose_name="role",
                    ),
                ),
                ("is_trusted", models.BooleanField(default=False, verbose_name="publishes without validation")),
                ("sees_restricted", models.BooleanField(default=False, verbose_name="sees owners and procedures")),
                ("starts_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="from")),
                ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="until")),
                (
                    "given_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="given_scopes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scopes",
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scopes",
                        to="territories.territory",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="scopes", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "scope",
                "verbose_name_plural": "scopes",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("page__isnull", True), ("territory__isnull", False)),
                            models.Q(("page__isnull", False), ("territory__isnull", True)),
                            _connector="OR",
                        ),
                        name="scope_on_a_territory_or_on_a_page",
                    )
                ],
            },
        ),
    ]
