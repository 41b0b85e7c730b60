import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The history of procedures, apart from that of sites."""

    dependencies = [
        ("actors", "0002_scopes"),
        ("sites", "0002_date_precision"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ProcedureChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("procedure_key", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("added", "added"), ("changed", "changed"), ("removed", "removed")], max_length=8
                    ),
                ),
                ("values", models.JSONField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "author",
                    models.ForeignKey(
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
                        related_name="procedure_changes",
                        to="sites.sitepage",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of a procedure",
                "verbose_name_plural": "changes of procedures",
                "ordering": ["-at", "-pk"],
            },
        ),
    ]
