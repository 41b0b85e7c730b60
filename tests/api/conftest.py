"""Readers of the API: the public, someone logged in, a partner with a key."""

from datetime import timedelta

import pytest
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator

from actors.services.keys import issue_key
from catalog.registry import OpenSite, registry
from catalog.services import publish_pages, refresh_areas
from tests.factories import CommuneFactory, DepartementFactory, OrganisationFactory, ScopeFactory
from tests.factories.sites import ObservationFactory, SitePageFactory


@pytest.fixture
def bearer(db):
    """Headers of a key for the shared département; `bearer(precision="exact")`, `bearer(territories=[...])`."""

    def make(*, territories=None, precision="commune"):
        _, text = issue_key(
            organisation=OrganisationFactory(),
            purpose="Essai",
            territories=territories or [DepartementFactory()],
            precision=precision,
            lasts=timedelta(days=30),
        )
        return {"Authorization": f"Bearer {text}"}

    return make


@pytest.fixture
def published(db):
    """Sites as the catalogue publishes them, each observed once: `published(3)`."""

    def publish(count=1, **fields):
        sites = [ObservationFactory(site=SitePageFactory(**fields)).site for _ in range(count)]
        publish_pages(sites)
        return sites

    return publish


@pytest.fixture
def pilot(client):
    """A pilot of the shared département, logged in."""
    user = ScopeFactory().user
    client.force_login(user)
    return user


@pytest.fixture
def fits():
    """Whether an answer is what OpenAPI says of it: `fits(answer, "SitePage")`."""
    schema = SchemaGenerator(urlconf="api.v1.urls").get_schema(request=None, public=True)

    def check(answer, component):
        described = {"$ref": f"#/components/schemas/{component}", "components": _closed(schema["components"])}
        Draft202012Validator(described).validate(answer)
        return True

    return check


def _closed(node):
    """The same schemas, with nothing let in that they do not name."""
    if isinstance(node, list):
        return [_closed(one) for one in node]
    if not isinstance(node, dict):
        return node
    closed = {name: _closed(value) for name, value in node.items()}
    return closed | ({"additionalProperties": False} if "properties" in node and node.get("type") == "object" else {})


@pytest.fixture
def areas(db, monkeypatch):
    """The areas of today, one per commune: `areas(3)`."""

    def publish(count=1):
        communes = [CommuneFactory() for _ in range(count)]
        found = [OpenSite(commune_id=commune.pk, people=20, minors=8) for commune in communes for _ in range(3)]
        monkeypatch.setattr(registry, "open_sites", lambda: iter(found))
        refresh_areas(even_today=True)
        return communes

    return publish
