"""The chainable words of sites and observations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from sites.enums import OPEN_STATUSES

if TYPE_CHECKING:
    from territories.models import Territory


class SiteQuerySet(PageQuerySet):
    def open(self) -> SiteQuerySet:
        return self.filter(status__in=OPEN_STATUSES)

    def inside(self, territory: Territory) -> SiteQuerySet:
        return self.filter(commune__ancestor_ids__contains=[territory.pk])


SiteManager = PageManager.from_queryset(SiteQuerySet, "SiteManager")


class ObservationQuerySet(models.QuerySet):
    def in_order(self) -> ObservationQuerySet:
        """Oldest first; of one day, the one recorded last is the last."""
        return self.order_by("observed_on", "recorded_at", "pk")

    def latest_of_each(self) -> ObservationQuerySet:
        """The state of each site: its latest observation."""
        return self.order_by("site_id", "-observed_on", "-recorded_at", "-pk").distinct("site_id")
