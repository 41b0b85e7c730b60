"""Places by which the directory is narrowed."""

from actors.models import Scope
from territories.enums import Level
from territories.models import Territory


def places_with_people() -> list[Territory]:
    """Départements and régions where someone holds a scope, by name. One query."""
    held = Scope.objects.in_force().filter(territory__level__in=[Level.DEPARTEMENT, Level.REGION])
    return list(Territory.objects.filter(pk__in=held.values("territory_id")).order_by("search_name", "pk"))
