import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Drafts lent to another front end for a quarter of an hour."""

    dependencies = [("cms", "0006_noun_of_keys"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="Preview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("page_key", models.UUIDField()),
                ("revision", models.CharField(max_length=32)),
                ("document", models.TextField()),
                ("expires_at", models.DateTimeField(db_index=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "preview of a draft",
                "verbose_name_plural": "previews of drafts",
                "constraints": [
                    models.UniqueConstraint(fields=("page_key", "revision", "author"), name="preview_once")
                ],
            },
        ),
    ]
