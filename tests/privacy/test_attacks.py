"""Attacks, each with what it would give and that it gives nothing. docs/privacy.md has the table.

The attacker knows the code, the rule of areas, and everything that is published; some of them hold a key.
"""

import json
import re
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from actors.enums import Noun, Role
from actors.models import OutgoingMail
from actors.rules import NOBODY
from actors.services.keys import issue_key
from api.models import Delivery
from api.services import webhooks
from catalog.models import AreaTotals, Entry
from catalog.registry import OpenSite, registry
from catalog.services import publish_pages, refresh_areas
from sites.models import SitePage
from sites.services import close_site, declare_site, record_observation
from sites.services.closure import ClosureFacts
from steering.models import OpenMonth, UseOfDay
from steering.queries.use import use_today
from steering.services import publish_statistics
from tests.factories import CommuneFactory, DepartementFactory, OrganisationFactory, ScopeFactory
from tests.factories.sites import ObservationFactory, SitePageFactory

pytestmark = pytest.mark.django_db
# Where the commune says that it is, and where its sites are.
SAID, TRUE = (2.36, 48.93), (2.3412, 48.9187)
AREAS, SITES, CHANGES = "/api/v1/areas", "/api/v1/sites", "/api/v1/changes"
# What shows, to everyone, what is known of sites.
WINDOWS = (
    "/",
    "/sitemap-pages.xml",
    "/carte/",
    "/recherche/?q=zqxj",
    "/actions/",
    "/statistiques/",
    AREAS,
    f"{AREAS}.geojson",
    f"{AREAS}.csv",
    CHANGES,
    f"{AREAS}?people_min=1&sort=people",
    "/api/v1/search?q=commune",
    "/api/v1/statistics",
    "/api/v1/suggestions?q=zqxj",
)


@pytest.fixture
def commune():
    return CommuneFactory(name="Exempleville", lon=SAID[0], lat=SAID[1])


@pytest.fixture
def pilot(commune):
    return ScopeFactory(role=Role.PILOT, territory=commune.parent).user


@pytest.fixture
def sites(commune):
    """Four sites of one area, where 60 people live, 24 of them minors; names in an order that their numbers are not."""
    made = []
    for number, letter in enumerate("DBCA"):
        site = SitePageFactory(
            title=f"{letter}-Nomzqxj",
            commune=commune,
            address="1 rue Adressezqxj",
            owner_name="Bailleurzqxj",
            lon=TRUE[0] + number / 1e4,
            lat=TRUE[1],
        )
        ObservationFactory(site=site, people=15, minors=6, observed_on=date(2026, 11, 1))
        made.append(site)
    publish_pages(made)
    refresh_areas()
    return made


@pytest.fixture
def key(commune):
    """A key of communes, where the sites are."""
    place, lasts = commune.parent, timedelta(days=30)
    return issue_key(organisation=OrganisationFactory(), purpose="", territories=[place], lasts=lasts)


def seen(client, url, text=""):
    """What is told of an address: status, ETag, length, body. Not the words that forms and pages carry for one look."""
    answer = client.get(url, headers={"Authorization": f"Bearer {text}"} if text else {})
    body = re.sub(rb'(csrfmiddlewaretoken" value|nonce|name="envoi" value)="[^"]*"', b"", answer.content)
    return answer.status_code, answer.headers.get("ETag"), answer.headers.get("Content-Length"), body


def figures():
    """What areas say, but for the day."""
    dated = {"as_of", "dated_on", "updated_at"}
    told = Entry.objects.of(Noun.AREA).visible_to(NOBODY).order_by("key")
    return [{name: value for name, value in entry.data.items() if name not in dated} for entry in told]


def release(monkeypatch, day):
    monkeypatch.setattr(timezone, "localdate", lambda *_: day)
    refresh_areas()
    return figures()


# Time


def test_a_day_of_work_on_sites_changes_nothing_public_until_the_refresh(
    client, sites, commune, pilot, django_capture_on_commit_callbacks
):
    """Would give: that a site was declared this morning, was counted, or is closed."""
    before = [seen(client, url) for url in WINDOWS]
    with django_capture_on_commit_callbacks(execute=True):
        new = declare_site(user=pilot, commune=commune, facts={"title": "Neufzqxj"}, observation=None)
        seen_on = timezone.localdate()
        record_observation(user=pilot, site=sites[0], observed_on=seen_on, values={"people": 90}, confirmed=True)
        facts = ClosureFacts(closed_on=seen_on, reason="court_decision", difference="Partis")
        close_site(user=pilot, site=sites[1], facts=facts)
    assert new.live
    assert SitePage.objects.open().count() == len(sites)
    assert [seen(client, url) for url in WINDOWS] == before


