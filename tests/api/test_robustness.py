"""Whatever is typed in an address, the answer is an answer or a problem, never a failure."""

import json

import pytest
from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.django_db

OPERATIONS = SchemaGenerator(urlconf="api.v1.urls").get_schema(request=None, public=True)["paths"]
NAMES = sorted({one["name"] for path in OPERATIONS.values() for one in path["get"].get("parameters", [])})
CHOICES = sorted(
    {
        str(code)
        for path in OPERATIONS.values()
        for one in path["get"].get("parameters", [])
        for code in one["schema"].get("items", one["schema"]).get("enum", [])
    }
)
LIKELY = ["FR-departement-93", "2.2,48.8,2.5,49", "2026-11-01", "9" * 30, "-1", "1e400,nan,0,0", "W10", "id,title", ""]
VALUES = st.one_of(st.text(max_size=30), st.sampled_from([*CHOICES, *LIKELY]))
ASKED = st.lists(st.tuples(st.sampled_from([*NAMES, "unknown"]), VALUES), max_size=4)
ONCE = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def answered(response):
    assert response.status_code < 500, response.content
    kind = response.headers["Content-Type"]
    if response.status_code >= 400:
        assert kind == "application/problem+json"
    assert kind.startswith("text/csv") or json.loads(response.content)
    return True


@pytest.fixture
def content(published, areas):
    published(2)
    areas()


@ONCE
@given(path=st.sampled_from(sorted(OPERATIONS)), asked=ASKED)
def test_no_parameter_makes_an_address_fail(pilot, content, path, asked):
    client = Client()
    client.force_login(pilot)
    assert answered(client.get(path.replace("{key}", "x"), asked))


@ONCE
@given(key=st.text(min_size=1, max_size=30))
def test_no_key_makes_an_address_fail(db, key):
    assert answered(Client().get("/api/v1/areas/" + key))
    assert answered(Client().get("/api/v1/territories/" + key))
