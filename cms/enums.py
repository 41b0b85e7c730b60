"""The steps of a version on its way."""

from enum import StrEnum


class Step(StrEnum):
    """What happened to a version; the word that `cms.signals.version_stepped` carries."""

    SUBMITTED = "submitted"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    UNPUBLISHED = "unpublished"
    REMINDED = "reminded"
    ESCALATED = "escalated"
