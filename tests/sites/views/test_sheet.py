from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import registry as log_registry

from actors.enums import Role
from collaboration.models import JournalEntry
from sites.enums import SiteStatus, Validation
from sites.models import Resettlement, SitePage
from sites.queries.sheet import site_sheet
from sites.services import record_observation
from tests.factories.actors import ScopeFactory
from tests.factories.sites import ClosureFactory, ObservationFactory, PhaseFactory, ProcedureFactory, SitePageFactory
from tests.sites.conftest import without_token

MEMBERS = ["pilot", "partner", "informed", "actor", "trusted", "national"]
OTHERS = ["stranger", "nobody", "editor"]


def get(client, user, url):
    if user:
        client.force_login(user)
    return client.get(url)


@pytest.fixture
def full_site(site, people):
    SitePage.objects.update(owner_name="SCI du Moulin", access_details="Derrière le hangar")
    ObservationFactory(site=site, observed_on=date(2024, 1, 1), people=20)
    ObservationFactory(site=site, people=30, water_access="none", comment="Deux familles parties")
    PhaseFactory(site=site)
    ProcedureFactory(site=site, comment="Audience en mai")
    JournalEntry.objects.create(page=site, author=people.actor, text="Visite ce matin")
    site.refresh_from_db()
    return site


@pytest.mark.parametrize("role", MEMBERS)
def test_members_of_the_territory_read_the_sheet(client, full_site, people, role):
    answer = get(client, getattr(people, role), full_site.url)
    assert answer.status_code == 200
    page = answer.content.decode()
    for known in (full_site.title, full_site.address, "Derrière le hangar", "Deux familles parties", "Visite ce matin"):
        assert known in page


def test_who_may_not_read_gets_the_answer_of_an_address_that_does_not_exist(client, full_site, people):
    missing = full_site.url.replace(full_site.slug, "s-0000000000")
    for user in [None, *(getattr(people, role) for role in OTHERS)]:
        real, fake = get(client, user, full_site.url), get(client, user, missing)
        assert (real.status_code, fake.status_code) == (404, 404)
        assert without_token(real).replace(full_site.slug.encode(), b"s-0000000000") == without_token(fake)
        headers, of_nothing = ({**answer.headers, "X-Request-ID": ""} for answer in (real, fake))
        assert headers == of_nothing
        client.logout()


def test_observers_read_neither_name_nor_place_nor_people(client, full_site, people):
    page = get(client, people.observer, full_site.url).content.decode()
    assert full_site.commune.name in page
    for hidden in (
        full_site.title, full_site.address, str(people.actor), "hangar", "2.361", "48.931",
        "Deux familles", "Visite ce matin", "SCI du Moulin",
    ):  # fmt: skip
        assert hidden not in page


@pytest.mark.parametrize(
    ("role", "is_shown"),
    [("pilot", True), ("informed", True), ("national", True), ("partner", False), ("actor", False), ("trusted", False)],
)
def test_owner_and_procedures_are_shown_by_right(client, full_site, people, role, is_shown):
    page = get(client, getattr(people, role), full_site.url).content.decode()
    assert ("SCI du Moulin" in page) is is_shown
    assert ("Audience en mai" in page) is is_shown


def test_nothing_of_the_site_is_in_the_title_or_the_address(client, full_site, people):
    page = get(client, people.pilot, full_site.url).content.decode()
    title = page.split("<title>")[1].split("</title>")[0]
    for told in (full_site.title, full_site.commune.name):
        assert told not in title
    assert "peupliers" not in full_site.url


def test_nobody_keeps_a_copy_of_the_sheet(client, full_site, people):
    assert "no-store" in get(client, people.pilot, full_site.url).headers["Cache-Control"]


def test_unknown_is_said_and_is_not_zero(client, site, people):
    page = get(client, people.pilot, site.url).content.decode()
    assert "Personne n’a encore actualisé ce site" in page
    assert page.count('<span class="unknown">inconnu</span>') >= 5


def test_the_sheet_says_how_old_it_is(client, site, people):
    ObservationFactory(site=site, observed_on=timezone.localdate())
    assert "actualisé aujourd’hui" in get(client, people.pilot, site.url).content.decode()


def test_an_observation_that_waits_is_told_to_its_author_and_to_pilots_only(client, site, people):
    ObservationFactory(site=site, author=people.actor, people=77, validation=Validation.WAITING)
    for role, told in (("actor", True), ("pilot", True), ("partner", False)):
        page = get(client, getattr(people, role), site.url).content.decode()
        assert ("attend une validation" in page) is told
        assert "<dd>77</dd>" not in page


def test_a_closed_site_says_why_and_where_people_went(client, site, people):
    other = SitePageFactory(commune=site.commune)
    closure = ClosureFactory(site=site, comment="Fermé sans heurt")
    closure.destinations.create(destination="housing", people=12)
    Resettlement.objects.create(origin=site, destination=other)
    SitePage.objects.filter(pk=site.pk).update(status=SiteStatus.CLOSED)
    page = get(client, people.pilot, site.url).content.decode()
    for said in ("Fermé sans heurt", "logement", other.title):
        assert said in page
    assert reverse("observe_site", args=[site.slug]) not in page
    assert reverse("reopen_site", args=[site.slug]) in page


def test_the_history_is_read_by_a_server_that_has_logged_nothing_yet(client, site, people, monkeypatch):
    record_observation(user=people.pilot, site=site, observed_on=timezone.localdate(), values={"people": 12})
    monkeypatch.setattr(log_registry, "formatters", {})
    monkeypatch.setattr(log_registry, "has_scanned_for_actions", False)
    assert "A enregistré une actualisation" in get(client, people.pilot, site.url).content.decode()


def test_a_linked_site_out_of_scope_is_not_named(client, site):
    elsewhere = SitePageFactory(title="Ailleurs secret")
    Resettlement.objects.create(origin=elsewhere, destination=site)
    reader = ScopeFactory(role=Role.PILOT, territory=None, page=site).user
    page = get(client, reader, site.url).content.decode()
    assert site.title in page
    assert "Ailleurs secret" not in page


def add_to(site, author):
    """One more of everything that the sheet lists."""
    ObservationFactory(site=site, author=author, organisation=author.organisation)
    JournalEntry.objects.create(page=site, author=author, organisation=author.organisation, text="Vu", tags=["visit"])
    Resettlement.objects.create(origin=SitePageFactory(commune=site.commune), destination=site)
    ProcedureFactory(site=site)


@pytest.mark.parametrize("count", [1, 3])
def test_a_sheet_takes_the_same_queries(site, people, again, count, django_assert_num_queries):
    for _ in range(count):
        add_to(site, people.actor)
    reader = again(people.pilot)
    site = SitePage.objects.get(pk=site.pk)
    with django_assert_num_queries(18):
        site_sheet(site, reader=reader)


def test_the_page_asks_nothing_more_per_thing_listed(client, site, people):
    client.force_login(people.pilot)
    asked = []
    for _ in range(3):
        add_to(site, people.actor)
        client.get(site.url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(site.url).status_code == 200
        asked.append(len(queries))
    # One observation draws no curve yet.
    assert asked[0] == asked[1] == asked[2]
