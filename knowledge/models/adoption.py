"""Somebody takes a practice up in their own territory; failures count and show."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.enums import AdoptionOutcome, AdoptionState


class Adoption(models.Model):
    practice = models.ForeignKey("knowledge.PracticePage", models.CASCADE, related_name="adoptions")
    territory = models.ForeignKey("territories.Territory", models.PROTECT, related_name="adoptions")
    organisation = models.ForeignKey("actors.Organisation", models.PROTECT, related_name="adoptions")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="adoptions")
    action = models.ForeignKey("actions.ActionPage", models.SET_NULL, null=True, blank=True, related_name="adoptions")
    state = models.CharField(_("state"), max_length=12, choices=AdoptionState, default=AdoptionState.PLANNED)
    outcome = models.CharField(_("outcome"), max_length=10, choices=AdoptionOutcome, blank=True)
    started_on = models.DateField(_("start"))
    ended_on = models.DateField(_("end"), null=True, blank=True)
    followed_up_on = models.DateField(_("asked again on"), null=True, blank=True)
    lasting_outcome = models.CharField(
        _("outcome twelve months later"), max_length=10, choices=AdoptionOutcome, blank=True
    )
    comment = models.TextField(_("comment"), max_length=2000, blank=True)
    # Numbers of the end: read by members only (docs/privacy.md).
    people = models.PositiveIntegerField(_("people concerned"), null=True, blank=True)
    people_helped = models.PositiveIntegerField(_("people for whom it worked"), null=True, blank=True)
    cost_eur = models.DecimalField(_("what it cost (€)"), max_digits=12, decimal_places=2, null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    follow_up_comment = models.TextField(_("what has become of it"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("adoption")
        verbose_name_plural = _("adoptions")
        ordering = ["-started_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.practice_id} · {self.territory}"
