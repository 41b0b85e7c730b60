"""Files that people join: what any of them is kept as, and those of a message."""

import uuid

from django.core.files.storage import Storage, storages
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.enums import FileKind
from collaboration.models.journal import JournalEntry
from collaboration.querysets import StoredFileQuerySet


def private_storage() -> Storage:
    """Out of the folder that the web server gives to everyone: a view asks the right first."""
    return storages["private"]


def stored_as(stored: "StoredFile", name: str) -> str:
    """The name that people gave tells things; the one on the disk tells nothing."""
    return f"{stored.folder}/{uuid.uuid4().hex}"


class StoredFile(models.Model):
    """A picture, a PDF or an office file, cleaned by services.attachments. `key` is its address; `content_type` was
    found in the file itself; `folder` is where files of its kind stand on the disk.
    """

    folder = "journal"

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=8, choices=FileKind)
    name = models.CharField(_("name"), max_length=120)
    content_type = models.CharField(max_length=100)
    description = models.CharField(_("what the pictures show"), max_length=300, blank=True)
    size = models.PositiveIntegerField(_("size in bytes"))
    file = models.FileField(upload_to=stored_as, storage=private_storage, max_length=100)
    preview = models.FileField(upload_to=stored_as, storage=private_storage, max_length=100, blank=True)
    width = models.PositiveIntegerField(null=True, help_text=_("of the preview, in pixels"))
    height = models.PositiveIntegerField(null=True, help_text=_("of the preview, in pixels"))
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_image(self) -> bool:
        return self.kind == FileKind.IMAGE

    @property
    def address(self) -> str:
        """Where it is given to who may read it."""
        raise NotImplementedError


class Attachment(StoredFile):
    """A file of a message."""

    entry = models.ForeignKey(JournalEntry, models.CASCADE, related_name="attachments")

    class Meta(StoredFile.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    @property
    def address(self) -> str:
        return reverse("attachment", args=[self.key])
