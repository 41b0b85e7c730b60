import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("actors", "0002_scopes"),
        ("territories", "0002_places"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Resettlement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("people", models.PositiveIntegerField(blank=True, null=True, verbose_name="people")),
            ],
            options={
                "verbose_name": "resettlement",
                "verbose_name_plural": "resettlements",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="SitePage",
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
                ("address", models.CharField(blank=True, max_length=300, verbose_name="address")),
                ("access_details", models.TextField(blank=True, max_length=2000, verbose_name="access details")),
                ("lon", models.FloatField(blank=True, null=True, verbose_name="longitude")),
                ("lat", models.FloatField(blank=True, null=True, verbose_name="latitude")),
                (
                    "kind_of_place",
                    models.CharField(
                        choices=[
                            ("land", "land"),
                            ("building", "building"),
                            ("other", "other"),
                            ("unknown", "unknown"),
                        ],
                        default="unknown",
                        max_length=10,
                        verbose_name="kind of place",
                    ),
                ),
                (
                    "owner_kind",
                    models.CharField(
                        choices=[("public", "public"), ("private", "private"), ("unknown", "unknown")],
                        default="unknown",
                        max_length=10,
                        verbose_name="kind of owner",
                    ),
                ),
                ("owner_name", models.CharField(blank=True, max_length=200, verbose_name="name of the owner")),
                ("installed_on", models.DateField(blank=True, null=True, verbose_name="installed on")),
                ("declared_on", models.DateField(blank=True, null=True, verbose_name="declared on")),
                (
                    "reinstallation",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("unknown", "unknown")],
                        default="unknown",
                        max_length=8,
                        verbose_name="reinstallation",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("in_resorption", "in resorption"),
                            ("closed", "closed"),
                            ("resorbed", "resorbed"),
                        ],
                        default="open",
                        max_length=14,
                        verbose_name="status",
                    ),
                ),
                (
                    "resorption_target",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="target year of resorption"),
                ),
                ("register", models.CharField(blank=True, editable=False, max_length=60, verbose_name="register")),
                (
                    "external_id",
                    models.CharField(
                        blank=True, editable=False, max_length=120, verbose_name="identifier in the register"
                    ),
                ),
                (
                    "came_from",
                    models.ManyToManyField(
                        related_name="went_to",
                        through="sites.Resettlement",
                        through_fields=("destination", "origin"),
                        to="sites.sitepage",
                        verbose_name="sites its people came from",
                    ),
                ),
                (
                    "commune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sites",
                        to="territories.territory",
                        verbose_name="commune",
                    ),
                ),
            ],
            options={
                "verbose_name": "site",
                "verbose_name_plural": "sites",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.AddField(
            model_name="resettlement",
            name="destination",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="arrivals", to="sites.sitepage"
            ),
        ),
        migrations.AddField(
            model_name="resettlement",
            name="origin",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="departures", to="sites.sitepage"
            ),
        ),
        migrations.CreateModel(
            name="Procedure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("owner_complaint", "owner's complaint"),
                            ("court_procedure", "court procedure"),
                            ("court_decision", "court decision"),
                            ("administrative_order", "administrative order"),
                            ("police_assistance", "police assistance"),
                        ],
                        max_length=24,
                        verbose_name="procedure",
                    ),
                ),
                ("dated_on", models.DateField(blank=True, null=True, verbose_name="date")),
                (
                    "police_assistance",
                    models.CharField(
                        choices=[
                            ("none", "not asked"),
                            ("asked", "asked"),
                            ("granted", "granted"),
                            ("refused", "refused"),
                        ],
                        default="none",
                        max_length=8,
                        verbose_name="police assistance",
                    ),
                ),
                ("authority", models.CharField(blank=True, max_length=200, verbose_name="authority")),
                ("comment", models.TextField(blank=True, max_length=2000, verbose_name="comment")),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="procedures", to="sites.sitepage"
                    ),
                ),
            ],
            options={
                "verbose_name": "procedure",
                "verbose_name_plural": "procedures",
                "ordering": ["dated_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Phase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("sociological_diagnosis", "sociological diagnosis"),
                            ("technical_diagnosis", "technical diagnosis"),
                            ("social_assessment", "social assessment"),
                            ("political_validation", "political validation"),
                            ("contract_preparation", "contract preparation"),
                            ("land_development", "land development"),
                            ("family_information", "information of families"),
                            ("family_contracts", "contracts with families"),
                            ("official_opening", "official opening"),
                        ],
                        max_length=24,
                        verbose_name="phase",
                    ),
                ),
                ("started_on", models.DateField(verbose_name="started on")),
                ("completed_on", models.DateField(blank=True, null=True, verbose_name="completed on")),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="phases", to="sites.sitepage"
                    ),
                ),
            ],
            options={
                "verbose_name": "phase of resorption",
                "verbose_name_plural": "phases of resorption",
                "ordering": ["started_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Observation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "validation",
                    models.CharField(
                        choices=[
                            ("validated", "validated"),
                            ("waiting", "awaiting validation"),
                            ("refused", "refused"),
                        ],
                        default="validated",
                        editable=False,
                        max_length=10,
                        verbose_name="validation",
                    ),
                ),
                ("judged_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "refusal_reason",
                    models.TextField(blank=True, editable=False, max_length=1000, verbose_name="reason of the refusal"),
                ),
                ("observed_on", models.DateField(verbose_name="observed on")),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("is_unchanged", models.BooleanField(default=False, verbose_name="nothing has changed")),
                (
                    "people",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(200000)],
                        verbose_name="people",
                    ),
                ),
                (
                    "women",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(200000)],
                        verbose_name="women",
                    ),
                ),
                (
                    "households",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(200000)],
                        verbose_name="households",
                    ),
                ),
                (
                    "minors",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(200000)],
                        verbose_name="minors",
                    ),
                ),
                (
                    "girls",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(200000)],
                        verbose_name="girls",
                    ),
                ),
                (
                    "minors_0_3",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(200000)],
                        verbose_name="minors aged 0 to 3",
                    ),
                ),
                (
                    "minors_3_6",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(200000)],
                        verbose_name="minors aged 3 to 6",
                    ),
                ),
                (
                    "minors_6_12",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(200000)],
                        verbose_name="minors aged 6 to 12",
                    ),
                ),
                (
                    "minors_12_16",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(200000)],
                        verbose_name="minors aged 12 to 16",
                    ),
                ),
                (
                    "minors_16_18",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(200000)],
                        verbose_name="minors aged 16 to 18",
                    ),
                ),
                (
                    "minors_in_school",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(200000)],
                        verbose_name="minors in school",
                    ),
                ),
                (
                    "caravans",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(200000)],
                        verbose_name="caravans",
                    ),
                ),
                (
                    "huts",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(200000)],
                        verbose_name="huts",
                    ),
                ),
                (
                    "tents",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(200000)],
                        verbose_name="tents",
                    ),
                ),
                (
                    "cars",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(200000)],
                        verbose_name="cars slept in",
                    ),
                ),
                (
                    "origins",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("french", "French"),
                                ("eu", "European Union"),
                                ("non_eu", "outside the European Union"),
                            ],
                            max_length=8,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "water_access",
                    models.CharField(
                        choices=[
                            ("network_tap", "tap connected to the network"),
                            ("public_fountain", "public fountain"),
                            ("hydrant", "fire hydrant"),
                            ("tank", "tank"),
                            ("bottles", "bought in bottles"),
                            ("other", "other"),
                            ("none", "none"),
                            ("unknown", "unknown"),
                        ],
                        default="unknown",
                        max_length=16,
                        verbose_name="access to water",
                    ),
                ),
                (
                    "water_on_site",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("unknown", "unknown")],
                        default="unknown",
                        max_length=8,
                        verbose_name="water on site",
                    ),
                ),
                (
                    "water_close",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("unknown", "unknown")],
                        default="unknown",
                        max_length=8,
                        verbose_name="water close by",
                    ),
                ),
                (
                    "water_continuous",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("unknown", "unknown")],
                        default="unknown",
                        max_length=8,
                        verbose_name="water without interruption",
                    ),
                ),
                (
                    "water_for_all",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("unknown", "unknown")],
                        default="unknown",
                        max_length=8,
                        verbose_name="same access to water for all",
                    ),
                ),
                (
                    "stagnant_water",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("unknown", "unknown")],
                        default="unknown",
                        max_length=8,
                        verbose_name="stagnant water",
                    ),
                ),
                (
                    "working_toilets",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("unknown", "unknown")],
                        default="unknown",
                        max_length=8,
                        verbose_name="working toilets",
                    ),
                ),
                (
                    "sanitation_kind",
                    models.CharField(
                        choices=[
                            ("flush", "flush toilets"),
                            ("dry", "dry toilets"),
                            ("chemical", "chemical toilets"),
                            ("latrines", "latrines"),
                            ("unknown", "unknown"),
                        ],
                        default="unknown",
                        max_length=10,
                        verbose_name="kind of toilets",
                    ),
                ),
                (
                    "open_defecation",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("unknown", "unknown")],
                        default="unknown",
                        max_length=8,
                        verbose_name="open-air defecation",
                    ),
                ),
                (
                    "hand_washing",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("unknown", "unknown")],
                        default="unknown",
                        max_length=8,
                        verbose_name="hand washing",
                    ),
                ),
                (
                    "toilets_lit_lockable",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("unknown", "unknown")],
                        default="unknown",
                        max_length=8,
                        verbose_name="toilets lit and lockable",
                    ),
                ),
                (
                    "electricity_access",
                    models.CharField(
                        choices=[
                            ("network", "network"),
                            ("building", "the building's own"),
                            ("generator", "generator"),
                            ("makeshift", "makeshift connection"),
                            ("none", "none"),
                            ("unknown", "unknown"),
                        ],
                        default="unknown",
                        max_length=12,
                        verbose_name="access to electricity",
                    ),
                ),
                (
                    "electricity_for_all",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("unknown", "unknown")],
                        default="unknown",
                        max_length=8,
                        verbose_name="same access to electricity for all",
                    ),
                ),
                (
                    "waste_collection_close",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("unknown", "unknown")],
                        default="unknown",
                        max_length=8,
                        verbose_name="waste collection close by",
                    ),
                ),
                (
                    "waste_collection_regular",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("unknown", "unknown")],
                        default="unknown",
                        max_length=8,
                        verbose_name="regular waste collection",
                    ),
                ),
                (
                    "waste_piling",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("unknown", "unknown")],
                        default="unknown",
                        max_length=8,
                        verbose_name="waste piling up",
                    ),
                ),
                (
                    "vermin",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("unknown", "unknown")],
                        default="unknown",
                        max_length=8,
                        verbose_name="vermin",
                    ),
                ),
                (
                    "fire_diagnosis",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("unknown", "unknown")],
                        default="unknown",
                        max_length=8,
                        verbose_name="fire safety diagnosis made",
                    ),
                ),
                (
                    "fire_access",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("unknown", "unknown")],
                        default="unknown",
                        max_length=8,
                        verbose_name="access for firefighters",
                    ),
                ),
                ("heatwave_alert", models.BooleanField(default=False, verbose_name="heatwave alert")),
                ("coldwave_alert", models.BooleanField(default=False, verbose_name="cold-wave alert")),
                ("comment", models.TextField(blank=True, max_length=2000, verbose_name="comment")),
                ("register_edition", models.CharField(blank=True, editable=False, max_length=60)),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="observations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "judged_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="observations",
                        to="actors.organisation",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="observations", to="sites.sitepage"
                    ),
                ),
            ],
            options={
                "verbose_name": "observation",
                "verbose_name_plural": "observations",
                "ordering": ["-observed_on", "-recorded_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Closure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("closed_on", models.DateField(verbose_name="closed on")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("resorbed", "resorbed"),
                            ("court_decision", "court decision"),
                            ("prefect_order", "prefect's order"),
                            ("mayor_order", "mayor's order"),
                            ("other", "other"),
                            ("unknown", "unknown"),
                        ],
                        max_length=16,
                        verbose_name="reason",
                    ),
                ),
                (
                    "resettled_known",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("unknown", "unknown")],
                        default="unknown",
                        max_length=8,
                        verbose_name="is it known where people resettled?",
                    ),
                ),
                ("comment", models.TextField(blank=True, max_length=2000, verbose_name="comment")),
                ("is_resorbed", models.BooleanField(default=False, editable=False)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="closures",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "site",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="closure", to="sites.sitepage"
                    ),
                ),
            ],
            options={
                "verbose_name": "closure",
                "verbose_name_plural": "closures",
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "validation",
                    models.CharField(
                        choices=[
                            ("validated", "validated"),
                            ("waiting", "awaiting validation"),
                            ("refused", "refused"),
                        ],
                        default="validated",
                        editable=False,
                        max_length=10,
                        verbose_name="validation",
                    ),
                ),
                ("judged_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "refusal_reason",
                    models.TextField(blank=True, editable=False, max_length=1000, verbose_name="reason of the refusal"),
                ),
                ("submitted_at", models.DateTimeField(auto_now_add=True)),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="site_submissions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "judged_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="submissions", to="sites.sitepage"
                    ),
                ),
            ],
            options={
                "verbose_name": "submission",
                "verbose_name_plural": "submissions",
                "ordering": ["-submitted_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ClosureDestination",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "destination",
                    models.CharField(
                        choices=[
                            ("housing", "housing"),
                            ("insertion_housing", "insertion housing"),
                            ("long_shelter", "long-stay shelter"),
                            ("short_shelter", "short-stay shelter"),
                            ("none", "no solution"),
                            ("unknown", "unknown"),
                        ],
                        max_length=20,
                        verbose_name="destination",
                    ),
                ),
                ("people", models.PositiveIntegerField(blank=True, null=True, verbose_name="people")),
                ("households", models.PositiveIntegerField(blank=True, null=True, verbose_name="households")),
                (
                    "closure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="destinations", to="sites.closure"
                    ),
                ),
            ],
            options={
                "verbose_name": "destination",
                "verbose_name_plural": "destinations",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("closure", "destination"), name="destination_once_a_closure")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="sitepage",
            constraint=models.UniqueConstraint(
                condition=models.Q(("external_id", ""), _negated=True),
                fields=("register", "external_id"),
                name="site_of_register",
            ),
        ),
        migrations.AddConstraint(
            model_name="sitepage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lat__isnull", True), ("lon__isnull", True)),
                    models.Q(("lat__gte", -90), ("lat__lte", 90), ("lon__gte", -180), ("lon__lte", 180)),
                    _connector="OR",
                ),
                name="site_point_on_earth",
            ),
        ),
        migrations.AddConstraint(
            model_name="resettlement",
            constraint=models.UniqueConstraint(fields=("origin", "destination"), name="resettlement_once"),
        ),
        migrations.AddConstraint(
            model_name="resettlement",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin", models.F("destination")), _negated=True), name="resettlement_elsewhere"
            ),
        ),
        migrations.AddConstraint(
            model_name="phase",
            constraint=models.UniqueConstraint(fields=("site", "kind"), name="phase_once_a_site"),
        ),
        migrations.AddIndex(
            model_name="observation",
            index=models.Index(fields=["site", "-observed_on", "-recorded_at"], name="observation_of_site"),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(
                condition=models.Q(("validation", "waiting")), fields=("site",), name="one_submission_waits_a_site"
            ),
        ),
    ]
