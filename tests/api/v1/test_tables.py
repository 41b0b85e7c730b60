"""Lists as CSV: the same things, in columns, to whom may take them away."""

import csv
from io import StringIO

import pytest

from actors.enums import ReadingKind, Role
from actors.models import Reading
from api.rules.tables import table
from catalog.services import publish_pages
from tests.factories import CommuneFactory, DepartementFactory, ScopeFactory
from tests.factories.actions import ActionPageFactory
from tests.factories.knowledge import PracticePageFactory

pytestmark = pytest.mark.django_db


def rows(response):
    assert response.status_code == 200, response.content
    assert response.headers["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(StringIO(response.content.decode())))


@pytest.mark.parametrize("count", [1, 3])
def test_areas_are_given_in_columns_at_the_same_cost(client, areas, django_assert_num_queries, count):
    communes = areas(count)
    with django_assert_num_queries(2):
        found = rows(client.get("/api/v1/areas.csv"))
    assert sorted(row["id"] for row in found) == sorted(commune.key for commune in communes)
    assert found[0]["minors_in_school"] == ""
    assert float(found[0]["point.lat"])


@pytest.mark.parametrize("count", [1, 3])
def test_places_organisations_and_totals_are_tables_too(client, areas, count, django_assert_num_queries):
    communes = areas(count)
    for commune in communes:
        ScopeFactory(user__organisation__territory=commune)
    with django_assert_num_queries(1):
        found = rows(client.get("/api/v1/territories.csv?level=commune&fields=name,parent,point"))
    assert [row["name"] for row in found] == [commune.name for commune in sorted(communes, key=lambda one: one.code)]
    assert float(found[0]["point.lat"]) == communes[0].lat
    with django_assert_num_queries(1):
        found = rows(client.get("/api/v1/organisations.csv?kind=association"))
    assert {row["territory"] for row in found} <= {commune.key for commune in communes}
    with django_assert_num_queries(1):
        [day] = rows(client.get("/api/v1/statistics.csv"))
    assert day["as_of"] == client.get("/api/v1/statistics").json()["results"][0]["as_of"]
    for name in ("territories", "organisations", "statistics"):
        assert client.get(f"/api/v1/{name}.csv?include=parent").status_code == 400


def test_fields_and_filters_are_those_of_the_list(client, areas):
    commune, _other = areas(2)
    [row] = rows(client.get(f"/api/v1/areas.csv?fields=title,people&territoire={commune.key}"))
    assert row == {"id": commune.key, "title": commune.name, "people": "60"}
    assert client.get("/api/v1/areas.csv?fields=secret").status_code == 400
    assert client.get("/api/v1/areas.csv?sort=title").status_code == 400


def test_lists_of_codes_are_told_apart(client):
    publish_pages([ActionPageFactory(themes=["schooling", "health"])])
    [row] = rows(client.get("/api/v1/actions.csv"))
    assert row["themes"] == "schooling|health"


def test_evidence_is_told_in_columns_however_deep(client):
    publish_pages([PracticePageFactory(results="L’eau coule.")])
    [row] = rows(client.get("/api/v1/practices.csv"))
    assert {"evidence", "evidence.results", "evidence.comparison"} & row.keys() == set()
    assert (row["evidence.grade"], row["evidence.cases"], row["evidence.results.people"]) == ("E0", "0", "")
    assert row["results"] == "L’eau coule."
    assert not [text for text in row.values() if text.startswith("{")]


def test_what_is_known_of_some_only_is_empty_for_the_others():
    documents = [{"evidence": {"comparison": one}} for one in (None, {"sites": 10})]
    assert table(documents, ["evidence"]) == b'evidence.comparison.sites\r\n""\r\n10\r\n'


def test_no_cell_is_a_formula():
    assert table([{"id": "=1+1", "people": -3}], ["id", "people"]) == b"id,people\r\n'=1+1,-3\r\n"


@pytest.mark.parametrize("text", [" =1+1", "＝1+1", "\n=1+1", "-1"])
def test_no_cell_is_a_formula_in_disguise(text):
    [_columns, [cell]] = csv.reader(StringIO(table([{"id": text}], ["id"]).decode(), newline=""))
    assert cell == f"'{text}"


def test_sites_are_given_to_whom_may_export_and_it_is_told(client, published, bearer):
    published(2)
    assert client.get("/api/v1/sites.csv").status_code == 401
    assert len(rows(client.get("/api/v1/sites.csv", headers=bearer()))) == 2
    assert Reading.objects.get().kind == ReadingKind.EXPORT
    observer = ScopeFactory(role=Role.OBSERVER).user
    client.force_login(observer)
    assert client.get("/api/v1/sites").status_code == 200
    assert client.get("/api/v1/sites.csv").status_code == 403


def test_who_observes_here_and_pilots_there_takes_there_alone(client, published):
    published()
    nord = DepartementFactory(code="59", name="Nord")
    [there] = published(commune=CommuneFactory(parent=nord))
    user = ScopeFactory(role=Role.OBSERVER).user
    ScopeFactory(role=Role.PILOT, user=user, territory=nord)
    client.force_login(user)
    assert client.get("/api/v1/sites").json()["count"] == 2
    assert [row["id"] for row in rows(client.get("/api/v1/sites.csv"))] == [str(there.translation_key)]
