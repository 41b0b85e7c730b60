"""What people follow, and how often they want to be told of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from collaboration.enums import JournalTag, NotificationKind, Rhythm


class Follow(models.Model):
    """A person follows one page, one territory, or one theme wherever they may read. It opens nothing to them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, null=True, related_name="+")
    territory = models.ForeignKey("territories.Territory", models.CASCADE, null=True, related_name="+")
    tag = models.CharField(_("theme"), max_length=20, choices=JournalTag, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(page__isnull=False, territory__isnull=True, tag="")
                | Q(page__isnull=True, territory__isnull=False, tag="")
                | (Q(page__isnull=True, territory__isnull=True) & ~Q(tag="")),
                name="follow_of_one_thing",
            ),
            models.UniqueConstraint(fields=["user", "page"], name="page_followed_once"),
            models.UniqueConstraint(fields=["user", "territory"], name="territory_followed_once"),
            models.UniqueConstraint(fields=["user", "tag"], condition=~Q(tag=""), name="theme_followed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.page_id or self.territory_id or self.tag}"


class Preference(models.Model):
    """How often a person is written to about one kind of things; without one, collaboration.enums.DEFAULT_RHYTHMS."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=NotificationKind)
    rhythm = models.CharField(max_length=8, choices=Rhythm)

    class Meta:
        verbose_name = _("preference of mails")
        verbose_name_plural = _("preferences of mails")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="one_rhythm_for_each_kind")]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.kind} · {self.rhythm}"
