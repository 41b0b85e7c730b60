"""Heatwaves and cold waves, told for a whole territory by those who steer it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sites.enums import Alert
from sites.querysets import WeatherAlertQuerySet


class WeatherAlert(models.Model):
    """In force from its first day to its last, both included, unless it was lifted before."""

    kind = models.CharField(_("alert"), max_length=8, choices=Alert)
    territory = models.ForeignKey(
        "territories.Territory", models.PROTECT, related_name="weather_alerts", verbose_name=_("territory")
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False)
    organisation = models.ForeignKey("actors.Organisation", models.PROTECT, null=True, related_name="+", editable=False)
    set_at = models.DateTimeField(auto_now_add=True)
    lifted_at = models.DateTimeField(null=True, blank=True, editable=False)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    objects = WeatherAlertQuerySet.as_manager()

    class Meta:
        verbose_name = _("weather alert")
        verbose_name_plural = _("weather alerts")
        ordering = ["starts_on", "pk"]
        constraints = [models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="weather_alert_in_order")]
        indexes = [models.Index(fields=["territory", "ends_on"], name="weather_alert_of_territory")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.territory_id}"
