"""What people are told."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from collaboration.enums import NotificationKind


class Notification(models.Model):
    """One person is told of one thing. It holds no words of it: what they may read of it is asked when it is shown.

    key: what happened, so that who is told twice is told once. happening: the name of what was done
    (collaboration.registry). page: none for what is theirs alone, and is about no page. mailed_at: when it left by
    mail, or was not to.
    """

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=12, choices=NotificationKind)
    happening = models.CharField(max_length=60)
    key = models.CharField(max_length=80)
    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, null=True, related_name="+")
    entry = models.ForeignKey("collaboration.JournalEntry", models.CASCADE, null=True, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["recipient", "key"], name="told_once")]
        indexes = [
            models.Index(fields=["recipient", "-id"], name="notifications_of_someone"),
            models.Index(fields=["recipient"], condition=Q(read_at__isnull=True), name="notifications_unread"),
            models.Index(fields=["mailed_at"], condition=Q(mailed_at__isnull=True), name="notifications_to_mail"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.recipient_id}"
