"""From one site to another: where people who left a site settled again."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Resettlement(models.Model):
    """People of `origin` settled on `destination`; how many is often unknown."""

    origin = models.ForeignKey("sites.SitePage", models.CASCADE, related_name="departures")
    destination = models.ForeignKey("sites.SitePage", models.CASCADE, related_name="arrivals")
    people = models.PositiveIntegerField(_("people"), null=True, blank=True)

    class Meta:
        verbose_name = _("resettlement")
        verbose_name_plural = _("resettlements")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["origin", "destination"], name="resettlement_once"),
            models.CheckConstraint(condition=~Q(origin=F("destination")), name="resettlement_elsewhere"),
        ]

    def __str__(self) -> str:
        return f"{self.origin_id} → {self.destination_id}"
