"""One place at a time, for registers of other countries."""

import pytest

from territories.enums import Level
from territories.models import Territory
from territories.services import define_place

pytestmark = pytest.mark.django_db


def test_places_of_a_country_are_defined_from_the_top():
    nation = define_place(country="CL", level=Level.NATION, code="CL", name="Chile")
    region = define_place(country="CL", level=Level.REGION, code="05", name="Valparaíso", parent=nation)
    assert region.ancestor_ids == [region.pk, nation.pk]
    assert region.search_name == "valparaiso"


def test_the_same_key_is_the_same_place():
    first = define_place(country="CL", level=Level.REGION, code="05", name="Valparaiso")
    again = define_place(country="CL", level=Level.REGION, code="05", name="Valparaíso", population=1_800_000)
    assert again.pk == first.pk
    assert Territory.objects.get().population == 1_800_000
