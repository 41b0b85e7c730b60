"""One filter, read strictly; what it finds, counts and says is the same everywhere."""

from datetime import UTC, datetime

import pytest
from django.http import QueryDict

from actors.enums import Noun, Role
from actors.rules import NOBODY, Viewer
from catalog.enums import Audience
from catalog.filters import Chip, EntryFilter
from catalog.registry import CatalogNoun, Facet, registry
from tests.factories import CommuneFactory, DepartementFactory, ScopeFactory, TerritoryFactory
from tests.factories.catalog import write_entry

pytestmark = pytest.mark.django_db

COLOURS = Facet(param="couleur", name="colour", label="Couleur", choices=lambda: [("red", "rouge"), ("blue", "bleu")])
SIZES = Facet(param="taille", name="size", label="Taille", choices=lambda: [("big", "grand")])


@pytest.fixture(autouse=True)
def _noun(nouns):
    registry.sign_up(CatalogNoun(noun=Noun.ACTION, facets=(COLOURS, SIZES), has_people=True))
    registry.sign_up(CatalogNoun(noun=Noun.NEWS, has_place=False))


@pytest.fixture
def here():
    return CommuneFactory(name="Bagnolet", code="93006")


@pytest.fixture
def entries(here):
    write_entry(
        Noun.ACTION,
        key="a",
        title="École",
        tags=("colour:red", "size:big"),
        people=10,
        lon=2.4,
        lat=48.8,
        territory_ids=tuple(here.ancestor_ids),
    )
    write_entry(Noun.ACTION, key="b", title="Santé", tags=("colour:blue",), people=40, lon=179.5, lat=-16.5)
    write_entry(Noun.ACTION, key="c", title="Logement", tags=("colour:red",), lon=-179.5, lat=-16.5)
    write_entry(Noun.ACTION, audience=Audience.MEMBER, key="secret", title="Secret", tags=("colour:red",))
    write_entry(Noun.NEWS, key="n", title="École")


def ask(text="", noun=Noun.ACTION, viewer=NOBODY, **more):
    return EntryFilter(noun, QueryDict(text), viewer=viewer, **more)


def keys(entry_filter):
    assert entry_filter.errors == []
    return "".join(entry_filter.queryset.order_by("key").values_list("key", flat=True))


@pytest.mark.usefixtures("entries")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "abc"),
        ("q=&territoire=&couleur=&sort=&people_min=", "abc"),
        ("q=ecole", "a"),
        ("couleur=red", "ac"),
        ("couleur=red&couleur=blue", "abc"),
        ("couleur=red&taille=big", "a"),
        ("people_min=10", "ab"),
        ("people_min=11&people_max=40", "b"),
        ("people_max=39", "a"),
        ("bbox=2,48,3,49", "a"),
        ("bbox=179,-20,-179,-10", "bc"),
        ("bbox=-180,-90,180,90", "abc"),
        ("territoire=FR-commune-93006", "a"),
        ("territoire=commune-93006", "a"),
        ("territoire=departement-93", "a"),
        ("territoire=departement-93&q=santé", ""),
    ],
)
def test_filters_narrow_what_is_found(text, expected):
    assert keys(ask(text)) == expected


@pytest.mark.usefixtures("entries")
def test_territories_add_up():
    elsewhere = CommuneFactory(code="13055", name="Marseille", parent=DepartementFactory(code="13", name="BdR"))
    write_entry(Noun.ACTION, key="m", territory_ids=tuple(elsewhere.ancestor_ids))
    assert keys(ask("territoire=departement-13&territoire=departement-93")) == "am"


@pytest.mark.usefixtures("entries")
def test_an_old_code_means_the_place_of_today(here):
    TerritoryFactory(level="commune", kind="COM", code="93999", name="Ancienne", successor=here)
    asked = ask("territoire=commune-93999")
    assert keys(asked) == "a"
    assert asked.chips == [Chip("Bagnolet", "?")]


