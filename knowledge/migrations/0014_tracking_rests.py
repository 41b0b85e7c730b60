from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0013_translations")]

    operations = [
        migrations.AddField("trackingturn", "begun", models.PositiveBigIntegerField(default=0, db_default=0)),
        migrations.AddField("trackingturn", "begun_at", models.DateTimeField(null=True)),
        # What the release of before asked, it has enqueued: nobody waits for it.
        migrations.RunSQL("UPDATE knowledge_trackingturn SET begun = asked", migrations.RunSQL.noop),
    ]
