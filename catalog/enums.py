"""For whom a document is written, and in which order documents are listed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from actors.enums import Noun


class Audience(models.TextChoices):
    """Each audience has its own document: what one may not see, its document has never contained."""

    PUBLIC = "public", _("public")
    PARTNER = "partner", _("partner, by commune")
    PARTNER_EXACT = "partner_exact", _("partner, exact")
    MEMBER = "member", _("member")


class Sort(models.TextChoices):
    """Each is a total order: what is equal is told apart by its change number."""

    RELEVANCE = "relevance", _("most relevant")
    RECENT = "recent", _("most recent")
    TITLE = "title", _("by title")
    PEOPLE = "people", _("most people")


class ChangeKind(models.TextChoices):
    """What became of a thing, to who holds a replica."""

    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("no longer published, or no longer for you")


class PageKind(models.TextChoices):
    """What a page of prose is, for those who lay it out."""

    HOME = "home", _("home page")
    STANDARD = "standard", _("standard page")
    TERRITORY = "territory", _("territory page")
    NEWS = "news", _("news")
    PRACTICE = "practice", _("good practice")
    COLLECTION = "collection", _("collection of practices")
    LIST = "list", _("list")


# What the lists of nouns are called.
PLURALS = {
    Noun.SITE: _("sites"),
    Noun.ACTION: _("actions"),
    Noun.PRACTICE: _("good practices"),
    Noun.NEWS: _("news items"),
    Noun.PAGE: _("pages"),
    Noun.AREA: _("areas"),
    Noun.TERRITORY: _("territories"),
}
