"""Snapshots: what was counted in each commune, from each day on which a number changed (docs/decisions/0070)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Snapshot(models.Model):
    """`counts` (steering.rules.counts.COUNTS, in that order) hold from `day` until the next row of the commune.

    Days to come are here too, for what time alone changes: a site becomes one that nobody has spoken of for months.
    """

    commune = models.ForeignKey("territories.Territory", models.CASCADE, related_name="+", verbose_name=_("commune"))
    day = models.DateField(_("from"))
    counts = ArrayField(models.BigIntegerField(), verbose_name=_("counts"))

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        constraints = [models.UniqueConstraint(fields=["commune", "day"], name="snapshot_of_day")]

    def __str__(self) -> str:
        return f"{self.commune_id} · {self.day}"


class CountedSite(models.Model):
    """In which commune a site is counted now. A site that moves, or goes, leaves the counts of where it was.

    No foreign key to the site: the row outlives it until the snapshots have followed.
    """

    site_key = models.BigIntegerField(primary_key=True)
    commune = models.ForeignKey("territories.Territory", models.CASCADE, related_name="+", verbose_name=_("commune"))

    class Meta:
        verbose_name = _("counted site")
        verbose_name_plural = _("counted sites")

    def __str__(self) -> str:
        return f"{self.site_key} · {self.commune_id}"


class SnapshotRun(models.Model):
    """When snapshots were taken: of every commune each night, of some as soon as something changed there."""

    ended_at = models.DateTimeField(_("ended at"))
    is_whole = models.BooleanField(_("every commune"))
    communes = models.PositiveIntegerField(_("communes"))
    rows = models.PositiveIntegerField(_("rows"))

    class Meta:
        verbose_name = _("taking of snapshots")
        verbose_name_plural = _("takings of snapshots")
        ordering = ["-ended_at", "-pk"]
        indexes = [models.Index(fields=["-ended_at"], name="snapshot_run_latest")]

    def __str__(self) -> str:
        return self.ended_at.isoformat()
