"""A service with things in each collection, and a reader who may read all of them."""

from datetime import date

import pytest

from actors.enums import Noun
from catalog.enums import Audience
from tests.factories import DepartementFactory, ScopeFactory
from tests.factories.catalog import write_entry

COLLECTIONS = ("areas", "actions", "sites", "practices", "news")
NOUNS = dict(zip(COLLECTIONS, ("area", "action", "site", "practice", "news"), strict=True))
PLACED = ("areas", "actions", "sites")


class Service:
    def __init__(self, client):
        self.client = client

    def get(self, path, *, accept="*/*", **query):
        """`path` below the landing page, or an address that an answer gave. `bbox_crs` is the parameter "bbox-crs"."""
        return self.asked(path, {name.replace("_crs", "-crs"): value for name, value in query.items()}, accept=accept)

    def asked(self, path, query, *, accept="*/*"):
        address = path if path.startswith("http") else f"/ogc{path}"
        return self.client.get(address, query, headers={"Accept": accept})

    def read(self, path, **query):
        answer = self.get(path, **query)
        assert answer.status_code == 200, answer.content
        return answer.json()

    def items(self, name, **query):
        return self.read(f"/collections/{name}/items", **query)["features"]

    def ids(self, name, **query):
        return sorted(feature["id"] for feature in self.items(name, **query))

    @property
    def description(self):
        [address] = [link["href"] for link in self.read("/")["links"] if link["rel"] == "service-desc"]
        return self.read(address)


@pytest.fixture
def things(db):
    """Of each noun three: two in places, the third, where there may be one, without place or day."""
    inside = tuple(DepartementFactory().ancestor_ids)
    written = [(Noun.AREA, Audience.PUBLIC), (Noun.ACTION, Audience.PUBLIC), (Noun.ACTION, Audience.MEMBER)]
    written += [(Noun.SITE, Audience.MEMBER)]
    for number, (lon, lat, day) in enumerate([(2.36, 48.93, 1), (7.75, 48.58, 20), (None, None, None)]):
        dated_on = date(2026, 11, day) if day else None
        for noun, audience in written:
            key, place = f"{noun}-{number}", {"lon": lon, "lat": lat, "territory_ids": inside}
            write_entry(noun, audience=audience, key=key, page_id=10 * number + 1, dated_on=dated_on, **place)
        for noun in (Noun.PRACTICE, Noun.NEWS):
            write_entry(noun, key=f"{noun}-{number}", dated_on=dated_on)


@pytest.fixture
def service(client, things):
    """Read by a pilot, who reads sites too."""
    client.force_login(ScopeFactory().user)
    return Service(client)


@pytest.fixture
def public(client, things):
    return Service(client)
