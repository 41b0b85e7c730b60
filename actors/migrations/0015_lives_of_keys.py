import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0014_receipts"),
    ]

    operations = [
        migrations.AddField(
            model_name="apikey",
            name="agreed_on",
            field=models.DateField(blank=True, null=True, verbose_name="agreement of"),
        ),
        migrations.AddField(
            model_name="apikey",
            name="approved_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="granted on"),
        ),
        migrations.AddField(
            model_name="apikey",
            name="contact",
            field=models.EmailField(blank=True, max_length=254, verbose_name="contact"),
        ),
        migrations.AddField(
            model_name="apikey",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="apikey",
            name="refusal_reason",
            field=models.TextField(blank=True, verbose_name="reason"),
        ),
        migrations.AddField(
            model_name="apikey",
            name="refused_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="refused on"),
        ),
        migrations.AddField(
            model_name="apikey",
            name="replaces",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="replaced_by",
                to="actors.apikey",
            ),
        ),
        migrations.AddField(
            model_name="apikey",
            name="requested_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="apikey",
            name="requests_per_minute",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="requests per minute"),
        ),
        migrations.AddField(
            model_name="apikey",
            name="shown_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="shown on"),
        ),
        migrations.AlterField(
            model_name="apikey",
            name="digest",
            field=models.CharField(editable=False, max_length=64, null=True, unique=True),
        ),
        migrations.AlterField(
            model_name="apikey",
            name="prefix",
            field=models.CharField(editable=False, max_length=12, null=True, unique=True),
        ),
    ]
