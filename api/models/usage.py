"""How much the API is used."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RateCount(models.Model):
    """How many requests somebody made in the window of now. One row for each, overwritten: nothing of before is kept.

    The table is not logged (migration 0002): it is written at each request, and may begin again after a crash.
    """

    who = models.CharField(max_length=64, primary_key=True, help_text="A keyed hash of a key or of an address.")
    window = models.BigIntegerField()
    count = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("count of requests")
        verbose_name_plural = _("counts of requests")
        indexes = [models.Index(fields=["window"], name="rate_window")]

    def __str__(self) -> str:
        return f"{self.count}"


class KeyUsage(models.Model):
    """What a key asked on a day: how many requests, how many of them too many. Nothing of what was asked."""

    key = models.ForeignKey("actors.ApiKey", models.CASCADE, related_name="usage")
    day = models.DateField()
    requests = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()

    class Meta:
        verbose_name = _("usage of a key")
        verbose_name_plural = _("usages of keys")
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["key", "day"], name="usage_of_a_day")]

    def __str__(self) -> str:
        return f"{self.day}: {self.requests}"
