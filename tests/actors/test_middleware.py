"""The gate before the members' side: steps in their order, everything else closed."""

import pytest

from actors import registry
from actors.registry import EntryStep, register_entry_step
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def steps(monkeypatch) -> dict:
    """Two steps of which a test says whether they are due."""
    due = {"first": True, "second": True}
    monkeypatch.setattr(registry, "_steps", [])
    # Signed up in the wrong order: the gate goes by theirs.
    second = EntryStep(20, lambda request: due["second"], address="search", open_names=frozenset({"public_map"}))
    register_entry_step(second)
    register_entry_step(EntryStep(10, lambda request: due["first"], address="api_reference"))
    return due


@pytest.mark.parametrize("path", ["/tableau-de-bord/", "/admin/", "/", "/carte/", "/documents/1/x.pdf"])
def test_someone_who_has_a_step_to_take_is_brought_to_it(client, steps, path):
    client.force_login(UserFactory())
    answer = client.get(path)
    assert (answer.status_code, answer["Location"]) == (302, f"/api/?next={path.replace('/', '%2F')}")


def test_steps_are_taken_in_their_order(client, steps):
    client.force_login(UserFactory())
    assert client.get("/recherche/")["Location"].startswith("/api/")
    assert client.get("/api/").status_code == 200
    steps["first"] = False
    assert client.get("/tableau-de-bord/")["Location"].startswith("/recherche/")
    assert client.get("/carte/").status_code == 200
    steps["second"] = False
    assert client.get("/tableau-de-bord/").status_code == 200


def test_what_was_sent_is_not_come_back_to(client, steps):
    client.force_login(UserFactory())
    assert client.post("/sites/declarer/")["Location"] == "/api/"


def test_the_api_says_that_it_is_closed(client, steps):
    client.force_login(UserFactory())
    answer = client.get("/api/v1/areas")
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")
    assert answer.json() == {
        "type": "/api/#problem-forbidden",
        "title": "Refusé",
        "status": 403,
        "detail": "Terminez d’abord votre connexion.",
    }


def test_leaving_is_always_possible(client, steps):
    client.force_login(UserFactory())
    assert client.post("/deconnexion/")["Location"] == "/"
    assert client.get("/carte/").status_code == 200


def test_visitors_are_asked_nothing(client, steps):
    assert client.get("/recherche/").status_code == 200
