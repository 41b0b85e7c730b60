"""Every page type of the editorial kit, empty and full."""

import json

import pytest
from django.utils.html import escape

from catalog.services import publish_pages
from cms.models import HomePage, NewsIndexPage, TerritoryIndexPage
from cms.services import ensure_territory_page
from tests.factories.actions import ActionPageFactory
from tests.factories.cms import NewsPageFactory, StandardPageFactory
from tests.factories.knowledge import AdoptionFactory
from tests.factories.territories import CommuneFactory, DepartementFactory

pytestmark = pytest.mark.django_db
BODY = json.dumps(
    [
        {"type": "heading", "value": "Un intertitre"},
        {"type": "text", "value": "<p>Un <b>texte</b>.</p>"},
        {
            "type": "video",
            "value": {
                "video": "/media/film.mp4",
                "title": "Le film",
                "description": "<p>On y voit de l'eau.</p>",
            },
        },
        {"type": "quote", "value": {"text": "On a de l'eau.", "author": "Une habitante"}},
        {"type": "callout", "value": {"title": "À retenir", "text": "<p>L'eau d'abord.</p>"}},
    ]
)


def read(client, page):
    answer = client.get(page.get_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_first_pages_stand_without_content(client):
    for model in (HomePage, NewsIndexPage, TerritoryIndexPage):
        assert "<h1" in read(client, model.objects.get())


@pytest.mark.parametrize("factory", [StandardPageFactory, NewsPageFactory])
def test_prose_is_shown_empty_and_full(client, factory):
    assert "<h1>" in read(client, factory())
    full = read(client, factory(body=BODY))
    assert "On y voit de l'eau." in full
    assert full.count("<h1") == 1


def test_news_are_found_in_their_list(client):
    news = NewsPageFactory(title="Un bidonville résorbé")
    publish_pages([news])
    assert "Un bidonville résorbé" in read(client, NewsIndexPage.objects.get())


def test_territories_are_listed_below_their_region_and_searched(client):
    section = ensure_territory_page(DepartementFactory())
    index = TerritoryIndexPage.objects.get()
    assert "Seine-Saint-Denis" in read(client, index)
    found = client.get(index.get_url(), {"q": "seine saint denis"}).content.decode()
    assert section.get_url() in found


def test_a_territory_shows_its_text_and_its_actions(client):
    commune = CommuneFactory()
    section = ensure_territory_page(commune)
    assert "Aucune action" in read(client, section)
    section.body = BODY
    section.save()
    publish_pages([ActionPageFactory(territory=commune, title="Médiation au collège")])
    shown = read(client, section)
    assert "Médiation au collège" in shown
    assert "Un intertitre" in shown


def test_a_territory_shows_the_practices_taken_up_there_and_no_other(client):
    section = ensure_territory_page(DepartementFactory())
    here = AdoptionFactory(territory=section.territory)
    elsewhere = AdoptionFactory(territory=DepartementFactory(code="59", name="Nord"))
    publish_pages([here.practice, elsewhere.practice])
    shown = read(client, section)
    assert escape(here.practice.title) in shown
    assert escape(elsewhere.practice.title) not in shown


@pytest.mark.parametrize("count", [1, 3])
def test_a_territory_costs_the_same_with_one_action_and_with_three(client, count, django_assert_num_queries):
    section = ensure_territory_page(DepartementFactory())
    publish_pages([ActionPageFactory(territory=section.territory) for _ in range(count)])
    read(client, section)
    with django_assert_num_queries(16):
        read(client, section)
