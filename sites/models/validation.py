"""Rows that wait for a pilot of the territory, and what they said of them. Versions of pages have their workflow."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

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

    class Meta:
        abstract = True
