"""What everyone signs before they come in."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Charter(models.Model):
    """One version of the charter. It never changes: another version follows it, and everyone signs again."""

    version = models.PositiveSmallIntegerField(_("version"), unique=True)
    text = models.TextField(_("text"), help_text=_("Markdown: titles begin with ##, lists with -."))
    summary = models.CharField(_("what changes"), max_length=300, blank=True)
    published_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey("actors.User", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("charter")
        verbose_name_plural = _("charters")
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"{self.version}"


class CharterSignature(models.Model):
    user = models.ForeignKey("actors.User", models.CASCADE, related_name="signatures")
    charter = models.ForeignKey(Charter, models.PROTECT, related_name="signatures")
    signed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("signature of the charter")
        verbose_name_plural = _("signatures of the charter")
        ordering = ["-signed_at", "-pk"]
        constraints = [models.UniqueConstraint("user", "charter", name="charter_signed_once")]

    def __str__(self) -> str:
        return f"{self.charter_id} · {self.user_id}"
