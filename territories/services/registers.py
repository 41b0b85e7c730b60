"""Places that a register brings with it, for a country of which no edition is known."""

from collections.abc import Sequence

from django.db import transaction

from territories.models import Territory
from territories.rules.text import search_key

BATCH = 1000


@transaction.atomic
def add_places(places: Sequence[Territory]) -> Sequence[Territory]:
    """New places, none of them above another: their parents are saved already."""
    for place in places:
        place.search_name = search_key(place.name)
    made = Territory.objects.bulk_create(places, batch_size=BATCH)
    for place in made:
        place.ancestor_ids = place.line()
    Territory.objects.bulk_update(made, ["ancestor_ids"], batch_size=BATCH)
    return made
