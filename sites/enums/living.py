"""Living conditions: six blocks, and what is noted in each."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class YesNo(models.TextChoices):
    """Three answers: unknown is an answer, and never a no."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    UNKNOWN = "unknown", _("unknown")


class Block(models.TextChoices):
    WATER = "water", _("water")
    SANITATION = "sanitation", _("sanitation")
    ELECTRICITY = "electricity", _("electricity")
    WASTE = "waste", _("waste")
    VERMIN = "vermin", _("vermin")
    FIRE = "fire", _("fire safety")


class BlockStatus(models.TextChoices):
    GOOD = "good", _("good")
    TO_IMPROVE = "to_improve", _("to improve")
    BAD = "bad", _("bad")
    UNKNOWN = "unknown", _("unknown")


class WaterAccess(models.TextChoices):
    NETWORK_TAP = "network_tap", _("tap connected to the network")
    PUBLIC_FOUNTAIN = "public_fountain", _("public fountain")
    HYDRANT = "hydrant", _("fire hydrant")
    TANK = "tank", _("tank")
    BOTTLES = "bottles", _("bought in bottles")
    OTHER = "other", _("other")
    NONE = "none", _("none")
    UNKNOWN = "unknown", _("unknown")


class SanitationKind(models.TextChoices):
    FLUSH = "flush", _("flush toilets")
    DRY = "dry", _("dry toilets")
    CHEMICAL = "chemical", _("chemical toilets")
    LATRINES = "latrines", _("latrines")
    UNKNOWN = "unknown", _("unknown")


class ElectricityAccess(models.TextChoices):
    NETWORK = "network", _("network")
    BUILDING = "building", _("the building's own")
    GENERATOR = "generator", _("generator")
    MAKESHIFT = "makeshift", _("makeshift connection")
    NONE = "none", _("none")
    UNKNOWN = "unknown", _("unknown")
