import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils import timezone

from catalog.services import publish_page
from collaboration.models import JournalEntry
from sites.enums import WaterAccess
from sites.models import Observation, SitePage
from sites.queries.state import observation_version
from sites.services import record_observation
from tests.factories.sites import ObservationFactory
from tests.sites.views.test_forms_of_the_field import declared, observed

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
JSON = {"accept": "application/json"}


def test_an_observation_sent_twice_is_recorded_once(client, site, people):
    client.force_login(people.pilot)
    url = reverse("observe_site", args=[site.slug])
    said = observed(people=31, envoi=str(uuid4()))
    first, second = client.post(url, said), client.post(url, said)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url
    assert Observation.objects.filter(site=site, people=31).count() == 1
    assert "rien n’a été enregistré deux fois" in str([*get_messages(second.wsgi_request)][-1])


def test_a_site_declared_twice_by_a_double_tap_is_declared_once(client, people, here):
    client.force_login(people.actor)
    said = declared(title="Le même", envoi=str(uuid4()))
    for _ in range(2):
        assert client.post(reverse("declare_site"), said).status_code == 302
    assert SitePage.objects.filter(title="Le même").count() == 1


def test_a_message_sent_twice_is_written_once(client, site, people):
    client.force_login(people.actor)
    url = reverse("journal", args=[site.translation_key])
    for _ in range(2):
        client.post(url, {"text": "Passage ce matin.", "envoi": "a5d5d2f0-4f0c-4b0e-8d57-2a7d2f7c1e11"})
    assert JournalEntry.objects.filter(page=site).count() == 1


def test_a_script_is_told_where_to_go_and_a_refused_form_is_shown_with_its_reasons(client, site, people):
    client.force_login(people.pilot)
    url, token = reverse("observe_site", args=[site.slug]), str(uuid4())
    refused = client.post(url, observed(people=10, minors=12, envoi=token), headers=JSON)
    assert refused.headers["Content-Type"].startswith("text/html")
    assert f'name="envoi" value="{token}"' in refused.content.decode()
    taken = client.post(url, observed(people=10, minors=2, envoi=token), headers=JSON)
    assert taken.json() == {"location": site.get_url()}


def test_two_people_who_start_from_the_same_observation_see_both_side_by_side(client, site, people):
    last = ObservationFactory(site=site, observed_on=TODAY - timedelta(days=9), people=40, households=9)
    base = observation_version(last)
    url = reverse("observe_site", args=[site.slug])
    record_observation(
        user=people.pilot, site=site, observed_on=TODAY, values={"people": 44, "households": 9}, based_on=base
    )
    client.force_login(people.partner)
    said = observed(people=38, households=9, based_on=base)
    form = client.post(url, said).context["form"]
    assert [(one.label, one.theirs, one.yours) for one in form.conflicts] == [("Personnes", "44", "38")]
    assert Observation.objects.filter(site=site).count() == 2
    again = said | {"based_on": form["based_on"].value()}
    assert client.post(url, again).status_code == 302
    assert Observation.objects.filter(site=site).latest_first().first().people == 38


def test_nothing_has_changed_counts_on_the_day_of_the_visit(client, site, people):
    ObservationFactory(site=site, observed_on=TODAY - timedelta(days=9), people=40)
    client.force_login(people.pilot)
    visited_on = TODAY - timedelta(days=2)
    client.post(reverse("say_unchanged", args=[site.slug]), {"observed_on": visited_on.isoformat()})
    assert Observation.objects.filter(site=site).latest_first().first().observed_on == visited_on


@pytest.mark.parametrize("text", ["2026-02-31", "hier", ""])
def test_a_visit_without_a_readable_day_is_of_today(client, site, people, text):
    ObservationFactory(site=site, observed_on=TODAY - timedelta(days=9), people=40)
    client.force_login(people.pilot)
    client.post(reverse("say_unchanged", args=[site.slug]), {"observed_on": text})
    assert Observation.objects.filter(site=site).latest_first().first().observed_on == TODAY


def test_a_device_asks_who_is_logged_in_before_it_sends(client, people):
    url = reverse("field_session")
    assert client.get(url).json()["user"] is None
    client.force_login(people.actor)
    said = client.get(url)
    assert said.json()["user"] == people.actor.pk
    assert "no-store" in said.headers["Cache-Control"]


@pytest.mark.parametrize("name", ["offline", "offline_observe", "offline_write"])
def test_pages_of_the_device_hold_no_site_and_are_for_members(client, site, people, name):
    assert client.get(reverse(name)).status_code == 302
    client.force_login(people.pilot)
    page = client.get(reverse(name)).content.decode()
    assert site.title not in page
    assert site.slug not in page


def test_copies_have_what_a_form_starts_from_and_nothing_restricted(client, site, people):
    SitePage.objects.filter(pk=site.pk).update(owner_name="Jeanne Propriétaire")
    seen = ObservationFactory(site=site, observed_on=TODAY, people=40, water_access=WaterAccess.HYDRANT)
    site.refresh_from_db()
    publish_page(site)
    client.force_login(people.pilot)
    [copy] = client.get("/api/v1/sites?limit=100").json()["results"]
    assert copy["answers"]["water_access"] == "hydrant"
    assert copy["recorded_at"] == observation_version(seen)
    assert "Propriétaire" not in json.dumps(copy, ensure_ascii=False)


def test_leaving_empties_the_device(client, people):
    client.force_login(people.actor)
    assert client.post(reverse("logout")).headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in client.get("/connexion/").headers


def test_the_platform_can_be_installed_on_a_phone(client):
    manifest = client.get(reverse("field_manifest"))
    assert manifest.headers["Content-Type"] == "application/manifest+json"
    assert [icon["sizes"] for icon in manifest.json()["icons"]] == ["192x192", "512x512"]
    for icon in manifest.json()["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/"))
    worker = client.get(reverse("field_worker"))
    assert worker.headers["Content-Type"] == "text/javascript"
    assert worker.headers["Cache-Control"] == "no-cache"
