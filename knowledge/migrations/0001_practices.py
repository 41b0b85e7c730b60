import django.contrib.postgres.fields
import django.db.models.deletion
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

import cms.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("actions", "0001_actions"),
        ("actors", "0002_scopes"),
        ("territories", "0002_places"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PracticeIndexPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("intro", models.TextField(blank=True, max_length=500, verbose_name="introduction")),
            ],
            options={
                "verbose_name": "practices index",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="PracticePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("summary", models.TextField(max_length=500, verbose_name="summary")),
                ("problem", wagtail.fields.RichTextField(blank=True, verbose_name="the problem")),
                ("context", wagtail.fields.RichTextField(blank=True, verbose_name="the context in which it was tried")),
                ("steps", cms.fields.PlainStreamField([], blank=True, verbose_name="what was done")),
                ("people", models.CharField(blank=True, max_length=300, verbose_name="people it takes")),
                ("duration", models.CharField(blank=True, max_length=200, verbose_name="time")),
                ("cost", models.CharField(blank=True, max_length=300, verbose_name="cost")),
                ("results", wagtail.fields.RichTextField(blank=True, verbose_name="results")),
                ("success_factors", wagtail.fields.RichTextField(blank=True, verbose_name="what made it work")),
                ("cautions", wagtail.fields.RichTextField(blank=True, verbose_name="what to beware of")),
                ("resources", wagtail.fields.RichTextField(blank=True, verbose_name="resources")),
                ("contact", models.CharField(blank=True, max_length=300, verbose_name="contact")),
                (
                    "themes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("schooling", "schooling"),
                                ("health", "health"),
                                ("work", "work"),
                                ("housing", "housing"),
                                ("social_support", "social support"),
                                ("mediation", "mediation"),
                                ("water_hygiene", "water and hygiene"),
                                ("safety", "safety"),
                                ("land_works", "land and works"),
                                ("steering", "steering"),
                            ],
                            max_length=20,
                        ),
                        default=list,
                        size=None,
                        verbose_name="themes",
                    ),
                ),
                (
                    "site_needs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
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
                            ],
                            max_length=24,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="needs it answers",
                    ),
                ),
                (
                    "territory_kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("metropolis", "metropolis"),
                                ("city", "city"),
                                ("town", "small town"),
                                ("rural", "rural"),
                                ("overseas", "overseas"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="territories",
                    ),
                ),
                ("licence", models.CharField(default="Licence Ouverte 2.0", max_length=80, verbose_name="licence")),
                ("author_credit", models.CharField(blank=True, max_length=200, verbose_name="author")),
                ("source_url", models.URLField(blank=True, verbose_name="source")),
                ("review_on", models.DateField(blank=True, null=True, verbose_name="to be reviewed on")),
                ("register", models.CharField(blank=True, editable=False, max_length=60, verbose_name="register")),
                (
                    "external_id",
                    models.CharField(
                        blank=True, editable=False, max_length=120, verbose_name="identifier in the register"
                    ),
                ),
                (
                    "actions",
                    models.ManyToManyField(
                        blank=True,
                        related_name="practices",
                        to="actions.actionpage",
                        verbose_name="actions that applied it",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practices",
                        to="actors.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "good practice",
                "verbose_name_plural": "good practices",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="Adoption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("under_way", "under way"),
                            ("completed", "completed"),
                            ("abandoned", "abandoned"),
                        ],
                        default="planned",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("worked", "it worked"),
                            ("partly", "it partly worked"),
                            ("failed", "it did not work"),
                        ],
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                ("started_on", models.DateField(verbose_name="start")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="end")),
                ("comment", models.TextField(blank=True, max_length=2000, verbose_name="comment")),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="adoptions",
                        to="actions.actionpage",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="adoptions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="adoptions", to="actors.organisation"
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adoptions",
                        to="territories.territory",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="adoptions",
                        to="knowledge.practicepage",
                    ),
                ),
            ],
            options={
                "verbose_name": "adoption",
                "verbose_name_plural": "adoptions",
                "ordering": ["-started_on", "-pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="practicepage",
            constraint=models.UniqueConstraint(
                condition=models.Q(("external_id", ""), _negated=True),
                fields=("register", "external_id"),
                name="practice_of_register",
            ),
        ),
    ]
