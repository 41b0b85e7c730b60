"""The policy of a deployment: what the public and keys may see of sites, window by window, and when it changes."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.checks import run_checks
from django.core.management import call_command

from actors.enums import Noun, Role
from actors.rules import Viewer
from actors.services.keys import issue_key
from catalog.enums import Audience
from catalog.models import Entry
from catalog.services import refresh_areas
from tests.factories import CommuneFactory, OrganisationFactory, ScopeFactory
from tests.factories.sites import ObservationFactory, ProcedureFactory, SitePageFactory

pytestmark = pytest.mark.django_db
SAID, TRUE = (2.36, 48.93), (2.3412, 48.9187)
SITES = "/api/v1/sites"


@pytest.fixture
def site():
    commune = CommuneFactory(name="Exempleville", lon=SAID[0], lat=SAID[1])
    made = [
        SitePageFactory(
            title="Nomzqxj", commune=commune, address="Ruezqxj", owner_name="Bailleurzqxj", lon=TRUE[0], lat=TRUE[1]
        )
        for _ in range(3)
    ]
    for one in made:
        ObservationFactory(site=one, people=15, comment="Motzqxj", observed_on=date(2026, 11, 1))
        ProcedureFactory(site=one, authority="Courzqxj")
    call_command("rebuild_catalog", stdout=StringIO())
    refresh_areas()
    return made[0]


@pytest.fixture
def under(settings):
    """Sets policies, and does what the chore of the next five minutes does."""

    def set_policies(**policies):
        for name, value in policies.items():
            setattr(settings, name, value)
        call_command("rebuild_catalog", "--if-policy-changed", stdout=StringIO())

    return set_policies


def key_of(site, *, precision="commune"):
    place, lasts = site.commune.parent, timedelta(days=30)
    text = issue_key(
        organisation=OrganisationFactory(), purpose="", territories=[place], precision=precision, lasts=lasts
    )[1]
    return {"Authorization": f"Bearer {text}"}


def points_of(client, **headers):
    results = client.get(SITES, headers=headers).json()["results"]
    return {(one["point"]["lon"], one["point"]["lat"]) for one in results}


def windows(site):
    """Where everyone would look for sites, and what says that one is there."""
    commune = "Exempleville"
    return {
        "/sites/": commune,
        site.get_url(): commune,
        "/recherche/?type=site": commune,
        SITES: commune,
        f"{SITES}/{site.translation_key}": commune,
        f"{SITES}.geojson": commune,
        "/api/v1/search?type=site": commune,
        "/api/v1/changes?type=site": commune,
        "/tiles/public/0/0/0.mvt?type=site": "sites",
        "/ogc/collections/sites/items": commune,
        "/api/v1/menus": "/sites/",
        "/sitemap-pages.xml": site.get_url(),
        "/carte/": "/sites/",
    }


@pytest.mark.parametrize("policy", ["areas", "commune", "exact"])
def test_every_window_holds_to_the_policy(client, site, under, policy):
    under(PUBLIC_PRECISION=policy)
    for url, told in windows(site).items():
        answer = client.get(url)
        text = answer.content.decode(errors="replace")
        assert (answer.status_code == 200 and told in text) == (policy != "areas"), url
        assert "zqxj" not in text, url
        assert "/pilotage/" not in text, url
        assert ("ne dit jamais où" in text) == (policy == "areas" and "<footer" in text), url
        if policy == "commune":
            assert str(TRUE[0]) not in text, url
    if policy != "areas":
        assert points_of(client) == {SAID if policy == "commune" else TRUE}


@pytest.mark.parametrize("policy", ["areas", "commune", "exact"])
def test_figures_and_areas_are_the_same_under_every_policy(client, site, under, policy):
    before = [client.get(url).content for url in ("/api/v1/areas", "/api/v1/statistics")]
    under(PUBLIC_PRECISION=policy)
    assert [client.get(url).content for url in ("/api/v1/areas", "/api/v1/statistics")] == before


def test_what_another_policy_published_is_closed_at_once_then_written_again(client, site, under, settings):
    under(PUBLIC_PRECISION="exact")
    assert points_of(client) == {TRUE}
    replica = client.get("/api/v1/changes?type=site").json()["next"]
    settings.PUBLIC_PRECISION = "commune"
    assert client.get(SITES).json()["count"] == 0
    under()
    assert points_of(client) == {SAID}
    settings.PUBLIC_PRECISION = "areas"
    assert client.get(SITES).status_code == 401
    assert client.get(site.get_url()).status_code == 404
    assert client.get("/api/v1/search?type=site").json()["count"] == 0
    under()
    assert not Entry.objects.published().filter(noun=Noun.SITE, audience=Audience.PUBLIC).exists()
    settings.PUBLIC_PRECISION = "exact"
    changes = client.get(replica).json()["changes"]
    assert {one["kind"] for one in changes} == {"withdrawn"}


def test_a_policy_that_has_not_changed_rebuilds_nothing(site, under, django_assert_num_queries):
    under(PUBLIC_PRECISION="exact")
    with django_assert_num_queries(5):
        under(PUBLIC_PRECISION="exact")


@pytest.mark.parametrize(("policy", "point"), [("exact", TRUE), ("commune", SAID)])
def test_a_key_is_granted_no_more_than_the_policy_of_partners(client, site, under, policy, point):
    under(PARTNER_PRECISION=policy)
    assert points_of(client, **key_of(site, precision="exact")) == {point}
    assert points_of(client, **key_of(site)) == {SAID}
    kept = Entry.objects.published().filter(audience=Audience.PARTNER_EXACT)
    assert kept.exists() == (policy == "exact")


def test_where_partners_are_shown_areas_alone_a_key_reads_what_everyone_reads(client, site, under):
    under(PARTNER_PRECISION="areas")
    headers = key_of(site, precision="exact")
    assert client.get(SITES, headers=headers).status_code == 403
    assert client.get("/api/v1/areas", headers=headers).json()["count"] == 1
    assert client.get("/api/v1/changes", headers=headers).json()["changes"][0]["noun"] == "area"


def test_nobody_reads_less_than_everyone_does(client, site, under):
    under(PUBLIC_PRECISION="exact", PARTNER_PRECISION="commune")
    assert points_of(client, **key_of(site)) == {TRUE}
    client.force_login(ScopeFactory(role=Role.OBSERVER, territory=site.commune.parent).user)
    assert points_of(client) == {TRUE}


def test_members_of_the_place_read_their_own_document_once(site, under):
    under(PUBLIC_PRECISION="exact")
    pilot = ScopeFactory(role=Role.PILOT, territory=site.commune.parent).user
    entries = Entry.objects.visible_to(Viewer(user=pilot), noun=Noun.SITE)
    assert {entry.audience for entry in entries} == {Audience.MEMBER}
    assert entries.count() == 3


@pytest.mark.parametrize("name", ["PUBLIC_PRECISION", "PARTNER_PRECISION"])
def test_a_word_that_is_no_precision_is_refused_and_shows_areas(client, site, settings, name):
    setattr(settings, name, "exacte")
    [problem] = [one for one in run_checks() if one.id == "catalog.E001"]
    assert name in problem.msg
    assert "areas, commune, exact" in problem.hint
    headers = key_of(site) if name.startswith("PARTNER") else {}
    assert client.get(SITES, headers=headers).status_code in {401, 403}
