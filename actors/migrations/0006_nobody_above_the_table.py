"""Nobody carries the flag that opens everything: an installation that has some gives them the national role first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("actors", "0005_kinds_of_organisations")]

    operations = [
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_superuser", False)), name="nobody_above_the_rights_table"
            ),
        ),
    ]
