"""A site that is known is not born twice; a place out of one's territory is reported."""

import pytest
from django.urls import reverse

from sites.enums import SiteStatus
from sites.models import SitePage
from tests.factories.sites import ObservationFactory, SitePageFactory
from tests.factories.territories import CommuneFactory, DepartementFactory
from tests.sites.views.test_forms_of_the_field import declared

DECLARE = "/sites/declarer/"


def buttons(page: str) -> list[str]:
    return [part.split('"')[0] for part in page.split('name="connu" data-unkept value="')[1:] if part[0] != '"']


@pytest.fixture
def known(here):
    return SitePageFactory(commune=here, title="Les Saules", lon=2.3621, lat=48.9312)


def test_sites_close_to_the_point_are_shown_before_another_is_born(client, here, people, known):
    SitePageFactory(commune=here, title="Trop loin", lon=2.3721, lat=48.9312)
    closed = SitePageFactory(commune=here, title="Déjà fermé", lon=2.3621, lat=48.9322, status=SiteStatus.CLOSED)
    client.force_login(people.pilot)
    said = declared(lat="48.9330", lon="2.3621")
    page = client.post(DECLARE, said).content.decode()
    assert buttons(page) == [closed.slug, known.slug]
    assert "Trop loin" not in page
    assert SitePage.objects.count() == 3
    client.post(DECLARE, said | {"is_another": "on"})
    assert SitePage.objects.count() == 4


def test_sites_close_by_are_shown_whatever_else_is_wrong(client, people, known):
    client.force_login(people.pilot)
    answer = client.post(DECLARE, declared(lat="48.9312", lon="2.3621", title=""))
    assert set(answer.context["form"].errors) == {"title", "is_another"}
    assert buttons(answer.content.decode()) == [known.slug]


def test_nothing_of_a_site_that_one_may_not_see_is_told(client, here, people):
    """Not even that there is one: the same answers as where nothing stands."""
    elsewhere = CommuneFactory(parent=DepartementFactory(code="59", name="Nord"))
    hidden = SitePageFactory(commune=elsewhere, lon=2.3621, lat=48.9312)
    client.force_login(people.pilot)
    assert client.post(DECLARE, declared(lat="48.9312", lon="2.3621")).status_code == 302
    assert SitePage.objects.exclude(pk=hidden.pk).count() == 1
    for slug in (hidden.slug, "s-0000000000"):
        assert client.post(DECLARE, declared(connu=slug)).status_code == 404


def test_it_is_this_one_goes_on_in_its_own_form_with_what_was_typed(client, people, known):
    ObservationFactory(site=known, people=12, women=5)
    client.force_login(people.actor)
    answer = client.post(DECLARE, declared(people="30", households="8", observed_on="2026-03-01", connu=known.slug))
    assert answer.url == reverse("observe_site", args=[known.slug]) + "?observed_on=2026-03-01&people=30&households=8"
    form = client.get(answer.url).context["form"]
    assert [form[name].value() for name in ("people", "households", "women", "observed_on")] == [
        "30", "8", 5, "2026-03-01",
    ]  # fmt: skip
    assert SitePage.objects.count() == 1


def test_a_closed_one_is_reopened_by_who_may_and_read_by_others(client, people, known):
    SitePage.objects.update(status=SiteStatus.CLOSED)
    client.force_login(people.pilot)
    answer = client.post(DECLARE, declared(people="30", observed_on="2026-03-01", connu=known.slug))
    reason = client.get(answer.url).context["form"]["reason"].value()
    assert reason == "Des personnes y vivent à nouveau : 30 vues le 1 mars 2026."
    client.force_login(people.actor)
    assert client.post(DECLARE, declared(connu=known.slug)).url == known.url


@pytest.mark.parametrize("people_said", ["-3", "30; DROP", "9" * 40, "x"])
def test_what_is_carried_over_is_a_count_or_nothing(client, people, known, people_said):
    ObservationFactory(site=known, people=12)
    client.force_login(people.pilot)
    form = client.get(reverse("observe_site", args=[known.slug]), {"people": people_said}).context["form"]
    assert form["people"].value() == 12


@pytest.mark.parametrize("count", [1, 3])
def test_declaring_takes_the_same_queries_however_many_sites_stand_close(
    client, here, people, count, django_assert_num_queries
):
    for _ in range(count):
        SitePageFactory(commune=here, lon=2.3621, lat=48.9312)
    client.force_login(people.pilot)
    client.post(DECLARE, declared(lat="48.9312", lon="2.3621"))
    with django_assert_num_queries(8):
        client.post(DECLARE, declared(lat="48.9312", lon="2.3621"))


def test_out_of_my_territory_the_place_may_be_reported_with_what_was_typed(client, people):
    CommuneFactory(name="Lens", parent=DepartementFactory(code="62", name="Pas-de-Calais"))
    client.force_login(people.actor)
    page = client.post(DECLARE, declared(commune_name="Lens", address="Sous le pont")).content.decode()
    link = reverse("report_place") + "?lat=&amp;lon=&amp;commune_name=Lens&amp;address=Sous%20le%20pont"
    assert link in page
    form = client.get(link.replace("&amp;", "&")).context["form"]
    assert (form["commune_name"].value(), form["address"].value()) == ("Lens", "Sous le pont")
