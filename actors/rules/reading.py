"""As what someone reads a site."""

from typing import Any

from actors.enums import Noun, Reach, Verb
from actors.rules.rights import Thing, granted_scopes


def reading_roles(user: Any, thing: Thing | None = None) -> list[str]:
    """The roles by which `user` may read the site, or sites at all; none for someone who is let in by no scope."""
    scopes = granted_scopes(user, Verb.READ, Noun.SITE)
    if thing is not None:
        scopes = [
            (scope, grant)
            for scope, grant in scopes
            if grant.reach == Reach.EVERYWHERE
            or (scope.territory_id and scope.territory_id in thing.territory_ids)
            or (scope.page_id and scope.page_id == thing.page_id)
        ]
    return sorted({scope.role for scope, _grant in scopes})
