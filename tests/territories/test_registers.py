"""The places that a register of another country brings are places like the others."""

import pytest

from territories.enums import Level
from territories.models import Territory
from territories.queries import resolve, search_territories
from territories.services.registers import add_places

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_places_are_added_inside_their_parents_and_found(count, django_assert_num_queries):
    nation = Territory(country="CL", level=Level.NATION, code="CL", name="Chile")
    communes = [
        Territory(country="CL", level=Level.COMMUNE, code=f"0510{n}", name=f"Viña del Mar {n}", parent=nation)
        for n in range(count)
    ]
    with django_assert_num_queries(8):  # four of them open and close savepoints
        add_places([nation])
        add_places(communes)
    assert [place.ancestor_ids for place in communes] == [[place.pk, nation.pk] for place in communes]
    assert resolve(Level.COMMUNE, "05100", country="CL") == communes[0]
    assert search_territories("vina del", country="CL") == communes
