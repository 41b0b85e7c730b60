"""Mails on their way out."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.enums import MailState


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
    # Asked again at the last moment: what must still be true for the mail to leave (actors.registry); empty: nothing.
    only_if = models.CharField(max_length=80, blank=True)
    trace = models.OneToOneField("actors.MailTrace", models.SET_NULL, null=True, related_name="mail")
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mails")
        ordering = ["due_at", "pk"]

    def __str__(self) -> str:
        return f"mail {self.pk}"


class MailTrace(models.Model):
    """What stays of a mail: of which kind it was and what became of it; never to whom, nor what it said."""

    # The same at every attempt: who receives a mail twice can tell.
    message_id = models.CharField(max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=80)
    state = models.CharField(_("state"), max_length=10, choices=MailState, default=MailState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    problem = models.CharField(_("last problem"), max_length=80, blank=True)
    queued_at = models.DateTimeField(_("written at"), auto_now_add=True)
    done_at = models.DateTimeField(_("done at"), null=True)

    class Meta:
        verbose_name = _("trace of a mail")
        verbose_name_plural = _("traces of mails")
        ordering = ["-queued_at", "-pk"]
        indexes = [models.Index(fields=["-queued_at"], name="mail_traces_by_date")]

    def __str__(self) -> str:
        return f"{self.kind} · {self.get_state_display()}"
