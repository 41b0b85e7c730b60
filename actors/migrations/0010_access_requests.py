import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0009_first_charter"),
        ("territories", "0002_places"),
    ]

    operations = [
        migrations.CreateModel(
            name="ActivationLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("expires_at", models.DateTimeField()),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="activation_link",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "activation link",
                "verbose_name_plural": "activation links",
            },
        ),
        migrations.CreateModel(
            name="AccessRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("first_name", models.CharField(max_length=80, verbose_name="first name")),
                ("last_name", models.CharField(max_length=80, verbose_name="last name")),
                ("position", models.CharField(max_length=120, verbose_name="position")),
                ("organisation_name", models.CharField(blank=True, max_length=200, verbose_name="organisation")),
                (
                    "organisation_kind",
                    models.CharField(
                        blank=True,
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
                        verbose_name="kind of organisation",
                    ),
                ),
                ("reason", models.TextField(max_length=1000, verbose_name="why")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "received"),
                            ("waiting", "waiting"),
                            ("accepted", "accepted"),
                            ("refused", "refused"),
                        ],
                        default="received",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reminders", models.PositiveSmallIntegerField(default=0)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("refusal_reason", models.TextField(blank=True, max_length=1000, verbose_name="reason")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="access_requests",
                        to="actors.organisation",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="access_requests",
                        to="territories.territory",
                    ),
                ),
            ],
            options={
                "verbose_name": "access request",
                "verbose_name_plural": "access requests",
                "ordering": ["asked_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("email"),
                        condition=models.Q(("state", "waiting")),
                        name="one_waiting_request_for_an_email",
                    )
                ],
            },
        ),
    ]
