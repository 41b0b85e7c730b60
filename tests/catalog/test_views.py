"""Windows: lists beside maps, and search."""

from datetime import date

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from actors.enums import Noun, Role
from catalog.enums import Audience
from catalog.registry import CatalogNoun, Facet, registry
from tests.factories import CommuneFactory, ScopeFactory, UserFactory
from tests.factories.catalog import write_entry

pytestmark = pytest.mark.django_db

COLOURS = Facet(param="couleur", name="colour", label="Couleur", choices=lambda: [("red", "rouge"), ("blue", "bleu")])


@pytest.fixture(autouse=True)
def _nouns(nouns):
    for noun in (Noun.SITE, Noun.ACTION, Noun.AREA, Noun.NEWS):
        registry.sign_up(CatalogNoun(noun=noun, facets=(COLOURS,), has_people=noun in (Noun.SITE, Noun.AREA)))


@pytest.fixture
def here():
    return CommuneFactory(name="Bagnolet", code="93006")


@pytest.fixture
def pilot(here):
    return ScopeFactory(role=Role.PILOT, territory=here.parent).user


def write(noun, count, here, *, audience=Audience.PUBLIC):
    for number in range(count):
        write_entry(
            noun,
            audience=audience,
            key=f"k{number}",
            title=f"Titre {number}",
            summary="Résumé",
            people=30,
            tags=("colour:red",),
            territory_ids=tuple(here.ancestor_ids),
            dated_on=date(2026, 1, 1 + number),
        )


@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize(("url", "noun"), [("/actions/", Noun.ACTION), ("/carte/", Noun.AREA)])
def test_public_lists_show_everything_in_the_same_queries(client, here, many, url, noun, django_assert_num_queries):
    write(noun, many, here)
    client.get(url)
    # savepoint and release, titles of both menus, places to choose from, facets, count, entries
    with django_assert_num_queries(7):
        answer = client.get(url)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert text.count("data-entry=") == many
    assert f"{many} résultat" in text
    assert "rouge <span" in text.lower()


@pytest.mark.parametrize("many", [1, 3])
def test_members_read_the_sites_of_their_territories(client, here, pilot, many, django_assert_num_queries):
    write(Noun.SITE, many, here, audience=Audience.MEMBER)
    client.force_login(pilot)
    client.get("/sites/")
    # the same, and session, user with their scopes, notifications, and the facet that actions tell of sites
    with django_assert_num_queries(12):
        answer = client.get("/sites/")
    assert answer.content.decode().count("data-entry=") == many
    assert "no-cache" in answer.headers["Cache-Control"]


def test_anonymous_people_are_sent_to_log_in(client):
    answer = client.get("/sites/?q=secret")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/connexion/?next=/sites/")


def test_members_without_a_right_on_sites_are_told_whom_to_ask(client):
    client.force_login(UserFactory())
    answer = client.get("/sites/")
    assert answer.status_code == 403
    assert "demandez-le à un pilote de votre territoire" in answer.content.decode()


def test_the_map_has_a_switch_for_those_who_read_sites(client, pilot):
    switch = "Voir un à un les sites de mes territoires"
    assert switch not in client.get("/carte/").content.decode()
    client.force_login(pilot)
    assert switch in client.get("/carte/").content.decode()


def test_the_map_asks_the_api_the_same_question_as_the_list(client, here):
    write(Noun.AREA, 1, here)
    text = client.get("/carte/?territoire=departement-93&couleur=red&sort=title").content.decode()
    assert 'data-source="/api/v1/areas.geojson?territoire=departement-93&amp;couleur=red"' in text


def test_a_question_that_is_not_understood_is_said_in_words(client):
    answer = client.get("/actions/?inconnu=1&couleur=vert")
    text = answer.content.decode()
    assert answer.status_code == 400
    assert "Ce filtre n’existe pas ici" in text
    assert "« vert » n’est pas possible ici" in text.replace("\u00a0", " ")
    assert "data-entry=" not in text


def test_what_is_wrong_is_told_by_the_name_of_its_field_and_on_it(client):
    answer = client.get("/carte/?people_min=9&people_max=2")
    text = answer.content.decode()
    assert answer.status_code == 400
    assert '<div id="filter-errors"' in text
    assert "<strong>Personnes, au plus</strong> :" in text
    assert 'name="people_max" aria-invalid="true" aria-describedby="filter-errors" value="2"' in text
    assert 'name="people_min" value="9"' in text
    assert '<details class="filters__more" open>' in text


