"""Whoever reads a site is told to those who work there, however they read it; nobody else learns of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from actors.enums import ReadingKind, Role
from actors.models import Reading
from actors.rules import Viewer
from actors.services.keys import issue_key
from actors.services.readings import draft_reading
from catalog.services import publish_pages
from cms.services import ensure_territory_page
from tests.factories.actors import OrganisationFactory, ScopeFactory
from tests.factories.sites import SitePageFactory
from tests.sites.conftest import without_token

MAY_SEE = ["pilot", "partner", "informed", "actor", "trusted", "national"]
MAY_NOT = ["observer", "editor", "stranger", "nobody"]


def told():
    """What is written, as few words as say it."""
    return list(Reading.objects.order_by("pk").values_list("user_id", "kind", "roles", "page_ids"))


def read(user, pages, *, kind=ReadingKind.SHEET, minutes_ago=60):
    moment = timezone.now() - timedelta(minutes=minutes_ago)
    draft_reading(viewer=Viewer(user=user), kind=kind, page_ids=pages, read_at=moment).save()


@pytest.fixture
def listing(site):
    return reverse("site_readings", args=[site.slug])


def test_opening_a_sheet_is_told(client, site, people):
    client.force_login(people.actor)
    client.get(site.url)
    assert told() == [(people.actor.pk, ReadingKind.SHEET, [Role.ACTOR], [site.pk])]


def test_a_form_that_shows_the_site_is_told(client, site, people):
    client.force_login(people.pilot)
    client.get(reverse("observe_site", args=[site.slug]))
    client.get(reverse("update_site", args=[site.slug]))
    assert told() == [(people.pilot.pk, ReadingKind.SHEET, [Role.PILOT], [site.pk])]


def test_the_journal_of_a_site_is_told(client, site, people):
    client.force_login(people.actor)
    client.get(reverse("journal", args=[site.translation_key]))
    assert told() == [(people.actor.pk, ReadingKind.SHEET, [Role.ACTOR], [site.pk])]


def test_who_is_turned_away_has_read_nothing(client, site, people):
    client.get(site.url)
    for role in ("stranger", "nobody", "editor"):
        client.force_login(getattr(people, role))
        assert client.get(site.url).status_code == 404
        assert client.get(reverse("observe_site", args=[site.slug])).status_code == 404
    assert told() == []


def test_another_page_is_not_told(client, site, people):
    client.force_login(people.pilot)
    client.get(ensure_territory_page(site.commune.parent).url)
    assert told() == []


def test_the_editor_its_history_its_comparisons_and_its_previews_are_told(client, site, people):
    site.save_revision(user=people.pilot)
    first, last = site.revisions.order_by("pk").first(), site.revisions.order_by("pk").last()
    client.force_login(people.pilot)
    for name, args, kind in (
        ("edit", [site.pk], ReadingKind.EDITOR),
        ("history", [site.pk], ReadingKind.HISTORY),
        ("revisions_compare", [site.pk, first.pk, last.pk], ReadingKind.HISTORY),
        ("view_draft", [site.pk], ReadingKind.PREVIEW),
        ("revisions_view", [site.pk, last.pk], ReadingKind.PREVIEW),
    ):
        Reading.objects.all().delete()
        answer = client.get(reverse(f"wagtailadmin_pages:{name}", args=args))
        assert answer.status_code == 200, name
        assert told() == [(people.pilot.pk, kind, [Role.PILOT], [site.pk])], name


def test_the_editor_tells_nothing_of_who_is_turned_away(client, site, people):
    client.force_login(ScopeFactory(territory=people.stranger.scopes.get().territory).user)
    assert client.get(reverse("wagtailadmin_pages:edit", args=[site.pk])).status_code == 404
    assert told() == []


def test_what_a_key_reads_is_told_one_by_one_and_in_lists(client, site):
    other = SitePageFactory(commune=site.commune)
    publish_pages([site, other])
    key, text = issue_key(
        organisation=OrganisationFactory(), purpose="Carte", territories=[site.commune], lasts=timedelta(days=9)
    )
    for address in ("/api/v1/sites", f"/api/v1/sites/{site.translation_key}", "/api/v1/sites.geojson"):
        assert client.get(address, headers={"Authorization": f"Bearer {text}"}).status_code == 200
    assert list(Reading.objects.order_by("pk").values_list("key_id", "organisation_id", "kind", "page_ids")) == [
        (key.pk, key.organisation_id, ReadingKind.LIST, [site.pk, other.pk]),
        (key.pk, key.organisation_id, ReadingKind.DETAIL, [site.pk]),
    ]


def test_a_list_that_is_read_again_unchanged_leaves_nothing_and_tells_nothing(client, site, people):
    publish_pages([site])
    client.force_login(people.pilot)
    etag = client.get("/api/v1/sites").headers["ETag"]
    Reading.objects.all().delete()
    assert client.get("/api/v1/sites", headers={"If-None-Match": etag}).status_code == 304
    assert told() == []


@pytest.mark.parametrize("role", MAY_SEE)
def test_the_team_of_a_site_sees_who_has_read_it(client, site, people, listing, role):
    reader = ScopeFactory(role=Role.OBSERVER).user
    read(reader, [site.pk])
    client.force_login(getattr(people, role))
    for address in (site.url, listing):
        page = client.get(address).content.decode()
        assert str(reader) in page
        assert str(reader.organisation) in page
    assert "observateur" in page


@pytest.mark.parametrize("role", MAY_NOT)
def test_nobody_else_learns_who_has_read_it(client, site, people, listing, role):
    reader = ScopeFactory(role=Role.OBSERVER).user
    read(reader, [site.pk])
    client.force_login(getattr(people, role))
    missing = client.get(listing.replace(site.slug, "s-0000000000"))
    answer = client.get(listing)
    assert (answer.status_code, without_token(answer)) == (404, without_token(missing))
    assert str(reader.organisation) not in client.get(site.url).content.decode()


def test_lists_are_apart(client, site, people, listing):
    client.force_login(people.pilot)
    reader = ScopeFactory().user
    read(reader, [site.pk, site.pk + 1], kind=ReadingKind.LIST)
    assert str(reader) not in client.get(listing).content.decode()
    assert "Liste ou carte (2 sites)" in client.get(f"{listing}?listes=1").content.decode()


def test_another_site_s_readings_are_not_shown(client, site, people, listing):
    reader = ScopeFactory().user
    read(reader, [site.pk + 1])
    client.force_login(people.pilot)
    assert str(reader) not in client.get(listing).content.decode()


def test_readings_are_shown_page_by_page(client, site, people, listing):
    for minutes_ago in range(20, 55):
        read(people.actor, [site.pk], minutes_ago=minutes_ago)
    client.force_login(people.pilot)
    first = client.get(listing)
    assert len(first.context["listed"].lines) == 30
    second = client.get(listing + first.context["listed"].next)
    # With the look of the pilot themselves, told once.
    assert (len(second.context["listed"].lines), second.context["listed"].next) == (6, "")
    moments = [line.at for page in (first, second) for line in page.context["listed"].lines]
    assert moments == sorted(moments, reverse=True)
    assert len(set(moments)) == 36


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_a_site_takes_the_same_queries(client, site, people, listing, count, django_assert_num_queries):
    for _ in range(count):
        read(ScopeFactory().user, [site.pk])
    client.force_login(people.pilot)
    client.get(site.url)
    with django_assert_num_queries(11):
        assert len(client.get(listing).context["listed"].lines) == count + 1


@pytest.fixture
def search(client, people):
    client.force_login(people.national)
    return lambda **asked: client.get(reverse("readings"), asked)


def found(answer):
    return [(one.line.who, one.sites) for one in answer.context["lines"]]


def test_the_national_team_finds_readings_by_person_organisation_site_kind_and_day(site, people, search):
    other = SitePageFactory(commune=site.commune, title="La Friche")
    read(people.actor, [site.pk], minutes_ago=3 * 24 * 60)
    read(people.partner, [other.pk], kind=ReadingKind.EXPORT)
    mine, theirs = (str(people.actor), site.title), (str(people.partner), "La Friche")
    days_ago = lambda days: (timezone.localdate() - timedelta(days=days)).isoformat()  # noqa: E731
    assert found(search()) == [theirs, mine]
    for asked, expected in (
        ({"person": people.actor.last_name}, [mine]),
        ({"person": people.partner.email.upper()}, [theirs]),
        ({"organisation": people.actor.organisation.name}, [mine]),
        ({"site": "friche"}, [theirs]),
        ({"site": site.slug}, [mine]),
        ({"kind": "export"}, [theirs]),
        ({"since": days_ago(1)}, [theirs]),
        ({"until": days_ago(2)}, [mine]),
        ({"since": days_ago(3), "until": days_ago(3)}, [mine]),
        ({"person": people.actor.last_name, "site": "friche"}, []),
    ):
        assert found(search(**asked)) == expected, asked


def test_a_question_that_is_not_understood_is_told_and_finds_nothing(site, people, search):
    read(people.actor, [site.pk])
    answer = search(since="2026-05-02", until="2026-05-01")
    assert (answer.status_code, found(answer)) == (400, [])
    assert "Cette date précède la première." in answer.content.decode()
    assert search(kind="nowhere").status_code == 400


def test_a_list_names_some_of_its_sites_and_counts_the_others(site, people, search):
    names = [site.title, *(SitePageFactory(commune=site.commune).title for _ in range(4))]
    read(people.actor, [site.pk + 0, *type(site).objects.exclude(pk=site.pk).values_list("pk", flat=True)])
    assert found(search()) == [(str(people.actor), f"{', '.join(names[:3])} et 2 autres")]


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_takes_the_same_queries(people, search, count, django_assert_num_queries):
    for _ in range(count):
        read(ScopeFactory().user, [SitePageFactory().pk])
    search()
    with django_assert_num_queries(9):
        assert len(search().context["lines"]) == count


@pytest.mark.parametrize("role", ["pilot", "partner", "actor", "observer", "editor", "nobody"])
@pytest.mark.parametrize("name", ["readings", "export_readings"])
def test_only_the_national_team_searches_everything(client, people, role, name):
    assert client.get(reverse(name)).status_code == 302
    client.force_login(getattr(people, role))
    assert client.get(reverse(name)).status_code == 403


def test_the_same_question_leaves_as_a_table_that_runs_nothing(client, site, people, search):
    people.actor.last_name = "=HYPERLINK(1)"
    people.actor.first_name = ""
    people.actor.save()
    read(people.actor, [site.pk])
    read(people.partner, [site.pk])
    client.force_login(people.national)
    answer = client.get(reverse("export_readings"), {"organisation": people.actor.organisation.name})
    head, line = answer.content.decode("utf-8-sig").splitlines()
    assert head == "Quand;Qui;Structure;Rôle;Nature;Nombre de sites;Sites"
    assert line.split(";", 1)[1] == (
        f"'=HYPERLINK(1);{people.actor.organisation};acteur de terrain;fiche ouverte;1;{site.title}"
    )
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="consultations-')


def test_who_looks_at_the_list_is_in_it(client, site, people, listing):
    client.force_login(people.pilot)
    assert [line.who for line in client.get(listing).context["listed"].lines] == [str(people.pilot)]
