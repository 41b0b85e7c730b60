"""Rows that wait for a pilot of the territory, and what they said of them. Versions of pages have their workflow."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.enums import Rank, Verb
from actors.rules import Thing
from sites.enums import Validation


class Validated(models.Model):
    """Something that counts at once when its author may record it so, and otherwise when a pilot has validated it."""

    validation = models.CharField(
        _("validation"), max_length=10, choices=Validation, default=Validation.VALIDATED, editable=False
    )
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    judged_at = models.DateTimeField(null=True, blank=True, editable=False)
    refusal_reason = models.TextField(_("reason of the refusal"), max_length=1000, blank=True, editable=False)

    # Of whom validation is asked while it waits: `cms.registry.Waits`.
    rank = models.PositiveSmallIntegerField(choices=Rank, default=Rank.NATION, editable=False)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)

    judging_verb = Verb.PUBLISH
    site: Any
    author_id: int | None

    class Meta:
        abstract = True

    @property
    def page(self) -> Any:
        return self.site

    def things(self) -> list[Thing]:
        return [self.site.as_thing()]

    def author_ids(self) -> frozenset[int]:
        return frozenset({self.author_id} - {None})  # type: ignore[arg-type]
