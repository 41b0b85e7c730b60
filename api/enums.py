"""What partners follow, and what becomes of messages to them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from actors.enums import Noun

# Where documents hold what they come with.
INCLUDED = "included"
# What a feature of GeoJSON says elsewhere than in its properties, or not at all.
APART = frozenset({"id", "point", INCLUDED})
# What the changes tell of: the things of the catalogue that have a resource of their own.
FOLLOWED = (Noun.AREA, Noun.ACTION, Noun.PRACTICE, Noun.NEWS, Noun.SITE)


# Where the API answers: what is counted and kept ready (and heard from other origins: CORS_URLS_REGEX).
ROOTS = ("/api/v1/", "/tiles/", "/ogc/")


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("on its way")
    DELIVERED = "delivered", _("taken")
    DEAD = "dead", _("given up")


class Event(models.TextChoices):
    """The type of a message, in the words of Standard Webhooks."""

    CHANGES = "changes.available", _("something changed")
    TEST = "test.sent", _("test")


class Problem(models.TextChoices):
    """Why a message was not taken."""

    PRIVATE = "private", _("its address is not on the public network")
    UNKNOWN = "unknown", _("the name of its server is unknown")
    UNREACHABLE = "unreachable", _("its server does not answer")
    TOO_SLOW = "too_slow", _("its server answers too late")
    UNTRUSTED = "untrusted", _("its certificate is not trusted")
    NOT_HTTP = "not_http", _("its server does not speak HTTP")
    REFUSED = "refused", _("its server refuses it")
    GONE = "gone", _("its server says that it is gone for ever")


class EmbedKind(models.TextChoices):
    """What the sites of others may show of the platform. Codes stand in addresses."""

    MAP = "carte", _("Map of settlements, by areas")
    AREAS = "zones", _("List of areas")
    ACTIONS = "actions", _("List of actions")
    FIGURES = "chiffres", _("Informal settlements in figures")