@pytest.mark.parametrize("address", ["/actions/", "/recherche/"])
def test_words_that_are_too_many_are_still_in_their_field(client, address):
    typed = "eau " * 60 + "fin"
    answer = client.get(address, {"q": typed})
    assert answer.status_code == 400
    text = answer.content.decode()
    assert f'name="q" aria-invalid="true" aria-describedby="filter-errors" value="{typed}"' in text
    assert "<strong>Mots</strong>" in text
    assert "Raccourcissez votre recherche" in text


def test_an_empty_list_says_what_to_do(client):
    text = client.get("/actions/?q=introuvable").content.decode()
    assert "0 résultat" in text
    assert 'href="?"' in text


def test_a_misspelt_word_gets_a_suggestion(client, here):
    write_entry(Noun.ACTION, key="a", title="Médiation scolaire")
    text = client.get("/actions/?q=mediatoin").content.decode()
    assert 'href="?q=mediation"' in text


def test_pages_follow_one_another(client, here):
    write(Noun.ACTION, 25, here)
    first = client.get("/actions/").content.decode()
    assert first.count("data-entry=") == 20
    link = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = client.get("/actions/" + link).content.decode()
    assert second.count("data-entry=") == 5
    assert 'rel="prev"' in second


def test_the_form_keeps_what_it_does_not_show(client, here):
    text = client.get("/actions/?territoire=commune-93006&bbox=1,40,3,50").content.decode()
    assert '<input type="hidden" name="territoire" value="commune-93006">' in text
    assert '<input type="hidden" name="bbox" value="1,40,3,50">' in text


def test_the_form_offers_places_and_remembers_the_one_chosen(client, here):
    text = client.get("/actions/?territoire=departement-93").content.decode()
    assert '<option value="FR-departement-93" selected>Seine-Saint-Denis</option>' in text
    assert 'type="hidden" name="territoire"' not in text


def test_search_looks_in_every_noun_and_counts_each_by_right(client, here, pilot):
    write(Noun.ACTION, 2, here)
    write(Noun.NEWS, 1, here)
    write(Noun.SITE, 3, here, audience=Audience.MEMBER)

    def tabs():
        listing = client.get("/recherche/?q=titre").context["listing"]
        return [(tab.code, tab.count) for tab in listing.tabs]

    assert tabs() == [("", 3), ("action", 2), ("news", 1)]
    client.force_login(pilot)
    # The pilot reads the members' document of actions, which these do not have.
    assert tabs() == [("", 4), ("site", 3), ("news", 1)]


@pytest.mark.parametrize(("many", "queries"), [(1, 12), (3, 11), (5, 11)])
def test_search_takes_the_same_queries(client, here, many, queries, django_assert_num_queries):
    """With fewer than three things, their words are tried as beginnings too: one query more, whatever they are."""
    write(Noun.NEWS, many, here)
    client.get("/recherche/")
    # savepoint and release, menus (2), synonyms, places named, whether enough is found, tabs, facets, entries,
    # highlights, organisations
    with django_assert_num_queries(queries):
        answer = client.get("/recherche/?q=titre")
    assert answer.content.decode().count("data-entry=") == many


def test_search_narrows_to_one_noun(client, here):
    write(Noun.ACTION, 2, here)
    write(Noun.NEWS, 1, here)
    text = client.get("/recherche/?q=titre&type=news").content.decode()
    assert text.count("data-entry=") == 1
    assert '<input type="hidden" name="type" value="news">' in text


def test_pages_of_the_tree_have_the_same_list(here):
    write(Noun.NEWS, 3, here)
    request = RequestFactory().get("/actualites/?q=titre")
    request.user = None
    template = Template(
        '{% load catalog %}{% entry_list "news" size=2 as listing %}{{ listing.count }} {{ listing.items|length }}'
    )
    assert template.render(Context({"request": request})) == "3 2"


def test_the_usual_order_goes_without_saying(client):
    """Words typed in a list that was by date are answered by relevance."""

    def orders(url):
        return [(sort.code, str(sort.label), sort.is_chosen) for sort in client.get(url).context["listing"].sorts]

    assert orders("/actions/") == [("", "les plus récents", True), ("title", "par titre", False)]
    assert orders("/actions/?q=eau&sort=") == [
        ("", "les plus pertinents", True),
        ("recent", "les plus récents", False),
        ("title", "par titre", False),
    ]


def test_a_noun_that_no_floor_has_signed_up_has_an_empty_list(client, nouns):
    nouns.clear()
    assert client.get("/actions/").status_code == 200
