"""Photos of observations, and documents of procedures (restricted as these are)."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from collaboration.models.attachment import StoredFile
from sites.models.observation import Observation
from sites.models.path import Procedure


class ObservationPhoto(StoredFile):
    folder = "observations"

    observation = models.ForeignKey(Observation, models.CASCADE, related_name="photos")

    class Meta(StoredFile.Meta):
        verbose_name = _("photo of an observation")
        verbose_name_plural = _("photos of observations")

    @property
    def address(self) -> str:
        return reverse("observation_photo", args=[self.key])


class ProcedureDocument(StoredFile):
    """Read with the right `read_restricted` only."""

    folder = "procedures"

    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="documents")

    class Meta(StoredFile.Meta):
        verbose_name = _("document of a procedure")
        verbose_name_plural = _("documents of procedures")

    @property
    def address(self) -> str:
        return reverse("procedure_document", args=[self.key])
