"""A place knows what it is inside of."""

import pytest

from territories.models import Territory
from tests.factories import CommuneFactory, DepartementFactory, EpciFactory, NationFactory, TerritoryFactory

pytestmark = pytest.mark.django_db


def test_a_commune_is_inside_its_parents_and_its_epci():
    epci = EpciFactory()
    commune = CommuneFactory(name="L'Île-Saint-Denis", epci=epci)
    departement = commune.parent
    assert commune.ancestor_ids == [
        commune.pk,
        departement.pk,
        departement.parent.pk,
        departement.parent.parent.pk,
        epci.pk,
    ]
    assert commune.search_name == "l ile saint denis"


def test_inside_finds_the_place_itself_and_what_it_holds():
    here, elsewhere = CommuneFactory(), CommuneFactory(parent=DepartementFactory(code="13", name="Bouches-du-Rhône"))
    assert set(Territory.objects.inside(here.parent)) == {here.parent, here}
    assert set(Territory.objects.inside(elsewhere)) == {elsewhere}
    assert Territory.objects.inside(NationFactory()).count() == 6


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"level": "commune", "kind": "COM", "code": "49126"}, "FR-commune-49126"),
        ({"level": "commune", "kind": "COMD", "code": "49126"}, "FR-commune-49126-COMD"),
        ({"level": "departement", "code": "2A"}, "FR-departement-2A"),
        ({"country": "CL", "level": "region", "code": "RM-13"}, "CL-region-RM-13"),
    ],
)
def test_a_place_is_found_by_the_key_that_it_gives(fields, key):
    place = TerritoryFactory(name="Ici", parent=None, **fields)
    assert place.key == key
    assert Territory.objects.keyed(key).get() == place


@pytest.mark.parametrize("text", ["", "93", "FR-93", "FR-canton-93", "FR-commune-", "FR-commune-9\x003"])
def test_what_is_no_key_finds_nothing(text):
    assert not Territory.objects.keyed(text).exists()
