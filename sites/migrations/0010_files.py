import uuid

import django.db.models.deletion
from django.db import migrations, models

import collaboration.models.attachment


def stored_file():
    kept = {
        "storage": collaboration.models.attachment.private_storage,
        "upload_to": collaboration.models.attachment.stored_as,
    }
    kinds = [("image", "picture"), ("pdf", "PDF"), ("office", "office file")]
    return [
        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
        ("kind", models.CharField(choices=kinds, max_length=8)),
        ("name", models.CharField(max_length=120, verbose_name="name")),
        ("content_type", models.CharField(max_length=100)),
        ("description", models.CharField(blank=True, max_length=300, verbose_name="what the pictures show")),
        ("size", models.PositiveIntegerField(verbose_name="size in bytes")),
        ("file", models.FileField(**kept)),
        ("preview", models.FileField(blank=True, **kept)),
        ("width", models.PositiveIntegerField(help_text="of the preview, in pixels", null=True)),
        ("height", models.PositiveIntegerField(help_text="of the preview, in pixels", null=True)),
        ("removed_at", models.DateTimeField(blank=True, null=True)),
    ]


def joined_to(model, name):
    return models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name=name, to=f"sites.{model}")


class Migration(migrations.Migration):
    """Photos of observations, and documents of procedures."""

    dependencies = [("sites", "0009_corrections")]

    operations = [
        migrations.CreateModel(
            name="ObservationPhoto",
            fields=[*stored_file(), ("observation", joined_to("observation", "photos"))],
            options={
                "verbose_name": "photo of an observation",
                "verbose_name_plural": "photos of observations",
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProcedureDocument",
            fields=[*stored_file(), ("procedure", joined_to("procedure", "documents"))],
            options={
                "verbose_name": "document of a procedure",
                "verbose_name_plural": "documents of procedures",
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
    ]
