"""A file that one person asked for, and that nobody else is given."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.files.storage import Storage, storages
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from steering.enums import Dataset, ExportFormat, ExportState


def private_storage() -> Storage:
    """Out of the folder that the web server gives to everyone: a view asks the right first."""
    return storages["private"]


def stored_as(_export: "Export", _name: str) -> str:
    return f"exports/{uuid.uuid4().hex}"


class Export(models.Model):
    """What was asked, how far it is made, and the file until it expires.

    query: the filters in force, as the list's address has them. starts_on, ends_on: the days that rows are of; of
    sites, the state on `ends_on`. rights: the mark of the scopes that its owner held (steering.rules.exports): with
    others, the file is no longer theirs. page_ids: the sites that it tells of, for the readings of whoever takes it.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="exports")
    dataset = models.CharField(max_length=20, choices=Dataset)
    format = models.CharField(max_length=8, choices=ExportFormat)
    columns = ArrayField(models.CharField(max_length=40))
    query = models.TextField(blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    rights = models.CharField(max_length=64)
    state = models.CharField(_("state"), max_length=8, choices=ExportState, default=ExportState.WAITING)
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    file = models.FileField(upload_to=stored_as, storage=private_storage, max_length=100, blank=True)
    size = models.BigIntegerField(default=0)
    page_ids = ArrayField(models.BigIntegerField(), default=list)
    asked_at = models.DateTimeField(auto_now_add=True)
    ready_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index(fields=["user", "-asked_at"], name="exports_of_someone"),
            models.Index(fields=["expires_at"], name="exports_to_forget"),
        ]

    def __str__(self) -> str:
        return f"{self.dataset} · {self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def is_in_hand(self) -> bool:
        return self.state in (ExportState.WAITING, ExportState.MAKING)

    @property
    def is_there(self) -> bool:
        return self.state == ExportState.READY and self.expires_at is not None and self.expires_at > timezone.now()

    @property
    def percent(self) -> int:
        """Of the rows that are looked at."""
        return min(100, round(100 * self.rows_done / self.rows_total)) if self.rows_total else 0

    @property
    def address(self) -> str:
        return reverse("download_export", args=[self.key])

    @property
    def filename(self) -> str:
        """The kind of things and the day: a name in a folder of downloads tells nothing of places or people."""
        ending = "zip" if self.format == ExportFormat.CSV else self.format
        return f"{self.dataset}-{timezone.localtime(self.asked_at):%Y-%m-%d-%H%M}.{ending}"
