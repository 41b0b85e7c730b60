"""What is promised to clients, and the page where people read it."""

import json

import pytest
from django.urls import reverse
from django.utils.translation import gettext, override
from drf_spectacular.generators import SchemaGenerator

from api.views.reference import FROZEN, TITLES
from catalog.registry import registry

pytestmark = pytest.mark.django_db


def told(node):
    """Every sentence of a description."""
    if isinstance(node, list):
        return {text for one in node for text in told(one)}
    if not isinstance(node, dict):
        return set()
    own = {node[name] for name in ("summary", "description") if isinstance(node.get(name), str)}
    return own | {text for name, one in node.items() if name not in {"examples", "info"} for text in told(one)}


def test_the_description_is_the_frozen_one():
    """After a change that clients may see, and a line in CHANGELOG.md:
    manage.py spectacular --urlconf api.v1.urls --lang en --format openapi-json --validate --file api/v1/openapi.json
    """
    with override("en"):
        now = SchemaGenerator(urlconf="api.v1.urls").get_schema(request=None, public=True)
    assert json.loads(json.dumps(now)) == json.loads(FROZEN.read_text())


def test_the_description_is_served_to_everyone(client):
    response = client.get("/api/v1/openapi.json", headers={"Origin": "https://elsewhere.example"})
    assert response.json() == json.loads(FROZEN.read_text())
    assert response.json()["openapi"].startswith("3.1")
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_every_address_gives_an_example_and_says_who_may_read():
    for path, methods in json.loads(FROZEN.read_text())["paths"].items():
        operation = methods["get"]
        [content] = operation["responses"]["200"]["content"].values()
        assert content["examples"], path
        is_private = path.startswith(("/api/v1/sites", "/api/v1/previews")) or path == "/api/v1/me"
        assert ({} in operation["security"]) is not is_private


def test_examples_are_what_the_description_says(fits):
    for methods in json.loads(FROZEN.read_text())["paths"].values():
        [content] = methods["get"]["responses"]["200"]["content"].values()
        component = content["schema"].get("$ref", "").rpartition("/")[2]
        assert not component or all(fits(example["value"], component) for example in content["examples"].values())


def test_the_page_names_every_address(client):
    page = client.get(reverse("api_reference")).content.decode()
    document = json.loads(FROZEN.read_text())
    assert all(f"GET {path}" in page for path in document["paths"])
    assert {name for methods in document["paths"].values() for name in methods["get"]["tags"]} <= set(TITLES)


def test_the_page_is_wholly_in_french():
    """But for the labels of facets, whose floors answer for them."""
    with override("en"):
        labels = {str(facet.label) for noun in registry.nouns.values() for facet in noun.facets}
    with override("fr"):
        left = {text for text in told(json.loads(FROZEN.read_text())) - labels - {"OK"} if gettext(text) == text}
        titles = [str(title) for title in TITLES.values()]
    assert left == set()
    assert titles[:5] == ["Zones", "Actions", "Bonnes pratiques", "Actualités", "Territoires"]


def test_problems_lead_to_their_place_on_the_page(client):
    kind = client.get("/api/v1/nothing").json()["type"]
    path, _, anchor = kind.partition("#")
    assert f'id="{anchor}"' in client.get(path).content.decode()
