"""Who acts where, on what."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collaboration.enums import InterventionTheme


class Intervention(models.Model):
    """An organisation acts on a page (a site), on themes, since a day; it is kept once it has ended."""

    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="interventions")
    organisation = models.ForeignKey("actors.Organisation", models.PROTECT, related_name="interventions")
    themes = ArrayField(models.CharField(max_length=16, choices=InterventionTheme), verbose_name=_("themes"))
    started_on = models.DateField(_("since"), default=timezone.localdate)
    ended_on = models.DateField(_("until"), null=True, blank=True)
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("intervention")
        verbose_name_plural = _("interventions")
        ordering = ["started_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "organisation"],
                condition=Q(ended_on__isnull=True),
                name="organisation_acts_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="intervention_ends_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.page_id}"

    @property
    def theme_labels(self) -> list[str]:
        return [str(InterventionTheme(theme).label) for theme in self.themes]


class InvitationToAct(models.Model):
    """Someone asks another organisation to act on a page. It waits until it acts, or says no."""

    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+")
    organisation = models.ForeignKey("actors.Organisation", models.CASCADE, related_name="+")
    themes = ArrayField(models.CharField(max_length=16, choices=InterventionTheme), verbose_name=_("themes"))
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    is_accepted = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("invitation to act")
        verbose_name_plural = _("invitations to act")
        ordering = ["invited_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "organisation"], condition=Q(answered_at__isnull=True), name="organisation_invited_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.page_id}"

    @property
    def theme_labels(self) -> list[str]:
        return [str(InterventionTheme(theme).label) for theme in self.themes]
