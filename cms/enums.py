"""The steps of a version on its way, and the levels at which validation is asked."""

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


class Rank(models.IntegerChoices):
    """How near to a page a scope is held. Validation is asked of the nearest who may give it, then goes up."""

    SITE = 0, _("site")
    COMMUNE = 1, _("commune")
    EPCI = 2, _("EPCI")
    DEPARTEMENT = 3, _("département")
    REGION = 4, _("region")
    NATION = 5, _("nation")
