"""The end of a site: when, why, where its inhabitants went, and what they have become. A closed site is kept."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sites.enums import ClosureReason, Destination, YesNo


class Closure(models.Model):
    """`is_resorbed` is computed when the closure is recorded: two thirds or more of the people counted last housed.

    None when nobody can tell. Of a site opened again, the closure becomes a `FormerClosure`.
    """

    site = models.OneToOneField("sites.SitePage", models.CASCADE, related_name="closure")
    closed_on = models.DateField(_("closed on"))
    reason = models.CharField(_("reason"), max_length=16, choices=ClosureReason)
    difference = models.TextField(_("why the numbers differ from the last count"), max_length=1000, blank=True)
    resettled_known = models.CharField(
        _("did people settle again on another site?"), max_length=8, choices=YesNo, default=YesNo.UNKNOWN
    )
    comment = models.TextField(_("comment"), max_length=2000, blank=True)
    is_resorbed = models.BooleanField(null=True, default=None, editable=False)
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


class FollowUp(models.Model):
    """Asked twelve months after a closure: of those who went to each destination, how many are still there.

    `still_there`: destination -> people, null for unknown. It is asked once, and reminded once.
    """

    closure = models.OneToOneField(Closure, models.CASCADE, related_name="follow_up")
    asked_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    answered_on = models.DateField(_("seen on"), null=True, blank=True)
    still_there = models.JSONField(default=dict, blank=True)
    comment = models.TextField(_("comment"), max_length=2000, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    organisation = models.ForeignKey("actors.Organisation", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("follow-up of a closure")
        verbose_name_plural = _("follow-ups of closures")
        ordering = ["asked_at", "pk"]

    def __str__(self) -> str:
        return f"{self.closure_id} · {self.answered_on}"


class FormerClosure(models.Model):
    """What a closure said before the site was opened again, or before it was merged into another.

    `said`: destinations (destination, people, households), what people had become, the comment, the difference.
    """

    site = models.ForeignKey("sites.SitePage", models.CASCADE, related_name="former_closures")
    closed_on = models.DateField(_("closed on"))
    reason = models.CharField(_("reason"), max_length=16, choices=ClosureReason)
    is_resorbed = models.BooleanField(null=True)
    said = models.JSONField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(auto_now_add=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    why_ended = models.CharField(_("why it ended"), max_length=1000)

    class Meta:
        verbose_name = _("former closure")
        verbose_name_plural = _("former closures")
        ordering = ["-closed_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.site_id} · {self.closed_on}"
