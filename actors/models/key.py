"""Keys of partner sites."""

from dataclasses import dataclass
from functools import cached_property

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.enums import KeyState, Noun, Precision, PrecisionPolicy
from actors.querysets import ApiKeyQuerySet
from actors.rules import Thing
from actors.rules.precision import partner_precision
from actors.rules.table import KEY


@dataclass(frozen=True)
class KeyScope:
    """What a key was granted on one territory: to the rights table, a scope like another."""

    territory_id: int
    is_exact: bool
    page_id: None = None
    role: str = KEY


class ApiKey(models.Model):
    """A partner's key: asked for, granted by the national team, shown once, kept as a hash, until a date.

    Its text does not exist before whoever asked for it has it shown: nobody else has ever read it. `prefix` and
    `digest` (SHA-256 of 256 random bits) are empty until then.
    """

    organisation = models.ForeignKey("actors.Organisation", models.CASCADE, related_name="keys")
    purpose = models.CharField(_("purpose"), max_length=200)
    contact = models.EmailField(_("contact"), blank=True)
    prefix = models.CharField(max_length=12, unique=True, null=True, editable=False)
    digest = models.CharField(max_length=64, unique=True, null=True, editable=False)
    territories = models.ManyToManyField("territories.Territory", related_name="keys", verbose_name=_("territories"))
    precision = models.CharField(_("precision"), max_length=10, choices=Precision, default=Precision.COMMUNE)
    requests_per_minute = models.PositiveIntegerField(_("requests per minute"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    requested_by = models.ForeignKey("actors.User", models.SET_NULL, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(_("granted on"), null=True, blank=True)
    refused_at = models.DateTimeField(_("refused on"), null=True, blank=True)
    decided_by = models.ForeignKey("actors.User", models.SET_NULL, null=True, blank=True, related_name="+")
    refusal_reason = models.TextField(_("reason"), blank=True)
    agreed_on = models.DateField(_("agreement of"), null=True, blank=True)
    shown_at = models.DateTimeField(_("shown on"), null=True, blank=True)
    replaces = models.OneToOneField("self", models.SET_NULL, null=True, blank=True, related_name="replaced_by")
    expires_at = models.DateTimeField(_("expires on"))
    revoked_at = models.DateTimeField(_("revoked on"), null=True, blank=True)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.prefix or self.purpose}… ({self.organisation})"

    def as_thing(self) -> Thing:
        return Thing(noun=Noun.KEY, organisation_id=self.organisation_id)

    @property
    def state(self) -> KeyState:
        """The first that holds, in this order: what is revoked does not come back."""
        found = {
            KeyState.REFUSED: self.refused_at,
            KeyState.REVOKED: self.revoked_at,
            KeyState.ASKED: not self.approved_at,
            KeyState.EXPIRED: self.expires_at <= timezone.now(),
            KeyState.GRANTED: not self.digest,
        }
        return next((state for state, holds in found.items() if holds), KeyState.IN_FORCE)

    # To rights, who speaks by a key is somebody.
    is_authenticated = True

    @cached_property
    def held_scopes(self) -> list[KeyScope]:
        """One per territory, read once per request; none for a key that is no longer in force.

        Nor where the deployment shows partners areas alone: such a key reads what everyone reads.
        """
        finest = partner_precision()
        if self.state != KeyState.IN_FORCE or finest == PrecisionPolicy.AREAS:
            return []
        is_exact = self.precision == Precision.EXACT and finest == PrecisionPolicy.EXACT
        return [KeyScope(pk, is_exact) for pk in sorted(place.pk for place in self.territories.all())]
