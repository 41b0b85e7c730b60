from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0014_receipts"),
        ("knowledge", "0004_endorsements"),
        ("territories", "0002_places"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.AddField(
            model_name="adoption",
            name="asked_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="adoption",
            name="cost_eur",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="what it cost (€)"
            ),
        ),
        migrations.AddField(
            model_name="adoption",
            name="follow_up_comment",
            field=models.TextField(blank=True, max_length=2000, verbose_name="what has become of it"),
        ),
        migrations.AddField(
            model_name="adoption",
            name="people",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="people concerned"),
        ),
        migrations.AddField(
            model_name="adoption",
            name="people_helped",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="people for whom it worked"),
        ),
        migrations.AddField(
            model_name="adoption",
            name="reminded_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
    ]
