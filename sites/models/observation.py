"""A dated, complete statement of who lives on a site and how. The latest is the state of the site."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sites.enums import ElectricityAccess, Origin, SanitationKind, Validation, WaterAccess, YesNo
from sites.models.validation import Validated
from sites.querysets import ObservationQuerySet

# Everyone counts on one page; no settlement that a register of ours knows reaches it.
MAX_PEOPLE = 200_000


def _count(label: Any) -> models.PositiveIntegerField:
    """A number of people or things. None is unknown, which is not zero."""
    return models.PositiveIntegerField(label, null=True, blank=True, validators=[MaxValueValidator(MAX_PEOPLE)])


def _answer(label: Any) -> models.CharField:
    return models.CharField(label, max_length=8, choices=YesNo, default=YesNo.UNKNOWN)


class Observation(Validated):
    """Each count may be unknown (None). Living conditions are answers; sites.rules.living computes their status."""

    site = models.ForeignKey("sites.SitePage", models.CASCADE, related_name="observations")
    observed_on = models.DateField(_("observed on"))
    recorded_at = models.DateTimeField(auto_now_add=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="observations")
    organisation = models.ForeignKey("actors.Organisation", models.PROTECT, null=True, related_name="observations")
    is_unchanged = models.BooleanField(_("nothing has changed"), default=False)

    people = _count(_("people"))
    women = _count(_("women"))
    households = _count(_("households"))
    minors = _count(_("minors"))
    girls = _count(_("girls"))
    minors_0_3 = _count(_("minors aged 0 to 3"))
    minors_3_6 = _count(_("minors aged 3 to 6"))
    minors_6_12 = _count(_("minors aged 6 to 12"))
    minors_12_16 = _count(_("minors aged 12 to 16"))
    minors_16_18 = _count(_("minors aged 16 to 18"))
    minors_in_school = _count(_("minors in school"))
    caravans = _count(_("caravans"))
    huts = _count(_("huts"))
    tents = _count(_("tents"))
    cars = _count(_("cars slept in"))
    origins = ArrayField(models.CharField(max_length=8, choices=Origin), default=list, blank=True)

    water_access = models.CharField(
        _("access to water"), max_length=16, choices=WaterAccess, default=WaterAccess.UNKNOWN
    )
    water_on_site = _answer(_("water on site"))
    water_close = _answer(_("water close by"))
    water_continuous = _answer(_("water without interruption"))
    water_for_all = _answer(_("same access to water for all"))
    stagnant_water = _answer(_("stagnant water"))
    working_toilets = _answer(_("working toilets"))
    sanitation_kind = models.CharField(
        _("kind of toilets"), max_length=10, choices=SanitationKind, default=SanitationKind.UNKNOWN
    )
    open_defecation = _answer(_("open-air defecation"))
    hand_washing = _answer(_("hand washing"))
    toilets_lit_lockable = _answer(_("toilets lit and lockable"))
    electricity_access = models.CharField(
        _("access to electricity"), max_length=12, choices=ElectricityAccess, default=ElectricityAccess.UNKNOWN
    )
    electricity_for_all = _answer(_("same access to electricity for all"))
    waste_collection_close = _answer(_("waste collection close by"))
    waste_collection_regular = _answer(_("regular waste collection"))
    waste_piling = _answer(_("waste piling up"))
    vermin = _answer(_("vermin"))
    fire_diagnosis = _answer(_("fire safety diagnosis made"))
    fire_access = _answer(_("access for firefighters"))

    heatwave_alert = models.BooleanField(_("heatwave alert"), default=False)
    coldwave_alert = models.BooleanField(_("cold-wave alert"), default=False)
    comment = models.TextField(_("comment"), max_length=2000, blank=True)
    # What was said before of the same day is kept, as a row of its own.
    corrects = models.ForeignKey("self", models.RESTRICT, null=True, blank=True, related_name="corrections")
    correction_reason = models.TextField(_("why it is corrected"), max_length=1000, blank=True)
    register_edition = models.CharField(max_length=60, blank=True, editable=False)

    # The duplicate on which it was recorded, before the two were merged.
    merged_from = models.ForeignKey(
        "sites.SitePage", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    objects = ObservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = ["-observed_on", "-recorded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["corrects"], condition=Q(validation=Validation.VALIDATED), name="corrected_by_one"
            )
        ]
        indexes = [models.Index(fields=["site", "-observed_on", "-recorded_at"], name="observation_of_site")]

    def __str__(self) -> str:
        return f"{self.site_id} · {self.observed_on}"