def test_averaging_over_releases_gives_the_same_figure_again(sites, monkeypatch):
    """Would give: the true counts, if each release drew its own noise."""
    today = timezone.localdate()
    releases = [release(monkeypatch, today + timedelta(days=n)) for n in range(1, 8)]
    assert [one for one in releases if one != releases[0]] == []
    assert (releases[0][0]["open_sites"], releases[0][0]["people"]) == (5, 60)
    assert len(set(AreaTotals.objects.values_list("open_sites", "people"))) == 1


def test_two_releases_of_one_day_are_one(sites, commune):
    """Would give: what happened between the two."""
    ObservationFactory(site=SitePageFactory(commune=commune), people=90)
    before = figures()
    refresh_areas()
    assert figures() == before


# Sums


def test_differencing_totals_gives_no_hidden_site(sites, monkeypatch):
    """Would give: the sites that are in no area, as what is left of a total without the areas."""
    other = CommuneFactory(parent=DepartementFactory(code="59", name="Nord"))
    areas = [OpenSite(pk, people) for pk in (sites[0].commune_id, other.pk) for people in (15, 20, 30)]
    alone = CommuneFactory(parent=DepartementFactory(code="2A", name="Corse-du-Sud"))
    told = []
    for hidden in ([], [OpenSite(alone.pk, 19)], [OpenSite(alone.pk, None), OpenSite(alone.pk, 3)]):
        monkeypatch.setattr(registry, "open_sites", lambda hidden=hidden: [*areas, *hidden])
        for kept in (OpenMonth, UseOfDay, AreaTotals):
            kept.objects.all().delete()
        refresh_areas(even_today=True)
        publish_statistics()
        told.append((figures(), list(AreaTotals.objects.values("open_sites", "people")), OpenMonth.objects.get().rows))
    assert told[1:] == [told[0], told[0]]


def test_a_share_of_sites_tells_of_none_of_them(sites):
    """Would give: whether the one site that the attacker does not know was visited. Few sites make no share."""
    other = CommuneFactory(parent=DepartementFactory(code="59", name="Nord"))
    for _ in range(3):
        ObservationFactory(site=SitePageFactory(commune=other), people=20)
    refresh_areas(even_today=True)
    assert AreaTotals.objects.get().open_sites is not None
    assert use_today()["observed_recently"] is None


# Filters and orders


def test_bisecting_a_figure_by_filters_gives_the_rounded_one(client, sites):
    """Would give: the true count, if a filter read it."""
    Entry.objects.of(Noun.AREA).get()
    SitePage.objects.get(pk=sites[0].pk).observations.update(people=17)
    refresh_areas(even_today=True)
    found = [n for n in range(40, 90) if client.get(f"{AREAS}?people_min={n}").json()["count"]]
    assert max(found) == 60


def test_orders_tell_nothing_of_names(client, sites, key):
    """Would give: the names of sites, letter by letter, by where each stands in a list sorted by title."""
    url = f"{SITES}?sort=title&limit=100"
    headers = {"Authorization": f"Bearer {key[1]}"}
    before = client.get(url, headers=headers).json()["results"]
    for site, letter in zip(sites, "ABCD", strict=True):
        SitePage.objects.filter(pk=site.pk).update(title=f"{letter}-Autrezqxj")
    publish_pages(sites)
    assert client.get(url, headers=headers).json()["results"] == before
    assert {one["title"] for one in before} == {"Site à Exempleville"}


@pytest.mark.parametrize("unknown", ["title=Nomzqxj", "owner_name=Bailleurzqxj", "sort=address", "fields=owner_name"])
def test_what_a_reader_may_not_know_is_no_filter_order_or_field(client, sites, key, unknown):
    """Would give: a yes or a no for each guess."""
    for url, text in ((AREAS, ""), (SITES, key[1])):
        assert seen(client, f"{url}?{unknown}", text)[0] == 400


@pytest.mark.parametrize("half", [10.0**-n for n in range(6)])
def test_a_box_that_closes_on_a_site_finds_where_the_commune_is_said_to_be(client, sites, key, half):
    """Would give: the point of a site, to the metre, in some twenty questions."""
    for (lon, lat), answers in ((TRUE, half >= 0.1), (SAID, True)):
        box = f"bbox={lon - half},{lat - half},{lon + half},{lat + half}"
        assert bool(client.get(f"{AREAS}?{box}").json()["count"]) == answers
        assert bool(seen_count(client, f"{SITES}?{box}", key)) == answers


