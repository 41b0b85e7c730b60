"""Choices of an action."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Theme(models.TextChoices):
    """Themes of actions and of practices."""

    SCHOOLING = "schooling", _("schooling")
    HEALTH = "health", _("health")
    WORK = "work", _("work")
    HOUSING = "housing", _("housing")
    SOCIAL_SUPPORT = "social_support", _("social support")
    MEDIATION = "mediation", _("mediation")
    WATER_HYGIENE = "water_hygiene", _("water and hygiene")
    SAFETY = "safety", _("safety")
    LAND_WORKS = "land_works", _("land and works")
    STEERING = "steering", _("steering")


class LocationKind(models.TextChoices):
    SITES = "sites", _("on sites")
    INSERTION_AREA = "insertion_area", _("insertion area")
    HOUSING = "housing", _("housing")
    TERRITORY = "territory", _("a territory")


class ActionStatus(models.TextChoices):
    PLANNED = "planned", _("planned")
    UNDER_WAY = "under_way", _("under way")
    # Its last day has gone by and nobody has said what came of it: without that, it is not ended.
    OUTCOME_AWAITED = "outcome_awaited", _("outcome awaited")
    ENDED = "ended", _("ended")


class Outcome(models.TextChoices):
    REACHED = "reached", _("reached")
    PARTLY = "partly", _("partly reached")
    NOT_REACHED = "not_reached", _("not reached")
    STOPPED = "stopped", _("stopped")


class ReviewMoment(models.TextChoices):
    """When it is asked what came of an action."""

    END = "end", _("at the end")
    YEAR_LATER = "year_later", _("twelve months later")


class FundingSource(models.TextChoices):
    STATE = "state", _("State")
    DEDICATED = "dedicated", _("dedicated credits")
    LOCAL = "local", _("local authority")
    EUROPEAN = "european", _("European")
    PRIVATE = "private", _("private")
    OTHER = "other", _("other")


class ResultsKind(models.TextChoices):
    """What a file of results speaks of."""

    INDICATORS = "indicators", _("results by year")
    FUNDINGS = "fundings", _("fundings by year and source")


class FileState(models.TextChoices):
    """Where the import of a file of results is."""

    TO_MAP = "to_map", _("columns to be checked")
    READING = "reading", _("being read")
    READ = "read", _("read, nothing written")
    WRITING = "writing", _("being written")
    WRITTEN = "written", _("written")
    FAILED = "failed", _("not read")


WORKING = frozenset({FileState.READING, FileState.WRITING})


class HistoryKind(models.TextChoices):
    """What the history of an action is made of."""

    SHEET = "sheet", _("sheet")
    RESULTS = "results", _("results")
    FINANCES = "finances", _("fundings")
    OUTCOME = "outcome", _("outcome")
    JOURNAL = "journal", _("journal")


# Steps after which what a version says is what the action says. The others are told without their content.
PUBLISHING_ACTIONS = frozenset(
    {
        "actions.create",
        "actions.update",
        "actions.import",
        "actions.import_change",
        "wagtail.publish",
        "wagtail.publish.scheduled",
    }
)
KINDS_OF_ACTIONS = {
    "actions.record_indicators": HistoryKind.RESULTS,
    "actions.end": HistoryKind.OUTCOME,
    "actions.review": HistoryKind.OUTCOME,
    "actions.ask_outcome": HistoryKind.OUTCOME,
    "actions.ask_review": HistoryKind.OUTCOME,
}
