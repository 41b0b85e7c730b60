"""What is meant by a question, of places that a country really has."""

import pytest
from django.utils.translation import override

from actors.enums import Noun, Role
from actors.rules import NOBODY, Viewer
from catalog.queries.understanding import understand
from tests.factories import CommuneFactory, DepartementFactory, EpciFactory, RegionFactory, ScopeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _country():
    lyon = EpciFactory(code="200046977", name="Métropole de Lyon")
    CommuneFactory(code="93008", name="Bobigny", population=54_000, postal_codes=["93000"])
    CommuneFactory(code="93066", name="Saint-Denis", population=113_000)
    CommuneFactory(code="69123", name="Lyon", parent=DepartementFactory(code="69", name="Rhône"), epci=lyon)
    nord = DepartementFactory(code="59", name="Nord", parent=RegionFactory(code="32", name="Hauts-de-France"))
    CommuneFactory(code="59350", name="Lille", parent=nord, population=230_000)
    reunion = DepartementFactory(code="974", name="La Réunion", parent=RegionFactory(code="04", name="La Réunion"))
    CommuneFactory(code="97411", name="Saint-Denis", parent=reunion, population=150_000)
    savoie = DepartementFactory(code="73", name="Savoie")
    CommuneFactory(code="73106", name="École", parent=savoie, population=700)
    CommuneFactory(code="73002", name="Sens", parent=savoie, population=26_000)


@pytest.fixture
def national():
    return Viewer(user=ScopeFactory(role=Role.NATIONAL, territory=RegionFactory().parent).user)


def read(text, viewer=NOBODY):
    question = understand(text, viewer=viewer)
    told = [one.place.key if one.place else one.noun or one.people or list(one.tags) for one in question.found]
    return told, question.rest


WATER = ["water:bad", "need:no_water"]


@pytest.mark.parametrize(
    ("text", "found", "rest"),
    [
        ("sans eau à Bobigny", [WATER, "FR-commune-93008"], ""),
        ("bobigny", ["FR-commune-93008"], ""),
        ("93", ["FR-departement-93"], ""),
        ("dans le 93", ["FR-departement-93"], ""),
        ("93000", ["FR-commune-93008"], ""),
        ("métropole de Lyon", ["FR-epci-200046977"], ""),
        ("dans le Nord", ["FR-departement-59"], ""),
        ("gare du nord", [], "gare du nord"),
        ("Saint-Denis", ["FR-commune-97411"], ""),
        ("Saint-Denis (93)", ["FR-commune-93066"], ""),
        ("Saint-Denis Seine-Saint-Denis", ["FR-commune-93066"], ""),
        ("accès à l'école", [["theme:schooling"]], ""),
        ("école", [["theme:schooling"]], ""),
        ("donner du sens", [], "donner du sens"),
        ("fermés en 2024", [["closed:2024"]], ""),
        ("fermés", [["status:closed", "status:resorbed"]], ""),
        ("sans action", [["action:without"]], ""),
        ("plus de 50 personnes à Lille", [(51, None), "FR-commune-59350"], ""),
        ("scolarisation", [["theme:schooling"]], ""),
        ("rampe de robinets", [], "rampe de robinets"),
        ('"sans eau" à Bobigny', ["FR-commune-93008"], '"sans eau"'),
        ("93 personnes", [(83, 103)], ""),
        ("les", [], "les"),
        ("", [], ""),
    ],
)
def test_what_is_understood(text, found, rest):
    assert read(text) == (found, rest)


def test_numbers_are_read_in_the_language_of_the_platform_whatever_the_reader_s():
    with override("en"):
        assert read("plus de 50 personnes") == ([(51, None)], "")


def test_a_kind_of_thing_is_understood_by_who_may_read_some(national):
    assert read("sites sans eau", national)[0] == [Noun.SITE, WATER]
    assert read("sites sans eau")[0] == [WATER]
    assert read("résorption des bidonvilles", national) == ([], "résorption des bidonvilles")


def test_one_s_own_territory_comes_first_among_homonyms():
    here = Viewer(user=ScopeFactory(role=Role.PILOT, territory=DepartementFactory(code="93")).user)
    [place] = understand("Saint-Denis", viewer=here).found
    assert (place.place.code, [other.code for other in place.places]) == ("93066", ["97411"])


def test_names_that_editors_hold_for_the_same():
    synonyms = {"hdf": ("Hauts-de-France",)}
    [place] = understand("HDF", viewer=NOBODY, synonyms=synonyms).found
    assert place.place.name == "Hauts-de-France"


@pytest.mark.parametrize("text", ["bobigny", "sites sans eau à Bobigny dans le 93 de plus de 50 personnes en 2024"])
def test_a_question_takes_one_query(text, django_assert_num_queries):
    with django_assert_num_queries(1):
        understand(text, viewer=NOBODY)
