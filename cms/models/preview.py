"""Drafts that another front end may show for a quarter of an hour."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Preview(models.Model):
    """What one person's draft says, kept as text: whoever shows the token of this very row reads it, and nothing else.

    `page_key`: what the API names the page by, before it was ever saved too. `revision`: a mark of what it says.
    """

    page_key = models.UUIDField()
    revision = models.CharField(max_length=32)
    author = models.ForeignKey("actors.User", models.CASCADE, related_name="+")
    document = models.TextField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("preview of a draft")
        verbose_name_plural = _("previews of drafts")
        constraints = [models.UniqueConstraint(fields=["page_key", "revision", "author"], name="preview_once")]

    def __str__(self) -> str:
        return f"{self.page_key} {self.revision}"
