"""The chainable words of endorsements."""

from __future__ import annotations

from typing import Self

from django.db import models


class EndorsementQuerySet(models.QuerySet):
    def in_force(self) -> Self:
        """Not taken back; oldest first."""
        return self.filter(revoked_on=None).select_related("organisation").order_by("endorsed_on", "pk")
