"""What came of an action: asked when it ends, and again twelve months later."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from actions.enums import Outcome, ReviewMoment


class Review(models.Model):
    """Asked once at each moment, and reminded once. `asked_at` is None of what was told before it was asked.

    What is told at the end stands on the action too, for lists; what is told a year later stands here alone.
    """

    action = models.ForeignKey("actions.ActionPage", models.CASCADE, related_name="reviews")
    moment = models.CharField(max_length=12, choices=ReviewMoment)
    asked_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, blank=True)
    reason = models.TextField(_("why"), max_length=2000, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    organisation = models.ForeignKey("actors.Organisation", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("review of an action")
        verbose_name_plural = _("reviews of actions")
        ordering = ["moment"]
        constraints = [models.UniqueConstraint(fields=["action", "moment"], name="action_reviewed_once_a_moment")]

    def __str__(self) -> str:
        return f"{self.action_id} · {self.moment}"
