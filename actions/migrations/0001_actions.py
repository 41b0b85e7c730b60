import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("actors", "0002_scopes"),
        ("sites", "0001_sites"),
        ("territories", "0002_places"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ActionPage",
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
                ("objectives", models.TextField(max_length=4000, verbose_name="objectives")),
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
                ("started_on", models.DateField(verbose_name="start")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="end")),
                (
                    "location_kind",
                    models.CharField(
                        choices=[
                            ("sites", "on sites"),
                            ("insertion_area", "insertion area"),
                            ("housing", "housing"),
                            ("territory", "a territory"),
                        ],
                        default="territory",
                        max_length=16,
                        verbose_name="where it happens",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reached", "reached"),
                            ("partly", "partly reached"),
                            ("not_reached", "not reached"),
                            ("stopped", "stopped"),
                        ],
                        max_length=12,
                        verbose_name="outcome",
                    ),
                ),
                ("outcome_reason", models.TextField(blank=True, max_length=2000, verbose_name="why")),
                ("register", models.CharField(blank=True, editable=False, max_length=60, verbose_name="register")),
                (
                    "external_id",
                    models.CharField(
                        blank=True, editable=False, max_length=120, verbose_name="identifier in the register"
                    ),
                ),
                (
                    "operator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="actors.organisation",
                        verbose_name="operator",
                    ),
                ),
                (
                    "pilots",
                    models.ManyToManyField(
                        blank=True, related_name="piloted_actions", to=settings.AUTH_USER_MODEL, verbose_name="pilots"
                    ),
                ),
                (
                    "sites",
                    models.ManyToManyField(
                        blank=True, related_name="actions", to="sites.sitepage", verbose_name="sites"
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="territories.territory",
                        verbose_name="territory",
                    ),
                ),
            ],
            options={
                "verbose_name": "action",
                "verbose_name_plural": "actions",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="Funding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2000),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="year",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("state", "State"),
                            ("dedicated", "dedicated credits"),
                            ("local", "local authority"),
                            ("european", "European"),
                            ("private", "private"),
                            ("other", "other"),
                        ],
                        max_length=12,
                        verbose_name="source",
                    ),
                ),
                (
                    "planned_eur",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="planned (€)"
                    ),
                ),
                (
                    "spent_eur",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="spent (€)"
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="fundings", to="actions.actionpage"
                    ),
                ),
            ],
            options={
                "verbose_name": "funding",
                "verbose_name_plural": "fundings",
                "ordering": ["year", "source"],
            },
        ),
        migrations.CreateModel(
            name="Indicator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2000),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="year",
                    ),
                ),
                ("people", models.PositiveIntegerField(blank=True, null=True, verbose_name="people")),
                ("households", models.PositiveIntegerField(blank=True, null=True, verbose_name="households")),
                ("women", models.PositiveIntegerField(blank=True, null=True, verbose_name="women")),
                ("minors", models.PositiveIntegerField(blank=True, null=True, verbose_name="minors")),
                (
                    "to_be_schooled",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="minors to be schooled"),
                ),
                (
                    "in_mediation",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="minors in school mediation"),
                ),
                (
                    "enrolled_nursery",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="enrolled in nursery school"),
                ),
                (
                    "enrolled_primary",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="enrolled in primary school"),
                ),
                (
                    "enrolled_college",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="enrolled in collège"),
                ),
                (
                    "enrolled_lycee",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="enrolled in lycée"),
                ),
                (
                    "enrolled_other",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="enrolled elsewhere"),
                ),
                (
                    "work_people",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="people who found work"),
                ),
                ("work_women", models.PositiveIntegerField(blank=True, null=True, verbose_name="women who found work")),
                ("housing_people", models.PositiveIntegerField(blank=True, null=True, verbose_name="people housed")),
                (
                    "housing_households",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="households housed"),
                ),
                ("shelter_people", models.PositiveIntegerField(blank=True, null=True, verbose_name="people sheltered")),
                (
                    "shelter_households",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="households sheltered"),
                ),
                (
                    "health_people",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="people followed for health"),
                ),
                ("comment", models.TextField(blank=True, max_length=2000, verbose_name="comment")),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="indicators", to="actions.actionpage"
                    ),
                ),
            ],
            options={
                "verbose_name": "indicators of a year",
                "verbose_name_plural": "indicators by year",
                "ordering": ["year"],
            },
        ),
        migrations.AddConstraint(
            model_name="actionpage",
            constraint=models.UniqueConstraint(
                condition=models.Q(("external_id", ""), _negated=True),
                fields=("register", "external_id"),
                name="action_of_register",
            ),
        ),
        migrations.AddConstraint(
            model_name="actionpage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on__isnull", True), ("ended_on__gte", models.F("started_on")), _connector="OR"
                ),
                name="action_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="funding",
            constraint=models.UniqueConstraint(fields=("action", "year", "source"), name="funding_once_a_year"),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.UniqueConstraint(fields=("action", "year"), name="indicators_once_a_year"),
        ),
    ]
