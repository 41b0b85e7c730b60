"""What is on its way out says so in each answer, in OpenAPI and on the page; nothing else does."""

from datetime import date

import pytest
from drf_spectacular.generators import SchemaGenerator

from api.rules.retirement import RETIREMENTS, Retirement

pytestmark = pytest.mark.django_db


@pytest.fixture
def retired(monkeypatch):
    monkeypatch.setitem(RETIREMENTS, "/api/v1/suggestions", Retirement(date(2026, 12, 1), sunset=date(2027, 12, 1)))
    monkeypatch.setitem(RETIREMENTS, "/api/v1/co", Retirement(date(2026, 12, 1)))


def test_nothing_is_on_its_way_out_today(client):
    assert RETIREMENTS == {}
    assert {"Deprecation", "Sunset"} & client.get("/api/v1/codes").headers.keys() == set()


def test_answers_and_problems_of_a_resource_say_it(client, retired):
    for query, status in (("q=x", 200), ("x=1", 400)):
        response = client.get(f"/api/v1/suggestions?{query}", headers={"Origin": "https://elsewhere.example"})
        assert response.status_code == status
        assert response.headers["Deprecation"] == "@1796083200"
        assert response.headers["Sunset"] == "Wed, 01 Dec 2027 00:00:00 GMT"
        assert 'rel="deprecation"' in response.headers["Link"]
        assert "Sunset" in response.headers["Access-Control-Expose-Headers"]
    assert "Sunset" not in client.get("/api/v1/codes").headers
    assert "Deprecation" not in client.get("/api/v1/areas").headers


def test_openapi_and_the_page_say_it(client, retired):
    paths = SchemaGenerator(urlconf="api.v1.urls").get_schema(request=None, public=True)["paths"]
    assert {path for path, one in paths.items() if one["get"].get("deprecated")} == {
        "/api/v1/codes",
        "/api/v1/suggestions",
    }
    page = client.get("/api/historique/").content.decode()
    assert "/api/v1/suggestions" in page
    assert "1 décembre 2027" in page
