"""What areas add up to, by département: nothing that the areas do not say themselves."""

import pytest

from tests.factories import DepartementFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/statistics/departements"


@pytest.mark.parametrize("count", [1, 3])
def test_a_departement_tells_the_sum_of_its_areas(client, areas, count, fits, django_assert_num_queries):
    DepartementFactory(code="59", name="Nord")
    areas(count)
    # areas, départements
    with django_assert_num_queries(2):
        body = client.get(URL).json()
    assert fits(body, "DepartementPage")
    assert [row["id"] for row in body["results"]] == ["FR-departement-59", "FR-departement-93"]
    nord, seine = body["results"]
    assert (seine["areas"], seine["open_sites"], seine["people"]) == (count, 5 * count, 60 * count)
    assert (nord["areas"], nord["open_sites"], nord["people"], nord["school_share"]) == (0, None, None, None)


def test_before_the_first_areas_there_is_nothing(client):
    DepartementFactory()
    assert client.get(URL).json() == {"count": 0, "next": None, "results": []}
