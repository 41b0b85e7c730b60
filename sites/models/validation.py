"""What waits for a pilot of the territory, and what they said of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sites.enums import Validation
from sites.querysets import SubmissionQuerySet


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

    class Meta:
        abstract = True


class Submission(Validated):
    """A version of a site (declared, or changed) that its author could not publish. One waits at most per site."""

    site = models.ForeignKey("sites.SitePage", models.CASCADE, related_name="submissions")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="site_submissions")
    submitted_at = models.DateTimeField(auto_now_add=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-submitted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["site"], condition=models.Q(validation=Validation.WAITING), name="one_submission_waits_a_site"
            )
        ]

    def __str__(self) -> str:
        return f"{self.site_id} · {self.get_validation_display()}"
