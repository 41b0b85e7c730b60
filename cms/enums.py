"""The steps of a version on its way; what a file that people send is; how far the platform is accessible."""

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


class Criterion(models.TextChoices):
    """Where the platform stands on one criterion of the RGAA; the codes are those of its grids."""

    MET = "C", _("compliant")
    NOT_MET = "NC", _("not compliant")
    NOT_APPLICABLE = "NA", _("not applicable")
    NOT_CHECKED = "NV", _("not checked")


class Conformity(models.TextChoices):
    """As the State's model of statement says it; the labels are those of the footer."""

    TOTAL = "total", _("Accessibility: fully compliant")
    PARTIAL = "partial", _("Accessibility: partially compliant")
    NONE = "none", _("Accessibility: not compliant")


# The same in a sentence.
STATES = {
    Conformity.TOTAL: _("fully compliant"),
    Conformity.PARTIAL: _("partially compliant"),
    Conformity.NONE: _("not compliant"),
}
