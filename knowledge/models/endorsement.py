"""The State's word for a practice: dated, signed by an organisation, and taken back when it no longer holds."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from knowledge.querysets import EndorsementQuerySet


class Endorsement(models.Model):
    """It proves nothing: the evidence grade never reads it. One that was taken back is kept, and no longer shown."""

    practice = models.ForeignKey("knowledge.PracticePage", models.CASCADE, related_name="endorsements")
    organisation = models.ForeignKey("actors.Organisation", models.PROTECT, related_name="endorsements")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="endorsements")
    endorsed_on = models.DateField(_("recommended on"))
    comment = models.TextField(_("why"), max_length=500, blank=True)
    revoked_on = models.DateField(_("taken back on"), null=True, blank=True)

    objects = EndorsementQuerySet.as_manager()

    class Meta:
        verbose_name = _("endorsement")
        verbose_name_plural = _("endorsements")
        ordering = ["endorsed_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "organisation"], condition=Q(revoked_on=None), name="endorsed_once_an_organisation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.practice_id} · {self.organisation}"
