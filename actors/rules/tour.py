"""The first visit: a few steps, those of what a person may do here."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from actors.enums import Noun, Verb
from actors.rules.rights import can


@dataclass(frozen=True)
class TourStep:
    """address: the name of the URL where it happens."""

    title: Any
    text: Any
    address: str
    link: Any


TERRITORIES = TourStep(
    _("Your territories"),
    _("What changed this week, what has been silent for three months, and what waits for you."),
    "dashboard",
    _("Open my territories"),
)
READ_SITES = TourStep(
    _("Reading sites"),
    _("Find a site by list, map or search. Your reading is recorded, and shown to those who follow the site."),
    "sites",
    _("Open the list of sites"),
)
FIELD = TourStep(
    _("Sites, from the field"),
    _(
        "Declare a site, say who lives there and how, write in its journal: short forms, made for a phone. What you"
        " do not know stays unknown: it is not zero."
    ),
    "sites",
    _("Open the list of sites"),
)
VALIDATE = TourStep(
    _("Validating"),
    _("What others submit in your territory waits for you: publish it, or refuse it and say why. Never your own."),
    "validation_queue",
    _("Open what waits for me"),
)
ACCOUNTS = TourStep(
    _("Accounts of your territory"),
    _("Invite people, answer their requests, give each the role that they need, and no more."),
    "accounts",
    _("Open accounts"),
)
EDITORIAL = TourStep(
    _("Writing"),
    _("News, pages and practices are written in the editor; each version can be compared and brought back."),
    "wagtailadmin_home",
    _("Open the editor"),
)
SEARCH = TourStep(
    _("What worked elsewhere"),
    _("Search practices that others have tried, with their proofs; take one up, and say what came of it."),
    "search",
    _("Search"),
)
OWN = TourStep(
    _("Your account"),
    _("Your roles, who gave them and until when; the charter; your data, which you can have erased."),
    "account",
    _("Open my account"),
)


def tour_of(user: Any) -> list[TourStep]:
    """Four to seven steps, in the order in which one meets things."""
    manages = can(user, Verb.INVITE, Noun.ACCOUNT)
    steps = [TERRITORIES]
    if can(user, Verb.DECLARE, Noun.SITE):
        steps.append(FIELD)
    elif can(user, Verb.READ, Noun.SITE):
        steps.append(READ_SITES)
    if can(user, Verb.PUBLISH, Noun.SITE):
        steps.append(VALIDATE)
    if manages:
        steps.append(ACCOUNTS)
    if can(user, Verb.PUBLISH, Noun.NEWS):
        steps.append(EDITORIAL)
    if not manages:
        steps.append(SEARCH)
    return [*steps, OWN]
