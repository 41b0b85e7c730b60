"""Keys of partner sites."""

from dataclasses import dataclass
from functools import cached_property

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.enums import Precision
from actors.querysets import ApiKeyQuerySet
from actors.rules.table import KEY


@dataclass(frozen=True)
class KeyScope:
    """What a key was granted on one territory: to the rights table, a scope like another."""

    territory_id: int
    is_exact: bool
    page_id: None = None
    role: str = KEY


class ApiKey(models.Model):
    """A partner's key: kept as a hash (SHA-256 of 256 random bits), shown once, for some territories, until a date."""

    organisation = models.ForeignKey("actors.Organisation", models.CASCADE, related_name="keys")
    purpose = models.CharField(_("purpose"), max_length=200)
    prefix = models.CharField(max_length=12, unique=True, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    territories = models.ManyToManyField("territories.Territory", related_name="keys", verbose_name=_("territories"))
    precision = models.CharField(_("precision"), max_length=10, choices=Precision, default=Precision.COMMUNE)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("expires on"))
    revoked_at = models.DateTimeField(_("revoked on"), null=True, blank=True)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.prefix}… ({self.organisation})"

    # To rights, who speaks by a key is somebody.
    is_authenticated = True

    @cached_property
    def held_scopes(self) -> list[KeyScope]:
        """One per territory, read once per request; none for a key that is no longer in force."""
        if self.revoked_at is not None or self.expires_at <= timezone.now():
            return []
        is_exact = self.precision == Precision.EXACT
        return [KeyScope(pk, is_exact) for pk in sorted(place.pk for place in self.territories.all())]
