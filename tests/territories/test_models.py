"""A place knows what it is inside of."""

import pytest

from territories.models import Territory
from tests.factories import CommuneFactory, DepartementFactory, EpciFactory, NationFactory

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
