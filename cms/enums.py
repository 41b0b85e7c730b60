"""The steps of a version on its way; what a file that people send is."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Step(StrEnum):
    """What happened to a version; the word that `cms.signals.version_stepped` carries."""

    SUBMITTED = "submitted"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    UNPUBLISHED = "unpublished"
    REMINDED = "reminded"
    ESCALATED = "escalated"


class FileKind(models.TextChoices):
    IMAGE = "image", _("picture")
    PDF = "pdf", _("PDF")
    OFFICE = "office", _("office file")
