import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0014_receipts"),
        ("sites", "0013_asked_observations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ClosureProposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "validation",
                    models.CharField(
                        choices=[
                            ("validated", "validated"),
                            ("waiting", "awaiting validation"),
                            ("refused", "refused"),
                            ("corrected", "replaced by a correction"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="validated",
                        editable=False,
                        max_length=10,
                        verbose_name="validation",
                    ),
                ),
                ("judged_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "refusal_reason",
                    models.TextField(blank=True, editable=False, max_length=1000, verbose_name="reason of the refusal"),
                ),
                (
                    "rank",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "site"),
                            (1, "commune"),
                            (2, "EPCI"),
                            (3, "département"),
                            (4, "region"),
                            (5, "nation"),
                        ],
                        default=5,
                        editable=False,
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("reminded_at", models.DateTimeField(editable=False, null=True)),
                ("reopens", models.BooleanField(default=False, verbose_name="proposes to reopen")),
                ("said", models.JSONField(default=dict, verbose_name="what was typed")),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="closure_proposals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "judged_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="actors.organisation",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="closure_proposals",
                        to="sites.sitepage",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposed closure",
                "verbose_name_plural": "proposed closures",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("validation", "waiting")), fields=("site",), name="one_closure_proposed"
                    )
                ],
            },
        ),
    ]
