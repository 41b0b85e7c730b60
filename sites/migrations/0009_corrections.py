import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """An observation may be corrected: both versions are kept."""

    dependencies = [("sites", "0008_follow_ups")]

    operations = [
        migrations.AlterField(
            model_name="observation",
            name="validation",
            field=models.CharField(
                choices=[
                    ("validated", "validated"),
                    ("waiting", "awaiting validation"),
                    ("refused", "refused"),
                    ("corrected", "replaced by a correction"),
                ],
                default="validated",
                editable=False,
                max_length=10,
                verbose_name="validation",
            ),
        ),
        migrations.AddField(
            model_name="observation",
            name="corrects",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="corrections",
                to="sites.observation",
            ),
        ),
        migrations.AddField(
            model_name="observation",
            name="correction_reason",
            field=models.TextField(blank=True, max_length=1000, verbose_name="why it is corrected"),
        ),
        migrations.AddConstraint(
            model_name="observation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("validation", "validated")), fields=("corrects",), name="corrected_by_one"
            ),
        ),
    ]
