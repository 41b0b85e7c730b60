"""What a provider of identity knows someone by."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Identity(models.Model):
    """The tie between an account and a provider: by the provider's own number for them, never by an e-mail again."""

    user = models.ForeignKey("actors.User", models.CASCADE, related_name="identities")
    issuer = models.CharField(_("provider"), max_length=255)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("identity")
        verbose_name_plural = _("identities")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="identity_of_one_account"),
            models.UniqueConstraint(fields=["issuer", "user"], name="one_identity_of_each_provider"),
        ]

    def __str__(self) -> str:
        return f"{self.issuer} · {self.user_id}"
