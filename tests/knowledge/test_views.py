import json

import pytest
from django.urls import reverse

from catalog.services import publish_pages
from knowledge.enums import AdoptionState
from knowledge.models import Adoption, PracticeIndexPage, PracticePage
from tests.factories.knowledge import AdoptionFactory, PracticePageFactory
from tests.factories.territories import CommuneFactory


@pytest.fixture
def full(departement, measured_action):
    steps = [{"type": "step", "value": {"title": "Repérer la conduite", "text": "<p>Avec le service de l'eau.</p>"}}]
    practice = PracticePageFactory(
        problem="<p>Pas d'eau.</p>", cautions="<p>Le gel.</p>", steps=json.dumps(steps), actions=[measured_action]
    )
    AdoptionFactory(
        practice=practice,
        territory=CommuneFactory(parent=departement, name="Villeneuve"),
        state=AdoptionState.ABANDONED,
    )
    return practice


def test_a_practice_is_read_empty_and_full(client, practice, full):
    assert "Personne n’a encore dit" in client.get(practice.get_url()).content.decode()
    shown = client.get(full.get_url()).content.decode()
    for said in ("Repérer la conduite", "Le gel.", "E1", "Abandonnée", "Seine-Saint-Denis", "Licence Ouverte 2.0"):
        assert said in shown
    assert "Villeneuve" not in shown


def test_practices_are_listed(client, full):
    publish_pages([full])
    shown = client.get(PracticeIndexPage.objects.get().get_url()).content.decode()
    assert full.title in shown.replace("&#x27;", "'")
    assert "Proposer une bonne pratique" not in shown


def test_proposed_from_the_front(client, people):
    client.force_login(people.actor)
    url = reverse("practice_propose")
    assert client.get(url).status_code == 200
    assert client.post(url, {"title": "Un point d'eau"}).status_code == 200
    said = {
        "title": "Un point d'eau",
        "summary": "Une rampe.",
        "themes": ["water_hygiene"],
        "licence": "Licence Ouverte 2.0",
        "steps": "Repérer : avec le service de l'eau\n- Poser",
    }
    assert client.post(url, said).status_code == 302
    practice = PracticePage.objects.get()
    assert [step.value["title"] for step in practice.steps] == ["Repérer", "Poser"]
    assert not practice.live


def test_observers_propose_and_adopt_nothing(client, people, practice):
    client.force_login(people.observer)
    assert client.get(reverse("practice_propose")).status_code == 403
    assert client.get(reverse("practice_adopt", args=[practice.slug])).status_code == 404


def test_taken_up_then_ended_from_the_front(client, people, practice, departement, measured_action):
    client.force_login(people.actor)
    url = reverse("practice_adopt", args=[practice.slug])
    said = {"territory": departement.pk, "started_on": "2025-01-15", "action": measured_action.pk}
    assert client.get(url).status_code == 200
    assert client.post(url, said).status_code == 302
    adoption = Adoption.objects.get()
    close = reverse("adoption_close", args=[practice.slug, adoption.pk])
    assert close in client.get(practice.get_url()).content.decode()
    end = {"state": "completed", "ended_on": "2025-06-30", "outcome": "worked", "comment": "Suivi par la régie."}
    assert client.post(close, end | {"comment": ""}).status_code == 200
    assert client.post(close, end).status_code == 302
    assert Adoption.objects.get().outcome == "worked"


def test_a_place_that_is_not_mine_is_not_offered(client, people, practice):
    client.force_login(people.stranger)
    shown = client.get(reverse("practice_adopt", args=[practice.slug])).content.decode()
    assert "Nord" in shown
    assert "Seine-Saint-Denis" not in shown
