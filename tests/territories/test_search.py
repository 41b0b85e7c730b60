"""A place is found by what people type."""

import pytest

from territories.enums import Level
from territories.queries import search_territories
from tests.factories import CommuneFactory, DepartementFactory, EpciFactory, NationFactory, RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    """Two Saint-Denis and their neighbours."""
    reunion = RegionFactory(code="04", name="La Réunion")
    away = DepartementFactory(code="974", name="La Réunion", parent=reunion)
    denis = CommuneFactory(code="93066", name="Saint-Denis", population=150_000, postal_codes=["93200", "93210"])
    CommuneFactory(code="97411", name="Saint-Denis", population=155_000, postal_codes=["97400"], parent=away)
    CommuneFactory(code="93039", name="L'Île-Saint-Denis", population=8_000, postal_codes=["93450"])
    CommuneFactory(code="93008", name="Bobigny", population=55_000, postal_codes=["93000"])
    CommuneFactory(code="93059", kind="COMD", name="Pierrefitte-sur-Seine", parent=denis, successor=denis)
    CommuneFactory(code="93901", kind="ARM", name="Saint-Denis 1er Arrondissement", parent=denis)
    EpciFactory(code="200057867", name="Plaine Commune St-Denis")


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("bobigny", ["Bobigny (93)"]),
        ("BOBI", ["Bobigny (93)"]),
        ("Boubigny", ["Bobigny (93)"]),
        ("93000", ["Bobigny (93)"]),
        ("93008", ["Bobigny (93)"]),
        ("9321", ["Saint-Denis (93)"]),
        ("93200 Saint-Denis", ["Saint-Denis (93)"]),
        ("Saint-Denis (974)", ["Saint-Denis (974)"]),
        ("pierrefitte", ["Saint-Denis (93)"]),
        ("Saint-Denis 1er arrondissement", ["Saint-Denis (93)"]),
        ("ile st denis", ["L'Île-Saint-Denis (93)"]),
        ("plaine commune saint", ["Plaine Commune St-Denis"]),
        ("93", ["Seine-Saint-Denis (93)", "Saint-Denis (93)", "Bobigny (93)", "L'Île-Saint-Denis (93)"]),
        ("", []),
        ("()", []),
        ("xyzxyz", []),
    ],
)
def test_what_is_typed_finds(places, text, labels):
    assert [place.label for place in search_territories(text)] == labels


def test_homonyms_come_first_the_largest_first(places):
    found = search_territories("saint denis", levels=[Level.COMMUNE])
    assert [place.label for place in found] == ["Saint-Denis (974)", "Saint-Denis (93)", "L'Île-Saint-Denis (93)"]


def test_levels_country_and_limit_are_kept(places):
    NationFactory(code="CL", country="CL", name="Saint-Denis du Chili")
    assert [place.level for place in search_territories("saint denis", levels=[Level.EPCI])] == [Level.EPCI]
    assert [place.country for place in search_territories("saint denis", country="CL")] == ["CL"]
    assert len(search_territories("saint denis", limit=2)) == 2
    assert search_territories("saint denis", limit=0) == []


@pytest.mark.parametrize("count", [1, 3])
def test_finding_and_labelling_take_one_query(count, django_assert_num_queries):
    for number in range(count):
        CommuneFactory(name=f"Montreuil-{number}")
    with django_assert_num_queries(1):
        assert len([place.label for place in search_territories("montreuil")]) == count


def test_a_typo_takes_one_query_more(places, django_assert_num_queries):
    with django_assert_num_queries(2):
        search_territories("Boubigny")
