"""The chainable words of the journal."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q


class JournalQuerySet(models.QuerySet):
    def readable_by(self, reader: Any, *, sees_all: bool) -> JournalQuerySet:
        """Of journals that `reader` may read: everything but what was written to others.

        `sees_all`: the reader may read restricted messages too (Verb.READ_WHOLE_JOURNAL).
        """
        if sees_all:
            return self
        to_them = Q(addressees__user_id=reader.pk)
        if reader.organisation_id:
            to_them |= Q(addressees__organisation_id=reader.organisation_id)
        addressed = self.model._default_manager.filter(to_them).values("pk")
        return self.filter(Q(is_restricted=False) | Q(author_id=reader.pk) | Q(pk__in=addressed))

    def newest_first(self) -> JournalQuerySet:
        """Numbers of one page's messages are given in commit order (services.journal takes a turn)."""
        return self.order_by("-pk")


class StoredFileQuerySet(models.QuerySet):
    def there(self) -> StoredFileQuerySet:
        """In order; what was taken away is on no disk."""
        return self.filter(removed_at__isnull=True).order_by("pk")
