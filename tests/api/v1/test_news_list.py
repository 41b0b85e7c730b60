"""News, the same for everyone."""

from datetime import date

import pytest

from catalog.services import publish_pages
from tests.factories import DepartementFactory
from tests.factories.cms import NewsPageFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/news"


@pytest.mark.parametrize("count", [1, 3])
def test_news_are_read_by_everyone_the_latest_first(client, count, fits, django_assert_num_queries):
    news = [
        NewsPageFactory(dated_on=date(2026, 1, number + 1), territory=DepartementFactory()) for number in range(count)
    ]
    publish_pages(news)
    with django_assert_num_queries(3):
        body = client.get(URL).json()
    assert fits(body, "NewsPage")
    assert [one["id"] for one in body["results"]] == [str(page.translation_key) for page in reversed(news)]
    assert fits(client.get(f"{URL}/{news[0].translation_key}").json(), "News")
    assert fits(client.get(f"{URL}.geojson").json(), "NewsCollection")


def test_the_years_of_news_are_those_that_have_some(client):
    publish_pages([NewsPageFactory(dated_on=date(2026, 1, 1))])
    assert client.get(f"{URL}?annee=2026").json()["count"] == 1
    assert client.get(f"{URL}?annee=2025").status_code == 400
