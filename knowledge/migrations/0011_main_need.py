from django.db import migrations, models

NEEDS = [
    ("no_water", "no water"),
    ("no_toilets", "no toilets"),
    ("waste", "waste"),
    ("fire_risk", "fire risk"),
    ("vermin", "vermin"),
    ("electricity", "electricity"),
    ("children_out_of_school", "children out of school"),
    ("winter", "winter"),
    ("heatwave", "heatwave"),
    ("large_site", "large site"),
    ("small_site", "small site"),
    ("squat_building", "squatted building"),
    ("private_land", "private land"),
    ("public_land", "public land"),
]


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0010_collections")]

    operations = [
        migrations.AddField(
            model_name="practicepage",
            name="main_need",
            field=models.CharField(
                blank=True,
                choices=NEEDS,
                help_text="Where a site has it, the practice is proposed before the others.",
                max_length=24,
                verbose_name="the need it answers first",
            ),
        ),
    ]
