"""A file of results that somebody imports: what it is, how its columns are read, and what became of it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from actions.enums import WORKING, FileState, ResultsKind
from collaboration.models.attachment import private_storage, stored_as

# A workbook whatever was sent: there, what was written as text stays text, and nothing runs.
REFUSED_SUFFIX = ".xlsx"


class ResultsFile(models.Model):
    """Read by its author alone: it may speak of money. Kept for a month, then forgotten.

    columns: [{"name", "examples"}]. mapping: {"columns": {column: field}, "action": key, "year": n, "sources": {text:
    source}, "confirmed": bool}. report: what would be done, or was (actions.imports.report).
    """

    folder = "results"

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=ResultsKind)
    name = models.CharField(_("name"), max_length=120)
    file = models.FileField(upload_to=stored_as, storage=private_storage, max_length=100)
    refused = models.FileField(upload_to=stored_as, storage=private_storage, max_length=100, blank=True)
    state = models.CharField(max_length=8, choices=FileState, default=FileState.TO_MAP)
    columns = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    problem = models.TextField(blank=True)
    rows = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("file of results")
        verbose_name_plural = _("files of results")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_working(self) -> bool:
        return self.state in WORKING

    @property
    def suffix(self) -> str:
        """What the file is, as its readers tell it."""
        return f".{self.name.rsplit('.', 1)[-1].lower()}"