def test_updated_since_reads_days_and_instants():
    write_entry(Noun.ACTION, key="a", changed_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert keys(ask("updated_since=2020-01-01")) == "a"
    assert keys(ask("updated_since=2020-01-01T10:00:00Z")) == "a"
    assert keys(ask("updated_since=2999-01-01")) == ""


@pytest.mark.usefixtures("entries")
@pytest.mark.parametrize(
    ("text", "param", "code"),
    [
        ("inconnu=1", "inconnu", "unknown"),
        ("inconnu=", "inconnu", "unknown"),
        ("type=action", "type", "unknown"),
        ("couleur=vert", "couleur", "invalid"),
        ("couleur=red,blue", "couleur", "invalid"),
        ("q=a&q=b", "q", "repeated"),
        ("q=a%00b", "q", "invalid"),
        ("territoire=a%00b", "territoire", "invalid"),
        ("q=" + "a" * 201, "q", "too_long"),
        ("territoire=nulle-part", "territoire", "not_found"),
        ("territoire=commune-99999", "territoire", "not_found"),
        ("bbox=1,2,3", "bbox", "invalid"),
        ("bbox=1,2,3,4,5", "bbox", "invalid"),
        ("bbox=nan,2,3,4", "bbox", "invalid"),
        ("bbox=0,10,5,5", "bbox", "invalid"),
        ("bbox=-181,0,5,5", "bbox", "invalid"),
        ("updated_since=hier", "updated_since", "invalid"),
        ("updated_since=2026-13-45", "updated_since", "invalid"),
        ("people_min=-1", "people_min", "invalid"),
        ("people_min=1.5", "people_min", "invalid"),
        ("people_min=٣", "people_min", "invalid"),
        ("people_min=99999999999999", "people_min", "invalid"),
        ("people_min=5&people_max=4", "people_max", "invalid"),
        ("sort=hasard", "sort", "invalid"),
        ("sort=relevance", "sort", "invalid"),
        ("cursor=xyz", "cursor", "invalid"),
    ],
)
def test_what_is_not_understood_is_an_error_and_finds_nothing(text, param, code):
    asked = ask(text)
    assert [(error.param, error.code) for error in asked.errors] == [(param, code)]
    assert list(asked.queryset) == []
    assert [option.count for state in asked.facets for option in state.options] == [0, 0, 0]


def test_a_noun_without_place_or_people_has_no_such_filter():
    asked = ask("bbox=1,2,3,4&people_min=1&sort=people", noun=Noun.NEWS)
    assert [error.param for error in asked.errors] == ["bbox", "people_min", "sort"]


def test_callers_read_parameters_of_their_own():
    assert ask("limit=3", also={"limit"}).errors == []


@pytest.mark.usefixtures("entries")
def test_facets_count_what_each_choice_would_find():
    def counts(text):
        return {option.code: option.count for state in ask(text).facets for option in state.options}

    assert counts("") == {"red": 2, "blue": 1, "big": 1}
    assert counts("couleur=red") == {"red": 2, "blue": 1, "big": 1}
    assert counts("taille=big") == {"red": 1, "blue": 0, "big": 1}
    assert counts("q=ecole") == {"red": 1, "blue": 0, "big": 1}


@pytest.mark.usefixtures("entries")
@pytest.mark.parametrize(("text", "queries"), [("", 1), ("couleur=red", 2), ("couleur=red&taille=big", 3)])
def test_facets_take_a_bounded_number_of_queries(text, queries, django_assert_num_queries):
    with django_assert_num_queries(queries):
        assert len(ask(text).facets) == 2


@pytest.mark.usefixtures("entries")
def test_counts_are_those_of_the_viewer(here):
    write_entry(
        Noun.ACTION, audience=Audience.MEMBER, key="a", tags=("size:big",), territory_ids=tuple(here.ancestor_ids)
    )
    viewer = Viewer(user=ScopeFactory(role=Role.PILOT, territory=here).user)
    counts = {option.code: option.count for state in ask(viewer=viewer).facets for option in state.options}
    assert counts == {"red": 1, "blue": 1, "big": 1}


@pytest.mark.usefixtures("here")
def test_chips_say_what_is_asked_and_how_to_do_without():
    chips = ask("q=eau&territoire=commune-93006&couleur=red&couleur=blue&sort=title&cursor=").chips
    assert chips == [
        Chip("Mots\u00a0: eau", "?territoire=commune-93006&couleur=red&couleur=blue&sort=title"),
        Chip("Bagnolet", "?q=eau&couleur=red&couleur=blue&sort=title"),
        Chip("Couleur\u00a0: rouge", "?q=eau&territoire=commune-93006&couleur=blue&sort=title"),
        Chip("Couleur\u00a0: bleu", "?q=eau&territoire=commune-93006&couleur=red&sort=title"),
    ]


@pytest.mark.usefixtures("entries")
def test_all_nouns_together_are_counted_apart():
    asked = ask("q=ecole", noun=None)
    assert asked.nouns == {"action": 1, "news": 1}
    narrowed = ask("q=ecole&type=news", noun=None)
    assert narrowed.nouns == {"action": 1, "news": 1}
    assert keys(narrowed) == "n"


@pytest.mark.usefixtures("entries")
def test_pages_are_asked_with_the_cursor_of_the_one_before():
    first = ask("sort=title").page(size=2)
    second = ask(f"sort=title&cursor={first.next}").page(size=2)
    assert [entry.key for entry in first.items + second.items] == ["a", "c", "b"]
