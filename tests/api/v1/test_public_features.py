"""Actions, practices and news as GeoJSON: all that match, at the same cost for one and for three."""

import pytest

from catalog.services import publish_pages
from tests.factories.actions import ActionPageFactory
from tests.factories.cms import NewsPageFactory
from tests.factories.knowledge import PracticePageFactory

pytestmark = pytest.mark.django_db
NOUNS = {
    "actions": (ActionPageFactory, "ActionCollection"),
    "practices": (PracticePageFactory, "PracticeCollection"),
    "news": (NewsPageFactory, "NewsCollection"),
}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("noun", sorted(NOUNS))
def test_features_take_the_same_queries(client, noun, count, fits, django_assert_num_queries):
    factory, schema = NOUNS[noun]
    pages = [factory() for _ in range(count)]
    publish_pages(pages)
    with django_assert_num_queries(2):
        body = client.get(f"/api/v1/{noun}.geojson").json()
    assert fits(body, schema)
    assert {feature["id"] for feature in body["features"]} == {str(page.translation_key) for page in pages}
