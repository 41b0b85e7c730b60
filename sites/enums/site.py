"""Choices of a site, of its path and of its end."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SiteStatus(models.TextChoices):
    OPEN = "open", _("open")
    IN_RESORPTION = "in_resorption", _("in resorption")
    CLOSED = "closed", _("closed")
    RESORBED = "resorbed", _("resorbed")


OPEN_STATUSES = frozenset({SiteStatus.OPEN, SiteStatus.IN_RESORPTION})


class Validation(models.TextChoices):
    """What a pilot of the territory has said of something that had to wait for them; most things had not.

    Corrected: it counted, and another that says the same day better counts in its place.
    """

    VALIDATED = "validated", _("validated")
    WAITING = "waiting", _("awaiting validation")
    REFUSED = "refused", _("refused")
    CORRECTED = "corrected", _("replaced by a correction")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ReportState(models.TextChoices):
    """What became of a place that somebody reported."""

    WAITING = "waiting", _("awaiting an answer")
    DECLARED = "declared", _("declared as a site")
    KNOWN = "known", _("already known")
    DROPPED = "dropped", _("no follow-up")


class PeopleBand(models.TextChoices):
    """Sizes of sites that lists and maps tell apart. Unknown is a band of its own."""

    UNDER_10 = "under_10", _("fewer than 10 people")
    FROM_10 = "from_10", _("10 to 49 people")
    FROM_50 = "from_50", _("50 to 99 people")
    FROM_100 = "from_100", _("100 people or more")
    UNKNOWN = "unknown", _("number of people unknown")


class Alert(models.TextChoices):
    HEATWAVE = "heatwave", _("heatwave alert")
    COLDWAVE = "coldwave", _("cold-wave alert")


class KindOfPlace(models.TextChoices):
    LAND = "land", _("land")
    BUILDING = "building", _("building")
    OTHER = "other", _("other")
    UNKNOWN = "unknown", _("unknown")


class DatePrecision(models.TextChoices):
    """How well a date is known. The day that is kept is the first of what is known."""

    DAY = "day", _("to the day")
    MONTH = "month", _("to the month")
    YEAR = "year", _("to the year")
    DECADE = "decade", _("to the decade")


class OwnerKind(models.TextChoices):
    PUBLIC = "public", _("public")
    PRIVATE = "private", _("private")
    UNKNOWN = "unknown", _("unknown")


class Origin(models.TextChoices):
    """Never an ethnic field: only these three, several possible, for members only."""

    FRENCH = "french", pgettext_lazy("origin", "French")
    EU = "eu", _("European Union")
    NON_EU = "non_eu", _("outside the European Union")


class PhaseKind(models.TextChoices):
    """The nine phases of the path to resorption, in order; the first four prepare, and may start in any order."""

    SOCIOLOGICAL_DIAGNOSIS = "sociological_diagnosis", _("sociological diagnosis")
    TECHNICAL_DIAGNOSIS = "technical_diagnosis", _("technical diagnosis")
    SOCIAL_ASSESSMENT = "social_assessment", _("social assessment")
    POLITICAL_VALIDATION = "political_validation", _("political validation")
    CONTRACT_PREPARATION = "contract_preparation", _("contract preparation")
    LAND_DEVELOPMENT = "land_development", _("land development")
    FAMILY_INFORMATION = "family_information", _("information of families")
    FAMILY_CONTRACTS = "family_contracts", _("contracts with families")
    OFFICIAL_OPENING = "official_opening", _("official opening")


class ProcedureKind(models.TextChoices):
    OWNER_COMPLAINT = "owner_complaint", _("owner's complaint")
    COURT_PROCEDURE = "court_procedure", _("court procedure")
    COURT_DECISION = "court_decision", _("court decision")
    ADMINISTRATIVE_ORDER = "administrative_order", _("administrative order")
    POLICE_ASSISTANCE = "police_assistance", _("police assistance")


class PoliceAssistance(models.TextChoices):
    NONE = "none", _("not asked")
    ASKED = "asked", _("asked")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")


class ChangeKind(models.TextChoices):
    """What was done to a procedure."""

    ADDED = "added", _("added")
    CHANGED = "changed", _("changed")
    REMOVED = "removed", _("removed")


class ClosureReason(models.TextChoices):
    RESORBED = "resorbed", _("resorbed")
    COURT_DECISION = "court_decision", _("court decision")
    PREFECT_ORDER = "prefect_order", _("prefect's order")
    MAYOR_ORDER = "mayor_order", _("mayor's order")
    OTHER = "other", _("other")
    UNKNOWN = "unknown", _("unknown")


class Destination(models.TextChoices):
    HOUSING = "housing", _("housing")
    INSERTION_HOUSING = "insertion_housing", _("insertion housing")
    LONG_SHELTER = "long_shelter", _("long-stay shelter")
    SHORT_SHELTER = "short_shelter", _("short-stay shelter")
    NONE = "none", _("no solution")
    UNKNOWN = "unknown", _("unknown")


DURABLE_DESTINATIONS = frozenset({Destination.HOUSING, Destination.INSERTION_HOUSING, Destination.LONG_SHELTER})
