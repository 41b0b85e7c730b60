import pytest
from django.urls import reverse
from django.utils import timezone

from sites.enums import SiteStatus
from sites.models import Closure, SitePage
from tests.factories.sites import ObservationFactory, SitePageFactory
from tests.factories.territories import CommuneFactory, DepartementFactory

TODAY = timezone.localdate()


def test_closing_asks_where_people_went_and_computes_resorbed(client, site, people):
    ObservationFactory(site=site, people=30)
    client.force_login(people.pilot)
    said = {
        "closed_on": TODAY.isoformat(),
        "reason": "resorbed",
        "people_housing": "20",
        "people_none": "10",
        "households_housing": "5",
        "resettled_known": "no",
    }
    answer = client.post(reverse("close_site", args=[site.slug]), said)
    assert answer.url == site.url
    site.refresh_from_db()
    assert site.status == SiteStatus.RESORBED


def closed(**said):
    return {"closed_on": TODAY.isoformat(), "reason": "other", "resettled_known": "unknown"} | said


def test_the_reason_of_a_difference_is_asked_once_there_is_one(client, site, people):
    ObservationFactory(site=site, people=30)
    client.force_login(people.pilot)
    url = reverse("close_site", args=[site.slug])
    assert "data-difference hidden" in client.get(url).content.decode()
    answer = client.post(url, closed(people_housing="3"))
    assert list(answer.context["form"].errors) == ["difference"]
    page = answer.content.decode()
    assert "data-difference hidden" not in page
    assert 'value="3"' in page
    assert not Closure.objects.exists()
    client.post(url, closed(people_housing="3", difference="Les autres étaient partis."))
    assert Closure.objects.get().difference == "Les autres étaient partis."


def test_where_people_resettled_is_always_answered(client, site, people):
    client.force_login(people.pilot)
    url = reverse("close_site", args=[site.slug])
    assert client.get(url).context["form"]["resettled_known"].value() is None
    assert list(client.post(url, closed(resettled_known="")).context["form"].errors) == ["resettled_known"]
    assert list(client.post(url, closed(resettled_known="yes")).context["form"].errors) == ["resettled_on"]


def test_where_people_resettled_is_chosen_among_open_sites_around_that_one_may_see(client, site, people):
    around = SitePageFactory(commune=site.commune)
    SitePageFactory(commune=site.commune, title="Déjà fermé", status=SiteStatus.CLOSED)
    close = CommuneFactory(parent=DepartementFactory(code="94", name="Val-de-Marne"))
    beyond = SitePageFactory(commune=close, lon=2.4, lat=48.9)
    far = SitePageFactory(commune=close, lon=2.4, lat=48.2)
    url = reverse("close_site", args=[site.slug])
    for person, offered in ((people.pilot, [around]), (people.national, [around, beyond])):
        client.force_login(person)
        form = client.get(url).context["form"]
        assert list(form.fields["resettled_on"].queryset) == offered
        assert far.title not in client.get(url).content.decode()


def test_a_site_is_named_by_saying_how_many_settled_there(client, site, people):
    around = SitePageFactory(commune=site.commune)
    client.force_login(people.pilot)
    said = closed(resettled_known="yes", **{f"settled_{around.pk}": "12"})
    assert client.post(reverse("close_site", args=[site.slug]), said).status_code == 302
    link = site.departures.get()
    assert (link.destination_id, link.people) == (around.pk, 12)


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_of_a_closure_takes_the_same_queries(client, site, people, count, django_assert_num_queries):
    for _ in range(count):
        SitePageFactory(commune=site.commune)
    client.force_login(people.pilot)
    url = reverse("close_site", args=[site.slug])
    client.get(url)
    with django_assert_num_queries(12):
        client.get(url)


def test_reopening_says_why(client, site, people):
    SitePage.objects.update(status=SiteStatus.CLOSED)
    client.force_login(people.pilot)
    url = reverse("reopen_site", args=[site.slug])
    assert list(client.post(url, {"reason": " "}).context["form"].errors) == ["reason"]
    client.post(url, {"reason": "Des familles sont revenues."})
    site.refresh_from_db()
    assert site.status == SiteStatus.OPEN
