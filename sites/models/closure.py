"""The end of a site: when, why, and where its inhabitants went. A closed site is kept."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sites.enums import ClosureReason, Destination, YesNo


class Closure(models.Model):
    """`is_resorbed` is computed when the closure is recorded: two thirds or more of the people counted last housed."""

    site = models.OneToOneField("sites.SitePage", models.CASCADE, related_name="closure")
    closed_on = models.DateField(_("closed on"))
    reason = models.CharField(_("reason"), max_length=16, choices=ClosureReason)
    resettled_known = models.CharField(
        _("is it known where people resettled?"), max_length=8, choices=YesNo, default=YesNo.UNKNOWN
    )
    comment = models.TextField(_("comment"), max_length=2000, blank=True)
    is_resorbed = models.BooleanField(default=False, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="closures")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("closure")
        verbose_name_plural = _("closures")

    def __str__(self) -> str:
        return f"{self.site_id} · {self.closed_on}"


class ClosureDestination(models.Model):
    closure = models.ForeignKey(Closure, models.CASCADE, related_name="destinations")
    destination = models.CharField(_("destination"), max_length=20, choices=Destination)
    people = models.PositiveIntegerField(_("people"), null=True, blank=True)
    households = models.PositiveIntegerField(_("households"), null=True, blank=True)

    class Meta:
        verbose_name = _("destination")
        verbose_name_plural = _("destinations")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["closure", "destination"], name="destination_once_a_closure")]

    def __str__(self) -> str:
        return self.get_destination_display()
