"""An official code, of today or of yesterday, gives the place of today."""

import pytest

from territories.enums import Level
from territories.queries import resolve, resolve_all
from tests.factories import CommuneFactory, DepartementFactory, EpciFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def anjou():
    return CommuneFactory(code="49126", name="Orée d'Anjou")


@pytest.fixture
def drain(anjou):
    return CommuneFactory(code="49126", kind="COMD", name="Drain", parent=anjou, successor=anjou)


def test_a_code_shared_with_a_former_part_is_the_commune_of_today(anjou, drain):
    assert resolve(Level.COMMUNE, "49126") == anjou
    assert resolve(Level.COMMUNE, "49126", kind="COMD") == anjou


def test_a_code_known_only_as_a_former_part_gives_the_commune_that_replaced_it(anjou):
    CommuneFactory(code="49052", kind="COMD", name="Bouzillé", parent=anjou, successor=anjou)
    assert resolve(Level.COMMUNE, "49052") == anjou


def test_a_commune_that_disappeared_gives_its_successor(anjou):
    CommuneFactory(code="49069", name="Champtoceaux", successor=anjou)
    assert resolve(Level.COMMUNE, "49069") == anjou


def test_an_arrondissement_is_its_commune_unless_asked_for():
    paris = CommuneFactory(code="75056", name="Paris")
    first = CommuneFactory(code="75101", kind="ARM", name="Paris 1er Arrondissement", parent=paris)
    assert resolve(Level.COMMUNE, "75101") == paris
    assert resolve(Level.COMMUNE, "75101", kind="ARM") == first


def test_other_levels_and_countries_have_no_kind():
    departement, epci = DepartementFactory(), EpciFactory(code="200054781")
    abroad = CommuneFactory(country="CL", kind="", code="13101", name="Santiago")
    assert resolve(Level.DEPARTEMENT, "93") == departement
    assert resolve(Level.EPCI, "200054781") == epci
    assert resolve(Level.COMMUNE, "13101", country="CL") == abroad


def test_an_unknown_code_is_none():
    assert resolve(Level.COMMUNE, "00000") is None


@pytest.mark.parametrize("count", [1, 3])
def test_many_codes_take_one_query(count, django_assert_num_queries):
    codes = [CommuneFactory().code for _ in range(count)]
    with django_assert_num_queries(1):
        found = resolve_all(Level.COMMUNE, [*codes, "00000"])
        assert sorted(found) == sorted(codes)
        assert {place.label[-4:] for place in found.values()} == {"(93)"}
