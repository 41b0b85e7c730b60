"""A place that somebody saw and may not declare: read by those who steer the territory, and by who reported it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from actors.enums import Noun, Rank
from actors.rules import Thing
from sites.enums import ReportState
from sites.querysets import PlaceReportQuerySet


class PlaceReport(models.Model):
    """`rank`: of whom it is asked, as for validations. `site`: what it was declared as, or was known as already."""

    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="place_reports")
    organisation = models.ForeignKey("actors.Organisation", models.PROTECT, null=True, related_name="+")
    commune = models.ForeignKey("territories.Territory", models.PROTECT, related_name="+", verbose_name=_("commune"))
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    address = models.CharField(_("address or landmark"), max_length=300, blank=True)
    seen = models.TextField(_("what you saw"), max_length=1000)
    seen_on = models.DateField(_("seen on"))
    sent_at = models.DateTimeField(auto_now_add=True)
    rank = models.PositiveSmallIntegerField(choices=Rank, default=Rank.NATION, editable=False)
    state = models.CharField(max_length=8, choices=ReportState, default=ReportState.WAITING, editable=False)
    site = models.ForeignKey("sites.SitePage", models.SET_NULL, null=True, blank=True, related_name="reports")
    answer = models.TextField(_("answer"), max_length=1000, blank=True)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)

    objects = PlaceReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of a place")
        verbose_name_plural = _("reports of places")
        ordering = ["sent_at", "pk"]
        indexes = [models.Index(fields=["state", "rank"], name="reports_that_wait")]

    def __str__(self) -> str:
        return f"{self.commune_id} · {self.state}"

    @property
    def is_waiting(self) -> bool:
        return self.state == ReportState.WAITING

    def as_thing(self) -> Thing:
        """A site that would stand there."""
        return Thing(noun=Noun.SITE, territory_ids=frozenset(self.commune.ancestor_ids), author_id=self.reporter_id)
