"""`{% practice_sheet page as sheet %}`: who took it up, and the evidence. Filters say codes in words."""

from collections.abc import Iterable
from typing import Any

from django import template

from actions.models import ActionPage
from actors.enums import Noun, Verb
from actors.rules import Viewer, can
from catalog.models import Entry
from knowledge.enums import SiteNeed, TerritoryKind
from knowledge.models import CollectionPage, PracticeIndexPage, PracticePage
from knowledge.queries.languages import LanguageLine, languages_of
from knowledge.queries.places import best_of_theme, practices_taken_up
from knowledge.queries.proposals import (
    Proposal,
    proposals_for_action,
    proposals_for_site,
    proposals_for_territory,
)
from knowledge.queries.sheet import Sheet
from knowledge.queries.sheet import practice_sheet as read_sheet
from knowledge.rules.languages import name_here
from sites.models import SitePage
from territories.models import Territory

register = template.Library()


@register.simple_tag(takes_context=True)
def practice_sheet(context: dict[str, Any], practice: PracticePage) -> Sheet:
    return read_sheet(practice, context["request"].user)


@register.simple_tag
def practice_languages(page: PracticePage) -> list[LanguageLine]:
    return languages_of(page)


@register.simple_tag(takes_context=True)
def practices_in(context: dict[str, Any], territory: Territory, limit: int) -> list[Entry]:
    return list(practices_taken_up(territory, Viewer(user=context["request"].user), limit=limit))


@register.simple_tag(takes_context=True)
def may_propose(context: dict[str, Any]) -> bool:
    return can(context["request"].user, Verb.DECLARE, Noun.PRACTICE)


@register.simple_tag(takes_context=True)
def proposed_for_site(context: dict[str, Any], site: SitePage) -> list[Proposal]:
    return proposals_for_site(site, context["request"].user)


@register.simple_tag(takes_context=True)
def proposed_for_action(context: dict[str, Any], action: ActionPage) -> list[Proposal]:
    return proposals_for_action(action, context["request"].user)


@register.simple_tag(takes_context=True)
def proposed_for_territory(context: dict[str, Any], territory: Territory) -> list[Proposal]:
    return proposals_for_territory(territory, context["request"].user)


@register.simple_tag
def collections_of(index: PracticeIndexPage) -> list[CollectionPage]:
    """What editors have put together, by title."""
    return list(CollectionPage.objects.live().child_of(index).order_by("title", "pk"))


@register.simple_tag(takes_context=True)
def practices_of_theme(context: dict[str, Any], theme: str) -> list[Entry]:
    """Best evidence first."""
    return best_of_theme(theme, Viewer(user=context["request"].user))


@register.filter
def language_name(practice: PracticePage) -> str:
    return name_here(practice.language)


@register.filter
def needs(codes: Iterable[str]) -> list[str]:
    return [str(SiteNeed(code).label) for code in codes if code in SiteNeed.values]


@register.filter
def kinds(codes: Iterable[str]) -> list[str]:
    return [str(TerritoryKind(code).label) for code in codes if code in TerritoryKind.values]
