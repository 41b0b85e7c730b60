"""How precisely a place may be told to everyone."""

from territories.enums import Level
from territories.models import Territory


def public_place(place: Territory) -> Territory:
    """The département (or what holds the communes elsewhere) of a commune or an EPCI; any larger place as it is.

    An action or an adoption in one commune would tell that people live in a settlement there.
    """
    while place.level in (Level.COMMUNE, Level.EPCI) and place.parent:
        place = place.parent
    return place
