"""What becomes of practices once they are published: read, found useful, and the links that break."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PracticeReading(models.Model):
    """How many times a practice was opened on one day. Nobody is named: who reads what is no one's business."""

    practice = models.ForeignKey("knowledge.PracticePage", models.CASCADE, related_name="readings")
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("readings of a day")
        verbose_name_plural = _("readings by day")
        ordering = ["-day", "pk"]
        constraints = [models.UniqueConstraint(fields=["practice", "day"], name="readings_once_a_day")]

    def __str__(self) -> str:
        return f"{self.practice_id} · {self.day}"


class UsefulVote(models.Model):
    """A member says that a practice was useful to them. Only the number is shown."""

    practice = models.ForeignKey("knowledge.PracticePage", models.CASCADE, related_name="useful_votes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    voted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("useful vote")
        verbose_name_plural = _("useful votes")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["practice", "user"], name="useful_once_each")]

    def __str__(self) -> str:
        return f"{self.practice_id} · {self.user_id}"


class LinkCheck(models.Model):
    """A link of a published practice, and what it last answered. status: of HTTP; None where nobody answered."""

    practice = models.ForeignKey("knowledge.PracticePage", models.CASCADE, related_name="links")
    url = models.URLField(_("link"), max_length=1000)
    status = models.PositiveSmallIntegerField(_("answer"), null=True)
    is_broken = models.BooleanField(default=False)
    broken_since = models.DateField(_("broken since"), null=True)
    checked_at = models.DateTimeField(_("checked on"))

    class Meta:
        verbose_name = _("checked link")
        verbose_name_plural = _("checked links")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["practice", "url"], name="link_once_a_practice")]

    def __str__(self) -> str:
        return self.url
