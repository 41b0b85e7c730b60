"""What was received from someone's form."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Receipt(models.Model):
    """A form that was sent in and taken: sent again, it does nothing and gets the same answer.

    `token` is drawn when the form is shown. A phone that lost the network sends until it knows; a thumb taps twice.
    """

    user = models.ForeignKey("actors.User", models.CASCADE, related_name="receipts")
    token = models.UUIDField()
    location = models.CharField(max_length=500)
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        constraints = [models.UniqueConstraint(fields=["user", "token"], name="receipt_once")]
        indexes = [models.Index(fields=["received_at"], name="receipt_received")]

    def __str__(self) -> str:
        return str(self.token)
