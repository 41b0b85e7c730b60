"""Levels of places, and the kinds of commune that the French code (COG) tells apart."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    NATION = "nation", _("nation")
    REGION = "region", _("region")
    DEPARTEMENT = "departement", _("département")
    EPCI = "epci", _("EPCI")
    COMMUNE = "commune", _("commune")


class CommuneKind(models.TextChoices):
    """Part of a commune's key: 49126 is both Orée d'Anjou (COM) and its former part Drain (COMD). Source: INSEE."""

    COM = "COM", _("commune")
    COMD = "COMD", _("delegated commune")
    COMA = "COMA", _("associated commune")
    ARM = "ARM", _("municipal arrondissement")


# Other countries name their levels otherwise; they are mapped on these by the import that brings them.
ADMINISTRATIVE_LEVELS = (Level.NATION, Level.REGION, Level.DEPARTEMENT, Level.COMMUNE)
