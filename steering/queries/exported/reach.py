"""The published things that somebody may do something to: the same answer as `can`, for lists."""

from typing import Any

from django.db.models import Q, QuerySet

from actors.enums import Reach, Verb
from actors.rules import granted_scopes

NOTHING = Q(pk__in=())


def reached(pages: QuerySet, user: Any, verb: Verb) -> QuerySet:
    """Those of `pages`, of one type, on which the scopes of `user` let them do `verb`."""
    model: Any = pages.model
    found = NOTHING
    for scope, grant in granted_scopes(user, verb, model.noun):
        if grant.reach == Reach.EVERYWHERE:
            return pages
        if grant.reach in (Reach.TERRITORY, Reach.ORGANISATION):
            found |= _inside(model, scope) & _of_organisation(model, user, grant.reach)
    return pages.filter(found)


def _inside(model: Any, scope: Any) -> Q:
    if scope.territory_id:
        return Q(**{f"{model.place_lookup}__contains": [scope.territory_id]})
    return Q(pk=scope.page_id)


def _of_organisation(model: Any, user: Any, reach: Reach) -> Q:
    if reach == Reach.TERRITORY:
        return Q()
    lookup = getattr(model, "organisation_lookup", "")
    return Q(**{lookup: user.organisation_id}) if lookup and user.organisation_id else NOTHING
