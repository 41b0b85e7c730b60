"""What may be exported, as what, and where an export is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Dataset(models.TextChoices):
    """What the rows of an export are. The codes stand in addresses, in French as these are."""

    SITES = "sites", _("sites")
    OBSERVATIONS = "actualisations", _("observations")
    COMMUNES = "communes", _("sites, added up by commune")
    SITE_JOURNAL = "journal-des-sites", _("journal of sites")
    ACTIONS = "actions", _("actions")
    INDICATORS = "indicateurs", _("indicators")
    FUNDINGS = "financements", _("fundings")
    ACTION_JOURNAL = "journal-des-actions", _("journal of actions")
    PRACTICES = "pratiques", _("good practices")
    USERS = "comptes", _("accounts")


class ExportFormat(models.TextChoices):
    XLSX = "xlsx", _("Excel workbook (XLSX)")
    ODS = "ods", _("LibreOffice workbook (ODS)")
    CSV = "csv", _("CSV, in an archive with what its columns mean")
    GEOJSON = "geojson", _("GeoJSON, for maps")


class ExportState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    MAKING = "making", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")


class Dates(models.TextChoices):
    """Which days an export may be asked for."""

    NONE = "none"
    ON = "on"
    BETWEEN = "between"
