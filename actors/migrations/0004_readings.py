import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0003_outgoing_mail"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReadingMark",
            fields=[
                (
                    "name",
                    models.CharField(
                        choices=[("start", "Start"), ("head", "Head")], max_length=5, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.BigIntegerField(default=0)),
                ("link", models.CharField(default="", max_length=64)),
                ("signature", models.CharField(max_length=64)),
            ],
            options={
                "verbose_name": "mark of the readings",
                "verbose_name_plural": "marks of the readings",
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("read_at", models.DateTimeField(verbose_name="read on")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("sheet", "sheet opened"),
                            ("editor", "sheet opened in the editor"),
                            ("history", "history or compared versions"),
                            ("preview", "version previewed"),
                            ("export", "export"),
                            ("detail", "read by the API"),
                            ("list", "list or map"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("observer", "observer"),
                                ("actor", "field actor"),
                                ("partner", "institutional partner"),
                                ("pilot", "pilot"),
                                ("editor", "editor"),
                                ("national", "national team"),
                            ],
                            max_length=12,
                        ),
                        default=list,
                        size=None,
                    ),
                ),
                ("page_ids", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ("digest", models.CharField(max_length=64)),
                ("number", models.BigIntegerField(null=True, unique=True)),
                ("link", models.CharField(default="", max_length=64)),
                (
                    "key",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="readings",
                        to="actors.apikey",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="readings",
                        to="actors.organisation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="readings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "reading",
                "verbose_name_plural": "readings",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["page_ids"], name="reading_pages"),
                    models.Index(fields=["user", "-read_at"], name="reading_user"),
                    models.Index(fields=["key", "-read_at"], name="reading_key"),
                    models.Index(fields=["-read_at", "-id"], name="reading_recent"),
                    models.Index(condition=models.Q(("number__isnull", True)), fields=["id"], name="reading_unsealed"),
                ],
            },
        ),
    ]
