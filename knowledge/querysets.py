"""The chainable words of endorsements, questions and answers."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q


class EndorsementQuerySet(models.QuerySet):
    def in_force(self) -> Self:
        """Not taken back; oldest first."""
        return self.filter(revoked_on=None).select_related("organisation").order_by("endorsed_on", "pk")


class CommunityQuerySet(models.QuerySet):
    def shown_to(self, reader: Any, *, moderates: bool) -> Self:
        """What was hidden stays for who wrote it and for those who moderate."""
        return self if moderates else self.filter(Q(hidden_at=None) | Q(author_id=reader.pk))
