"""Where partners are told that something changed, and what became of each message."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from api.enums import DeliveryState, Event, Problem


class Webhook(models.Model):
    """An address of a partner's site, told when something changes that its key may read.

    Secrets are sealed (catalog.rules.sealing): they must be read again to sign, and are shown to nobody after the first
    time. `place` is up to where the site was told, as a place of /api/v1/changes.
    """

    key = models.ForeignKey("actors.ApiKey", models.CASCADE, related_name="webhooks")
    url = models.URLField(_("address"), max_length=500)
    secret = models.CharField(max_length=200, editable=False)
    former_secret = models.CharField(max_length=200, blank=True, editable=False)
    former_ends_at = models.DateTimeField(null=True, editable=False)
    place = models.CharField(max_length=200, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(_("ended on"), null=True)

    class Meta:
        verbose_name = _("address told of changes")
        verbose_name_plural = _("addresses told of changes")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.url


class Delivery(models.Model):
    """One message to one address. Its body holds nothing of what changed."""

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    message_id = models.CharField(max_length=40, unique=True)
    event = models.CharField(_("message"), max_length=20, choices=Event)
    body = models.TextField()
    state = models.CharField(_("state"), max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    problem = models.CharField(_("problem"), max_length=12, choices=Problem, blank=True)
    status = models.PositiveSmallIntegerField(_("answer"), null=True)
    created_at = models.DateTimeField(_("written on"), auto_now_add=True)
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(_("done on"), null=True)

    class Meta:
        verbose_name = _("message to a partner")
        verbose_name_plural = _("messages to partners")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "due_at"], name="delivery_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["webhook"],
                condition=models.Q(state="waiting", event="changes.available"),
                name="one_message_of_changes_waits",
            )
        ]

    def __str__(self) -> str:
        return self.message_id
