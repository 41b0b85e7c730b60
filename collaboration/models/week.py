"""Which weeks of which territories were told to whom."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class WeekTold(models.Model):
    """One person was written to about one territory for the week that began that Monday."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    territory = models.ForeignKey("territories.Territory", models.CASCADE, related_name="+")
    monday = models.DateField()

    class Meta:
        verbose_name = _("week told")
        verbose_name_plural = _("weeks told")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["user", "territory", "monday"], name="week_told_once")]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.territory_id} · {self.monday}"
