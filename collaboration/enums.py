"""What messages of the journal are about, and what is joined to them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JournalTag(models.TextChoices):
    LIVING_CONDITIONS = "living_conditions", _("living conditions")
    SCHOOLING = "schooling", _("schooling")
    HEALTH = "health", _("health")
    DISPLACEMENT = "displacement", _("displacement")
    FIRE = "fire", _("fire")
    VISIT = "visit", _("visit")
    WEATHER_ALERT = "weather_alert", _("weather alert")
    OTHER = "other", _("other")


class FileKind(models.TextChoices):
    IMAGE = "image", _("picture")
    PDF = "pdf", _("PDF")
    OFFICE = "office", _("office file")
