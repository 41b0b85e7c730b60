"""Keys of partner sites."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from actors.enums import Precision
from actors.querysets import ApiKeyQuerySet


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
