"""Good practices, the same for everyone."""

import pytest

from catalog.services import publish_pages
from tests.factories.knowledge import PracticePageFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/practices"


@pytest.mark.parametrize("count", [1, 3])
def test_practices_are_read_by_everyone(client, count, fits, django_assert_num_queries):
    practices = [PracticePageFactory() for _ in range(count)]
    publish_pages(practices)
    with django_assert_num_queries(3):
        body = client.get(f"{URL}?theme=water_hygiene&preuve=E0").json()
    assert fits(body, "PracticePage")
    assert {one["id"] for one in body["results"]} == {str(practice.translation_key) for practice in practices}
    one = client.get(f"{URL}/{practices[0].translation_key}").json()
    assert fits(one, "Practice")
    assert one["evidence"]["grade"] == "E0"


def test_a_practice_has_no_place(client):
    publish_pages([PracticePageFactory()])
    [feature] = client.get(f"{URL}.geojson").json()["features"]
    assert feature["geometry"] is None
    assert client.get(f"{URL}?bbox=0,0,1,1").status_code == 400