@pytest.mark.parametrize("metres", [1, 50, 500, 1_500])
def test_distances_are_from_where_the_commune_is_said_to_be(client, sites, key, metres):
    """Would give: the same, by circles. The sites stand 1.9 km from the point that is told."""
    for (lon, lat), answers in ((TRUE, False), (SAID, True)):
        near = f"near={lon},{lat},{metres}"
        assert bool(client.get(f"{AREAS}?{near}").json()["count"]) == answers
        assert bool(seen_count(client, f"{SITES}?{near}", key)) == answers


def seen_count(client, url, key):
    return client.get(url, headers={"Authorization": f"Bearer {key[1]}"}).json()["count"]


def test_suggestions_are_the_same_for_a_name_that_is_and_one_that_is_not(client, sites, key):
    """Would give: the names of sites, as one types."""
    for text in ("", key[1]):
        known, unknown = (
            seen(client, f"/api/v1/suggestions?q={word}", text)[3].replace(word.encode(), b"")
            for word in ("Nomzqxj", "Xomzqxj")
        )
        assert known == unknown


# What moves beside the answers


def test_marks_lengths_and_cursors_move_for_nobody_who_may_not_know(client, sites, commune):
    """Would give: that something happened, and how much, by an ETag, a length, or a place in the changes."""
    far = DepartementFactory(code="59", name="Nord")
    text = issue_key(organisation=OrganisationFactory(), purpose="", territories=[far], lasts=timedelta(days=1))[1]
    urls = (AREAS, f"{AREAS}.geojson", CHANGES, "/api/v1/statistics")
    asked = [(url, who) for url in urls for who in ("", text)] + [(SITES, text)]
    before = [seen(client, *one) for one in asked]
    followed = [urlsplit(client.get(CHANGES).json()["next"])]
    for number in range(3):
        publish_pages([ObservationFactory(site=SitePageFactory(commune=commune), people=number).site])
    assert [seen(client, *one) for one in asked] == before
    answer = client.get(f"{followed[0].path}?{followed[0].query}").json()
    assert (answer["changes"], answer["more"]) == ([], False)


def test_partners_are_told_of_areas_at_the_refresh_and_of_nothing_else_of_sites(
    sites, commune, monkeypatch, settings, django_capture_on_commit_callbacks
):
    """Would give: when something happens to sites that the key does not read. The message itself says nothing."""
    settings.WEBHOOKS_MAY_BE_PRIVATE = True
    actor, far = ScopeFactory(role=Role.ACTOR).user, DepartementFactory(code="59", name="Nord")
    far_key = issue_key(organisation=actor.organisation, purpose="", territories=[far], lasts=timedelta(days=9))[0]
    webhooks.add_webhook(user=actor, key=far_key, url="http://localhost:9/")
    with django_capture_on_commit_callbacks(execute=True):
        publish_pages([ObservationFactory(site=SitePageFactory(commune=commune), people=40).site])
    webhooks.tell_of_changes()
    assert not Delivery.objects.exists()
    with django_capture_on_commit_callbacks() as waiting:
        release(monkeypatch, timezone.localdate() + timedelta(days=1))
    assert [one for one in waiting if "announce" in one.__qualname__]
    assert webhooks.tell_of_changes() == 1
    told = json.loads(Delivery.objects.get().body)
    told.pop("timestamp")  # of the message itself, whose digits may be any
    assert not re.search("zqxj|Exempleville|site|93", json.dumps(told).replace("/api/v1/changes", ""))


def test_subjects_of_mails_say_neither_where_nor_what(
    sites, commune, pilot, mailoutbox, django_capture_on_commit_callbacks
):
    """Would give, to who sees a screen or a mail server: names and places."""
    ScopeFactory(role=Role.PILOT, territory=commune.parent)
    author = ScopeFactory(role=Role.ACTOR, territory=commune.parent).user
    with django_capture_on_commit_callbacks(execute=True):
        declare_site(user=author, commune=commune, facts={"title": "Neufzqxj", "address": "Adressezqxj"})
        record_observation(
            user=author, site=sites[0], observed_on=timezone.localdate(), values={"people": 16}, confirmed=True
        )
    written = [f"{one.subject}\n{one.body}" for one in mailoutbox]
    written += [f"{one.subject}\n{one.text}{one.html}" for one in OutgoingMail.objects.order_by("pk")]
    assert written
    assert [text for text in written if re.search("zqxj|Exempleville|Adresse", text)] == []
