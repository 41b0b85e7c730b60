"""The chainable words of entries. `visible_to` is the only reader of rights over published things."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from actors.enums import Noun, Precision, Reach, Verb
from actors.rules import Viewer, granted_scopes
from catalog.enums import Audience


class EntryQuerySet(models.QuerySet):
    def published(self) -> EntryQuerySet:
        return self.filter(withdrawn_at__isnull=True)

    def of(self, noun: Noun) -> EntryQuerySet:
        return self.filter(noun=noun)

    def visible_to(self, viewer: Viewer) -> EntryQuerySet:
        """What `viewer` may read, each thing once: the fullest document that they may see of it."""
        published = self.published()
        if viewer.key is not None:
            return published.filter(Q(audience=Audience.PUBLIC) | _sites_of_key(viewer.key))
        actions = _reached(viewer.user, Verb.READ, Noun.ACTION)
        exact = _reached(viewer.user, Verb.READ_EXACT, Noun.SITE)
        coarse = _reached(viewer.user, Verb.READ, Noun.SITE)
        public = Q(audience=Audience.PUBLIC) & ~(Q(noun=Noun.ACTION) & actions)
        members = Q(audience=Audience.MEMBER) & ((Q(noun=Noun.ACTION) & actions) | (Q(noun=Noun.SITE) & exact))
        observers = Q(audience=Audience.PARTNER, noun=Noun.SITE) & coarse & ~exact
        return published.filter(public | members | observers)


NEVER = Q(pk__in=[])
ALWAYS = ~NEVER


def _reached(user: Any, verb: Verb, noun: Noun) -> Q:
    """The entries that the scopes of `user` reach for `verb`, whatever their audience."""
    territory_ids, page_ids = set(), set()
    for scope, grant in granted_scopes(user, verb, noun):
        if grant.reach == Reach.EVERYWHERE:
            return ALWAYS
        if scope.territory_id:
            territory_ids.add(scope.territory_id)
        elif scope.page_id:
            page_ids.add(scope.page_id)
    reached = NEVER
    if territory_ids:
        reached |= Q(territory_ids__overlap=sorted(territory_ids))
    if page_ids:
        reached |= Q(page_id__in=sorted(page_ids))
    return reached


def _sites_of_key(key: Any) -> Q:
    audience = Audience.PARTNER_EXACT if key.precision == Precision.EXACT else Audience.PARTNER
    granted = sorted(territory.pk for territory in key.territories.all())
    return Q(noun=Noun.SITE, audience=audience, territory_ids__overlap=granted)
