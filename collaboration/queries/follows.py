"""What someone follows, and may."""

from typing import Any

from actors.enums import Noun, Verb
from actors.rules import Thing, can
from cms.models import PlatformPage
from collaboration.models import Follow
from territories.models import Territory


def follows_page(user: Any, page: PlatformPage) -> bool | None:
    """None for who may not follow it: nobody is told of what they may not read."""
    if not getattr(user, "is_authenticated", False) or not page.has_journal or not can(user, Verb.READ_JOURNAL, page):
        return None
    return Follow.objects.filter(user_id=user.pk, page_id=page.pk).exists()


def may_follow_territory(user: Any, territory: Territory) -> bool:
    return can(user, Verb.READ, Thing(noun=Noun.SITE, territory_ids=frozenset(territory.ancestor_ids)))


def follows_territory(user: Any, territory: Territory) -> bool | None:
    """None for who may not follow it."""
    if not getattr(user, "is_authenticated", False) or not may_follow_territory(user, territory):
        return None
    return Follow.objects.filter(user_id=user.pk, territory_id=territory.pk).exists()


def territories_of(user: Any) -> list[Territory]:
    """Those where the person holds a scope, once each, in alphabetical order."""
    held = {scope.territory.pk: scope.territory for scope in user.held_scopes if scope.territory}
    return sorted(held.values(), key=lambda one: one.search_name)


def follows_of(user: Any) -> list[Follow]:
    """Pages followed come with no name: which of them may still be read is asked of each, by who shows them."""
    return list(Follow.objects.filter(user_id=user.pk).select_related("territory").order_by("pk"))
