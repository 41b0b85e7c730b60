import django.db.models.deletion
from django.db import migrations, models

import knowledge.rules.languages


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0012_authors_follow")]

    operations = [
        migrations.AddField(
            model_name="practicepage",
            name="language",
            field=models.CharField(
                default=knowledge.rules.languages.platform_language,
                editable=False,
                max_length=12,
                verbose_name="language",
            ),
        ),
        migrations.AddField(
            model_name="practicepage",
            name="translated_from",
            field=models.CharField(blank=True, editable=False, max_length=32),
        ),
        migrations.AddField(
            model_name="practicepage",
            name="translation_of",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="translations",
                to="knowledge.practicepage",
                verbose_name="translation of",
            ),
        ),
        migrations.AddConstraint(
            model_name="practicepage",
            constraint=models.UniqueConstraint(
                condition=models.Q(("translation_of__isnull", False)),
                fields=("translation_of", "language"),
                name="practice_translated_once",
            ),
        ),
    ]
