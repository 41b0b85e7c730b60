"""Mails on their way out."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OutgoingMail(models.Model):
    """A mail that is written and not yet accepted by the mail server. It is deleted as soon as it is.

    Kept beside the change that causes it, so that both happen or neither; its task holds nothing but its number.
    """

    # One person: nobody learns who else was written to.
    to = models.CharField(_("to"), max_length=320)
    subject = models.CharField(_("subject"), max_length=255)
    text = models.TextField()
    html = models.TextField(blank=True)
    from_email = models.CharField(max_length=255)
    headers = models.JSONField(default=dict)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mails")
        ordering = ["due_at", "pk"]

    def __str__(self) -> str:
        return f"mail {self.pk}"
