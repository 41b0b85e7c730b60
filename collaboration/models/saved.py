"""Searches that people keep, and are told of."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedSearch(models.Model):
    """A question that somebody keeps: the query of its address. It opens nothing to them.

    known: the entries that were found already, which are no news. watched: the change number up to which it was looked
    at. unseen: how many came since its owner last opened it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches")
    name = models.CharField(_("name"), max_length=80)
    query = models.TextField()
    is_alerted = models.BooleanField(_("tell me when something new matches"), default=True)
    known = ArrayField(models.BigIntegerField(), default=list)
    watched = models.BigIntegerField(default=0)
    unseen = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["user", "query"], name="search_saved_once")]

    def __str__(self) -> str:
        return self.name
