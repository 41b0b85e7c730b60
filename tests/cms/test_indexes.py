"""The pages that list news, practices and territories cost the same for one and for three."""

import pytest
from django.utils.html import escape

from catalog.services import publish_pages
from cms.models import TerritoryIndexPage
from tests.factories.cms import NewsPageFactory, TerritoryPageFactory
from tests.factories.knowledge import PracticePageFactory
from tests.factories.territories import DepartementFactory, RegionFactory

pytestmark = pytest.mark.django_db
PAGES = {"news": NewsPageFactory, "practices": PracticePageFactory}
COSTS = {"news": 15, "practices": 14}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("noun", sorted(PAGES))
def test_a_list_takes_the_same_queries(client, noun, count, django_assert_num_queries):
    pages = [PAGES[noun]() for _ in range(count)]
    publish_pages(pages)
    url = pages[0].get_parent().url
    client.get(url)
    with django_assert_num_queries(COSTS[noun]):
        shown = client.get(url).content.decode()
    assert [page.title for page in pages if escape(page.title) not in shown] == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_territories_takes_the_same_queries(client, count, django_assert_num_queries):
    for number in range(count):
        region = RegionFactory(code=f"8{number}", name=f"Région {number}")
        TerritoryPageFactory(territory=DepartementFactory(code=f"7{number}", name=f"Lieu {number}", parent=region))
    url = TerritoryIndexPage.objects.get().url
    client.get(url)
    with django_assert_num_queries(11):
        shown = client.get(url).content.decode()
    assert [number for number in range(count) if f"Lieu {number}" not in shown] == []
