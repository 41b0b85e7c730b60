"""Links of reinstallation: said by those who may record, of the sites that they may read."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from sites.models import Resettlement, SitePage
from sites.queries.history import site_history
from sites.services import set_origins
from tests.factories.sites import ObservationFactory, SitePageFactory
from tests.factories.territories import CommuneFactory, DepartementFactory


@pytest.fixture
def former(site):
    return SitePageFactory(title="L’ancien terrain", commune=site.commune, status="closed")


def links(site):
    return list(Resettlement.objects.filter(destination=site).order_by("pk").values_list("origin", "people"))


def mark(site):
    return f"{site.title}, {site.commune.name} ({site.slug})"


def test_links_are_added_changed_and_taken_away(site, people, former):
    other = SitePageFactory(commune=site.commune)
    set_origins(user=people.pilot, site=site, origins={former: None, other: 0})
    assert links(site) == [(former.pk, None), (other.pk, 0)]
    set_origins(user=people.pilot, site=site, origins={former: 12})
    assert links(site) == [(former.pk, 12)]


@pytest.mark.parametrize("role", ["actor", "observer", "stranger", "nobody", "editor"])
def test_only_those_who_record_say_it(site, people, former, role):
    with pytest.raises(PermissionDenied):
        set_origins(user=getattr(people, role), site=site, origins={former: None})


def test_a_link_that_one_may_not_see_is_neither_shown_nor_touched(client, site, people, former):
    elsewhere = SitePageFactory(
        title="Ailleurs secret", commune=CommuneFactory(parent=DepartementFactory(code="59", name="Nord"))
    )
    Resettlement.objects.create(origin=elsewhere, destination=site, people=5)
    set_origins(user=people.pilot, site=site, origins={former: 3})
    assert links(site) == [(elsewhere.pk, 5), (former.pk, 3)]
    with pytest.raises(PermissionDenied):
        set_origins(user=people.pilot, site=site, origins={elsewhere: 3})
    client.force_login(people.pilot)
    assert "Ailleurs secret" not in client.get(reverse("tell_origins", args=[site.slug])).content.decode()


def test_what_contradicts_the_sheet_is_refused(site, people, former):
    with pytest.raises(ValidationError):
        set_origins(user=people.pilot, site=site, origins={site: None})
    SitePage.objects.filter(pk=site.pk).update(reinstallation="no")
    site.refresh_from_db()
    with pytest.raises(ValidationError):
        set_origins(user=people.pilot, site=site, origins={former: None})


def test_the_history_names_them_for_those_who_may_read_them(site, people, again, former):
    set_origins(user=people.pilot, site=site, origins={former: None})
    told = site_history(site, reader=again(people.pilot))[0]
    assert [(one.before, one.after) for one in told.changes] == [("", "L’ancien terrain (inconnu)")]


def test_the_form_finds_sites_by_typing_and_keeps_what_is_unknown(client, site, people, former):
    client.force_login(people.pilot)
    url = reverse("tell_origins", args=[site.slug])
    assert url in client.get(site.url).content.decode()
    assert f'<option value="{mark(former)}">' in client.get(url).content.decode()
    assert client.post(url, {"site_0": mark(former), "people_0": ""}).status_code == 302
    assert links(site) == [(former.pk, None)]
    page = client.get(site.url).content.decode()
    assert "L’ancien terrain</a> (nombre de personnes inconnu)" in page
    assert client.post(url, {"site_0": "", "people_0": ""}).status_code == 302
    assert links(site) == []


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"site_0": "Nulle part"}, "site_0"),
        ({"people_1": "4"}, "site_1"),
        ({"site_0": "{former}", "people_0": "-1"}, "people_0"),
        ({"site_0": "{former}", "site_1": "{former}"}, "site_1"),
    ],
)
def test_bad_lines_are_refused_on_their_field_and_stay_typed(client, site, people, former, said, field):
    client.force_login(people.pilot)
    said = {name: value.replace("{former}", mark(former)) for name, value in said.items()}
    answer = client.post(reverse("tell_origins", args=[site.slug]), said)
    assert list(answer.context["form"].errors) == [field]
    assert [answer.context["form"][name].value() for name in said] == list(said.values())
    assert links(site) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_takes_the_same_queries(client, site, people, count, django_assert_num_queries):
    for number in range(count):
        set_origins(
            user=people.pilot,
            site=site,
            origins={SitePageFactory(commune=site.commune): number, **{one.origin: 1 for one in site.arrivals.all()}},
        )
    client.force_login(people.pilot)
    client.get(reverse("tell_origins", args=[site.slug]))
    with django_assert_num_queries(10):
        client.get(reverse("tell_origins", args=[site.slug]))


# What is missing


def test_the_sheet_says_what_is_missing_and_leads_to_the_form_that_fills_it(client, site, people):
    ObservationFactory(site=site, observed_on=date(2025, 1, 1), people=0)
    client.force_login(people.actor)
    page = client.get(site.url).content.decode()
    assert "de ce qui est demandé d’un site est connu" in page
    for name, mark_of_field in (
        ("update_site", "id_kind_of_place"),
        ("observe_site", "id_households"),
        ("observe_site", "id_vermin_group"),
    ):
        url = f"{reverse(name, args=[site.slug])}#{mark_of_field}"
        assert f'href="{url}"' in page
        form = client.get(url).content.decode()
        assert f'id="{mark_of_field}"' in form
    assert f"{reverse('observe_site', args=[site.slug])}#id_people" not in page
    client.force_login(people.observer)
    assert "de ce qui est demandé" not in client.get(site.url).content.decode()
