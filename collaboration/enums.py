"""What messages are about; why, and how often, people are told of things."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from actors.enums import Verb


class JournalTag(models.TextChoices):
    LIVING_CONDITIONS = "living_conditions", _("living conditions")
    SCHOOLING = "schooling", _("schooling")
    HEALTH = "health", _("health")
    DISPLACEMENT = "displacement", _("displacement")
    FIRE = "fire", _("fire")
    VISIT = "visit", _("visit")
    WEATHER_ALERT = "weather_alert", _("weather alert")
    OTHER = "other", _("other")


class NotificationKind(models.TextChoices):
    """Why someone is told of something. What they may set is per kind."""

    ADDRESSED = "addressed", _("a message for my attention")
    MESSAGE = "message", _("messages on what I follow")
    CHANGE = "change", _("changes on what I follow")
    TO_VALIDATE = "to_validate", _("what awaits my validation")
    ANSWER = "answer", _("what becomes of what I proposed")
    INVITATION = "invitation", _("my organisation is invited to act")
    MATCH = "match", _("what is new in my saved searches")
    WEEK = "week", _("the week of my territories")
    EXPORT = "export", _("my exports are ready")


class Rhythm(models.TextChoices):
    NOW = "now", _("at once")
    DAILY = "daily", _("once a day")
    WEEKLY = "weekly", _("once a week")
    NEVER = "never", _("never by mail")


DEFAULT_RHYTHMS = {
    NotificationKind.ADDRESSED: Rhythm.NOW,
    NotificationKind.MESSAGE: Rhythm.DAILY,
    NotificationKind.CHANGE: Rhythm.DAILY,
    NotificationKind.TO_VALIDATE: Rhythm.NOW,
    NotificationKind.ANSWER: Rhythm.NOW,
    NotificationKind.INVITATION: Rhythm.NOW,
    NotificationKind.MATCH: Rhythm.DAILY,
    NotificationKind.WEEK: Rhythm.WEEKLY,
    NotificationKind.EXPORT: Rhythm.NOW,
}
# A digest has one rhythm of its own, or none.
RHYTHMS_OF_WEEK = (Rhythm.WEEKLY, Rhythm.NEVER)
# What one must be able to do to the page, on the day that one is told of it.
VERB_OF_KIND = {
    NotificationKind.ADDRESSED: Verb.READ_JOURNAL,
    NotificationKind.MESSAGE: Verb.READ_JOURNAL,
    NotificationKind.CHANGE: Verb.READ,
    NotificationKind.TO_VALIDATE: Verb.PUBLISH,
    NotificationKind.ANSWER: Verb.READ,
    NotificationKind.INVITATION: Verb.READ_JOURNAL,
}
# Kinds that speak of pages not published yet, too.
OF_DRAFTS = frozenset({NotificationKind.TO_VALIDATE, NotificationKind.ANSWER})


class InterventionTheme(models.TextChoices):
    """What an organisation does on a site."""

    HEALTH = "health", _("health")
    EDUCATION = "education", _("education")
    WORK = "work", _("work")
    HOUSING = "housing", _("housing")
    MEDIATION = "mediation", _("social mediation")
    SECURITY = "security", _("security")
    HUMANITARIAN = "humanitarian", _("humanitarian")
    DIAGNOSIS = "diagnosis", _("diagnosis")
    STEERING = "steering", _("steering")
    OTHER = "other", _("other")
