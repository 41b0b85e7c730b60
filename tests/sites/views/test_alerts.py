"""Alerts on screen: set by a pilot, seen on sites, on the dashboard and in a list."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from actors.models import Reading
from sites.models import WeatherAlert


@pytest.fixture
def asked(commune):
    """What a pilot types."""
    today = timezone.localdate()
    return {
        "kind": "heatwave",
        "territory": commune.parent.key,
        "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=2)).isoformat(),
    }


def test_a_pilot_sets_an_alert_and_lifts_it(client, site, people, asked):
    client.force_login(people.pilot)
    page = client.post(reverse("set_alert"), asked, follow=True).content.decode()
    assert site.title in page
    assert "Alerte canicule (Seine-Saint-Denis) jusqu’au" in client.get(site.url).content.decode()
    assert reverse("alerts") in client.get(reverse("dashboard")).content.decode()
    page = client.post(reverse("lift_alert", args=[WeatherAlert.objects.get().pk]), follow=True).content.decode()
    assert "Aucun territoire n’est en alerte." in page
    assert "Aucun de vos sites n’est en alerte." in page
    assert "Alerte canicule" not in client.get(site.url).content.decode()


def test_what_is_refused_is_said_and_what_was_typed_stays(client, people, asked):
    client.force_login(people.pilot)
    asked["ends_on"] = (timezone.localdate() - timedelta(days=1)).isoformat()
    answer = client.post(reverse("set_alert"), asked)
    assert "Le dernier jour vient après le premier." in answer.content.decode()
    assert answer.context["form"]["ends_on"].value() == asked["ends_on"]
    assert not WeatherAlert.objects.exists()


def test_a_territory_of_others_cannot_be_chosen(client, people, asked, commune):
    client.force_login(people.stranger)
    assert client.post(reverse("set_alert"), asked).status_code == 403
    client.force_login(people.pilot)
    assert client.post(reverse("set_alert"), asked | {"territory": commune.parent.parent.key}).status_code == 200
    assert not WeatherAlert.objects.exists()


def test_the_alert_of_others_is_not_lifted(client, people, asked):
    client.force_login(people.pilot)
    client.post(reverse("set_alert"), asked)
    alert = WeatherAlert.objects.get()
    for role, status in (("partner", 404), ("actor", 404), ("stranger", 404)):
        client.force_login(getattr(people, role))
        assert client.post(reverse("lift_alert", args=[alert.pk])).status_code == status
    assert WeatherAlert.objects.in_force().count() == 1


def test_the_list_is_told_as_read(client, site, people, asked):
    client.force_login(people.pilot)
    client.post(reverse("set_alert"), asked)
    client.get(reverse("alerts"))
    assert Reading.objects.get().page_ids == [site.pk]


@pytest.mark.parametrize(("role", "status"), [("actor", 200), ("partner", 200), ("observer", 403), ("editor", 403)])
def test_the_list_is_for_those_who_see_sites_exactly(client, people, role, status):
    client.force_login(getattr(people, role))
    assert client.get(reverse("alerts")).status_code == status
