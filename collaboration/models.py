"""What people write to each other about a site or an action."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from collaboration.enums import JournalTag


class JournalEntry(models.Model):
    """A dated message on a page (a site, an action). The author's organisation is kept: it outlives the account."""

    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="journal")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="journal_entries")
    organisation = models.ForeignKey("actors.Organisation", models.PROTECT, null=True, related_name="journal_entries")
    text = models.TextField(_("message"), max_length=4000)
    tags = ArrayField(models.CharField(max_length=20, choices=JournalTag), default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("journal message")
        verbose_name_plural = _("journal messages")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["page", "-created_at"], name="journal_of_page")]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def tag_labels(self) -> list[str]:
        return [str(JournalTag(tag).label) for tag in self.tags]
