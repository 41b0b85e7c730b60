"""What the history of a site is made of."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HistoryKind(models.TextChoices):
    SHEET = "sheet", _("sheet")
    OBSERVATION = "observation", _("observations")
    PATH = "path", _("path to resorption")
    CLOSURE = "closure", _("closure and reopening")
    PROCEDURE = "procedure", _("procedures")
    JOURNAL = "journal", _("journal")


# Steps after which what a version says is what the site says. The others are told without their content.
PUBLISHING_ACTIONS = frozenset(
    {
        "sites.declare",
        "sites.publish",
        "sites.update",
        "sites.import",
        "sites.import_change",
        "wagtail.publish",
        "wagtail.publish.scheduled",
    }
)
KINDS_OF_ACTIONS = {
    "sites.set_phase": HistoryKind.PATH,
    "sites.clear_phase": HistoryKind.PATH,
    "sites.close": HistoryKind.CLOSURE,
    "sites.reopen": HistoryKind.CLOSURE,
    "sites.remove_photo": HistoryKind.OBSERVATION,
    "sites.ask_follow_up": HistoryKind.CLOSURE,
    "sites.follow_up": HistoryKind.CLOSURE,
    "sites.validate_observation": HistoryKind.OBSERVATION,
    "sites.refuse_observation": HistoryKind.OBSERVATION,
}
