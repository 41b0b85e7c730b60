"""Where people work."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from actors.enums import OrganisationKind


class Organisation(models.Model):
    name = models.CharField(_("name"), max_length=200, unique=True)
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    territory = models.ForeignKey(
        "territories.Territory", models.PROTECT, related_name="organisations", verbose_name=_("territory")
    )
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
