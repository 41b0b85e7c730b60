"""An organisation handles its keys on a page of its own; the national team decides; nobody else sees any."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from actors.enums import KeyState, Role
from actors.models import ApiKey
from actors.services.keys import issue_key
from api.enums import DeliveryState, Problem
from api.models import Delivery, Webhook
from tests.api.services.receivers import dead_url
from tests.factories import DepartementFactory, NationFactory, OrganisationFactory, ScopeFactory

pytestmark = pytest.mark.django_db
ASKED = {
    "purpose": "Carte de la ville",
    "contact": "technique@ville.example",
    "places": "FR-departement-93",
    "precision": "commune",
    "ends_on": str(timezone.localdate() + timedelta(days=90)),
}


@pytest.fixture
def actor(client):
    DepartementFactory()
    user = ScopeFactory(role=Role.ACTOR).user
    client.force_login(user)
    return user


@pytest.fixture
def national():
    return ScopeFactory(role=Role.NATIONAL, territory=NationFactory()).user


def issued(organisation):
    place, days = DepartementFactory(), timedelta(days=9)
    return issue_key(organisation=organisation, purpose="Tableau de bord partagé", territories=[place], lasts=days)[0]


def post(client, name, *args, **data):
    return client.post(reverse(name, args=args), data)


def test_from_the_request_to_the_first_answer(client, actor, national):
    assert post(client, "ask_for_key", **ASKED).status_code == 302
    key = ApiKey.objects.get()
    assert b"attend" in client.get(reverse("keys")).content
    client.force_login(national)
    assert b"Carte de la ville" in client.get(reverse("keys")).content
    granted = post(client, "grant_key", key.pk, agreed_on="2026-01-05", precision="commune", requests_per_minute="")
    assert granted.status_code == 302
    client.force_login(actor)
    shown = post(client, "show_key", key.pk)
    [text] = [word for word in shown.content.decode().replace("<", " ").replace(">", " ").split() if word[:4] == "rsb_"]
    assert "no-store" in shown.headers["Cache-Control"]
    client.logout()
    headers = {"Authorization": f"Bearer {text}"}
    assert client.get("/api/v1/sites", headers=headers).status_code == 200
    client.force_login(actor)
    assert "1 requête en trente jours" in client.get(reverse("keys")).content.decode()
    page = client.get(reverse("key", args=[key.pk])).content.decode()
    assert text not in page
    assert "5 janvier 2026" in page
    assert post(client, "show_key", key.pk).status_code == 302
    post(client, "revoke_key", key.pk)
    client.logout()
    assert client.get("/api/v1/sites", headers=headers).status_code == 401


def test_a_renewed_key_is_shown_with_the_end_of_the_former(client, actor):
    key = issued(actor.organisation)
    shown = post(client, "renew_key", key.pk, overlap="7").content.decode()
    assert "rsb_" in shown
    assert "L’ancienne clé ouvre jusqu’au" in shown
    assert post(client, "renew_key", key.pk, overlap="7").status_code == 400


def test_a_refused_form_keeps_what_was_typed_and_says_which_places_there_are(client, actor):
    DepartementFactory(code="94", name="Val-de-Marne")
    page = post(client, "ask_for_key", **ASKED | {"places": "nulle part\n94", "contact": "personne"})
    told = page.content.decode()
    assert page.status_code == 200
    assert "Aucun territoire ne s’appelle « nulle part »." in told
    assert "Carte de la ville" in told
    assert ApiKey.objects.count() == 0
    post(client, "ask_for_key", **ASKED | {"places": "Val-de-Marne\n94\nFR-departement-93"})
    assert [place.code for place in ApiKey.objects.get().territories.order_by("code")] == ["93", "94"]


def test_keys_of_another_organisation_are_not_there(client, actor):
    key = issued(OrganisationFactory())
    for name in ("key", "show_key", "renew_key", "revoke_key"):
        address = reverse(name, args=[key.pk])
        assert (client.get(address) if name == "key" else client.post(address)).status_code == 404
    assert key.purpose not in client.get(reverse("keys")).content.decode()
    assert ApiKey.objects.get().state == KeyState.IN_FORCE
    for name in ("grant_key", "refuse_key"):
        assert post(client, name, issued(actor.organisation).pk).status_code == 404


def test_an_address_is_told_its_secret_is_shown_once_and_what_became_of_messages_is_seen(
    client, actor, national, settings
):
    settings.WEBHOOKS_MAY_BE_PRIVATE = True
    key, url = issued(actor.organisation), dead_url()
    refused = post(client, "add_webhook", key.pk, url="pas une adresse")
    assert (refused.status_code, "pas une adresse" in refused.content.decode()) == (400, True)
    shown = post(client, "add_webhook", key.pk, url=url).content.decode()
    webhook = Webhook.objects.get()
    assert "whsec_" in shown
    assert "whsec_" in post(client, "renew_secret", webhook.pk).content.decode()
    assert post(client, "test_webhook", webhook.pk).status_code == 302
    Delivery.objects.update(state=DeliveryState.DEAD, attempts=8, problem=Problem.UNREACHABLE)
    page = client.get(reverse("key", args=[key.pk])).content.decode()
    assert "whsec_" not in page
    assert "abandonné" in page
    assert client.get(reverse("report_deliveries")).status_code in {302, 404}
    client.force_login(national)
    report = client.get(reverse("report_deliveries")).content.decode()
    delivery = Delivery.objects.get()
    assert url in report
    assert reverse("send_again", args=[delivery.pk]) in report
    back = post(client, "send_again", delivery.pk, next=reverse("report_deliveries"))
    assert back.headers["Location"] == reverse("report_deliveries")
    assert Delivery.objects.get().state == DeliveryState.WAITING
    assert reverse("send_again", args=[delivery.pk]) not in client.get(reverse("report_deliveries")).content.decode()
    client.force_login(ScopeFactory(role=Role.PILOT).user)
    for name, thing in (("test_webhook", webhook), ("renew_secret", webhook), ("end_webhook", webhook)):
        assert post(client, name, thing.pk).status_code == 404
    assert post(client, "send_again", delivery.pk).status_code == 404
    client.force_login(actor)
    post(client, "end_webhook", webhook.pk)
    assert "Aucune adresse" in client.get(reverse("key", args=[key.pk])).content.decode()


def test_an_observer_has_no_page_of_keys(client):
    client.force_login(ScopeFactory(role=Role.OBSERVER).user)
    assert client.get(reverse("keys")).status_code == 403
    assert reverse("keys") not in client.get(reverse("account")).content.decode()


def test_without_a_key_the_page_says_so(client, actor):
    assert "Aucune clé pour l’instant" in client.get(reverse("keys")).content.decode()
    assert reverse("keys") in client.get(reverse("account")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_many_keys_take_the_same_queries(client, actor, django_assert_num_queries, count):
    for _ in range(count):
        issued(actor.organisation)
    client.get(reverse("keys"))
    with django_assert_num_queries(10):
        client.get(reverse("keys"))
