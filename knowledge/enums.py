"""Choices of a practice."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TerritoryKind(models.TextChoices):
    METROPOLIS = "metropolis", _("metropolis")
    CITY = "city", pgettext_lazy("kind of territory", "city")
    TOWN = "town", _("small town")
    RURAL = "rural", _("rural")
    OVERSEAS = "overseas", _("overseas")


class SiteNeed(models.TextChoices):
    """What a site lacks or is, that a practice answers."""

    NO_WATER = "no_water", _("no water")
    NO_TOILETS = "no_toilets", _("no toilets")
    WASTE = "waste", _("waste")
    FIRE_RISK = "fire_risk", _("fire risk")
    VERMIN = "vermin", _("vermin")
    ELECTRICITY = "electricity", _("electricity")
    CHILDREN_OUT_OF_SCHOOL = "children_out_of_school", _("children out of school")
    WINTER = "winter", _("winter")
    HEATWAVE = "heatwave", _("heatwave")
    LARGE_SITE = "large_site", _("large site")
    SMALL_SITE = "small_site", _("small site")
    SQUAT_BUILDING = "squat_building", _("squatted building")
    PRIVATE_LAND = "private_land", _("private land")
    PUBLIC_LAND = "public_land", _("public land")


class AdoptionState(models.TextChoices):
    PLANNED = "planned", _("planned")
    UNDER_WAY = "under_way", _("under way")
    COMPLETED = "completed", _("completed")
    ABANDONED = "abandoned", _("abandoned")


class AdoptionOutcome(models.TextChoices):
    WORKED = "worked", _("it worked")
    PARTLY = "partly", _("it partly worked")
    FAILED = "failed", _("it did not work")


class EvidenceGrade(models.TextChoices):
    """Computed from tracked results (knowledge.rules.evidence), never typed in."""

    E0 = "E0", _("described")
    E1 = "E1", _("one adoption or action with measured results")
    E2 = "E2", _("three or more completed, in two départements or more, followed for twelve months")
    E3 = "E3", _("compared with similar sites without it")
    E4 = "E4", _("evaluated from outside")


class EvaluationConclusion(models.TextChoices):
    """What an evaluation from outside says of a practice."""

    FAVOURABLE = "favourable", _("it works")
    MIXED = "mixed", _("it works in part")
    UNFAVOURABLE = "unfavourable", _("it does not work")
