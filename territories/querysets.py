"""The chainable words of territories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from territories.enums import Level
from territories.rules.keys import parse_place_key

if TYPE_CHECKING:
    from territories.models import Territory


class TerritoryQuerySet(models.QuerySet):
    def current(self) -> TerritoryQuerySet:
        """Places of today: those that a merge has not replaced."""
        return self.filter(successor__isnull=True)

    def at(self, level: Level) -> TerritoryQuerySet:
        return self.filter(level=level)

    def keyed(self, text: str) -> TerritoryQuerySet:
        """The place of a public key (`Territory.key`); none if the text is not one."""
        key = parse_place_key(text)
        return self.filter(**key._asdict()) if key else self.none()

    def inside(self, territory: Territory) -> TerritoryQuerySet:
        """The territory itself and every place that belongs to it, EPCI included."""
        return self.filter(ancestor_ids__contains=[territory.pk])

    def in_order(self) -> TerritoryQuerySet:
        return self.order_by("search_name", "code", "pk")
