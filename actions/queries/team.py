"""Who can say what becomes of an action."""

from django.db.models import Q

from actions.models import ActionPage
from actors.enums import Verb
from actors.models import User
from actors.queries.pilots import nearest_deciders
from collaboration.queries.people import readers_of


def team_of(action: ActionPage) -> list[User]:
    """Those of its operator and its own pilots who may update it; if there is nobody, those who steer the territory."""
    able = readers_of(action, verb=Verb.UPDATE)
    pilots = action.pilots.values("pk")
    team = able.filter(Q(organisation_id=action.operator_id) | Q(pk__in=pilots))
    return list(team) or nearest_deciders(action.as_thing(), verb=Verb.UPDATE)
