"""Accounts, as those who manage them see them, and as each sees their own."""

import re

import pytest

from actors.enums import Role
from actors.models import OutgoingMail, User
from tests.factories import (
    CommuneFactory,
    DepartementFactory,
    NationFactory,
    OrganisationFactory,
    RegionFactory,
    ScopeFactory,
    UserFactory,
)
from tests.factories.sites import SitePageFactory

pytestmark = pytest.mark.django_db
PASSWORD = "une phrase dont on se souvient"


@pytest.fixture
def pilot(client):
    user = ScopeFactory(user__last_name="Pilote").user
    client.force_login(user)
    return user


def actor(**fields):
    return ScopeFactory(role=Role.ACTOR, **{"territory": CommuneFactory()} | fields).user


def paris():
    return DepartementFactory(code="75", name="Paris")


def shown(client, query=""):
    return {one.pk for one in client.get(f"/comptes/{query}").context["page"]}


def test_a_pilot_sees_the_accounts_of_their_territory_and_no_other(client, pilot):
    inside, site = actor(), actor(territory=None, page=SitePageFactory())
    outside, wider = actor(territory=paris()), actor(territory=RegionFactory())
    alone = UserFactory()
    assert shown(client) == {pilot.pk, inside.pk, site.pk}
    for hidden in (outside, wider, alone):
        for url in ("", "perimetre/"):
            assert client.get(f"/comptes/{hidden.pk}/{url}").status_code == 404
        for url in ("suspendre/", "rouvrir/", "inviter-de-nouveau/"):
            assert client.post(f"/comptes/{hidden.pk}/{url}", {"reason": "Non."}).status_code == 404
        for scope in hidden.scopes.all():
            assert client.post(f"/comptes/perimetres/{scope.pk}/terminer/").status_code == 404
    assert client.get("/comptes/0/").status_code == 404


def test_of_who_works_elsewhere_too_a_pilot_sees_their_part_only(client, pilot):
    person = actor()
    ScopeFactory(user=person, role=Role.PARTNER, territory=paris())
    page = client.get(f"/comptes/{person.pk}/")
    text = page.content.decode()
    assert len(page.context["scopes"]) == 1
    assert "agit aussi sur des territoires" in text
    assert "Suspendre ce compte" not in text
    assert client.post(f"/comptes/{person.pk}/suspendre/", {"reason": "Non."}).status_code == 403
    person.refresh_from_db()
    assert person.is_active


def test_the_national_team_sees_everyone(client):
    user = ScopeFactory(role=Role.NATIONAL, territory=NationFactory()).user
    client.force_login(user)
    others = {actor(territory=paris()).pk, UserFactory().pk, actor().pk}
    assert shown(client) == others | {user.pk}


def test_others_manage_no_account(client):
    client.force_login(actor())
    assert client.get("/comptes/").status_code == 403
    assert client.get(f"/comptes/{UserFactory().pk}/").status_code == 404
    client.logout()
    assert client.get("/comptes/")["Location"].startswith("/connexion/")


def test_the_list_is_narrowed_by_each_filter(client, pilot):
    commune = CommuneFactory(name="Aubervilliers", code="93001")
    one = actor(territory=commune, user__last_name="Aubry", user__organisation=OrganisationFactory(name="Passerelles"))
    two = ScopeFactory(role=Role.PARTNER, territory=CommuneFactory(), user__activated_at=None).user
    for query, expected in {
        "q=aubry": {one.pk},
        f"q={two.email}": {two.pk},
        "role=partner": {two.pk},
        "state=invited": {two.pk},
        "state=suspended": set(),
        "organisation=passer": {one.pk},
        "place_name=Aubervilliers": {one.pk},
        "place_name=93": {pilot.pk, one.pk, two.pk},
        "role=nimporte": set(),
    }.items():
        assert shown(client, f"?{query}") == expected, query


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_reads_as_much_for_one_account_as_for_three(client, pilot, count, django_assert_num_queries):
    for _ in range(count - 1):
        actor()
    client.get("/comptes/")
    with django_assert_num_queries(10):
        client.get("/comptes/")


@pytest.mark.parametrize("count", [1, 3])
def test_a_person_reads_as_much_for_one_scope_as_for_three(client, pilot, count, django_assert_num_queries):
    person = actor()
    for _ in range(count - 1):
        ScopeFactory(user=person, role=Role.OBSERVER, territory=CommuneFactory())
    client.get(f"/comptes/{person.pk}/")
    with django_assert_num_queries(11):
        client.get(f"/comptes/{person.pk}/")


def invitation(**changes):
    return {
        "first_name": "Alice",
        "last_name": "Aubry",
        "email": "alice@example.org",
        "organisation_name": "Association nouvelle",
        "organisation_kind": "association",
        "role": "actor",
        "place_name": "93",
    } | changes


def test_a_pilot_invites_then_the_person_comes_in(client, pilot):
    assert client.post("/comptes/inviter/", invitation())["Location"] == "/comptes/"
    client.logout()
    secret = re.search(r"/activer/([\w-]+)/", OutgoingMail.objects.get().text).group(1)
    answer = client.get(f"/activer/{secret}/", follow=True)
    assert secret not in answer.request["PATH_INFO"]
    assert "alice@example.org" in answer.content.decode()
    assert client.post("/activer/", {"password": "court"}).context["form"].errors.keys() == {"password"}
    assert client.post("/activer/", {"password": PASSWORD})["Location"] == "/connexion/"
    assert User.objects.get(email="alice@example.org").check_password(PASSWORD)
    assert client.get(f"/activer/{secret}/", follow=True).status_code == 410


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"place_name": "75"}, "place_name"),
        ({"place_name": ""}, "place_name"),
        ({"place_name": "", "site_address": "/sites/inconnu/"}, "site_address"),
        ({"role": "editor"}, "role"),
        ({"organisation_kind": ""}, "organisation_kind"),
        ({"email": "alice"}, "email"),
        ({"ends_on": "2020-01-01"}, "ends_on"),
    ],
)
def test_an_invitation_that_cannot_be_is_refused_on_its_field(client, pilot, changes, field):
    paris()
    answer = client.post("/comptes/inviter/", invitation(**changes))
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert not User.objects.filter(email="alice@example.org").exists()


def test_one_site_is_given_by_the_address_of_its_page(client, pilot):
    site, other = SitePageFactory(), SitePageFactory(commune=CommuneFactory(parent=paris()))
    person = actor()
    url = f"/comptes/{person.pk}/perimetre/"
    refused = client.post(url, {"role": "observer", "site_address": f"https://p.example/sites/{other.slug}/"})
    missing = client.post(url, {"role": "observer", "site_address": "https://p.example/sites/s-0000000000/"})
    assert refused.context["form"].errors == missing.context["form"].errors
    client.post(url, {"role": "observer", "site_address": f"https://p.example/sites/{site.slug}/"})
    assert person.scopes.get(role="observer").page_id == site.pk


def test_options_are_changed_and_a_scope_is_ended(client, pilot):
    scope = ScopeFactory(role=Role.PARTNER, territory=CommuneFactory())
    client.post(f"/comptes/perimetres/{scope.pk}/options/", {"options": ["sees_restricted"]})
    scope.refresh_from_db()
    assert scope.sees_restricted
    assert scope.given_options.get().given_by == pilot
    client.post(f"/comptes/perimetres/{scope.pk}/terminer/")
    assert not scope.user.scopes.in_force().exists()


def test_suspending_without_a_reason_is_refused_with_words(client, pilot):
    person = actor()
    answer = client.post(f"/comptes/{person.pk}/suspendre/", {"reason": ""}, follow=True)
    person.refresh_from_db()
    assert person.is_active
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    client.post(f"/comptes/{person.pk}/suspendre/", {"reason": "A quitté la structure."})
    person.refresh_from_db()
    assert not person.is_active
    client.post(f"/comptes/{person.pk}/rouvrir/")
    person.refresh_from_db()
    assert person.is_active


def test_one_sees_ones_own_scopes_with_who_gave_them(client, pilot):
    person = actor(given_by=pilot)
    client.force_login(person)
    text = client.get("/mon-compte/").content.decode()
    assert str(pilot) in text
    assert "sans fin" in text


@pytest.mark.parametrize("count", [1, 3])
def test_ones_own_account_reads_as_much_for_one_scope_as_for_three(client, count, django_assert_num_queries):
    person = actor()
    for _ in range(count - 1):
        ScopeFactory(user=person, role=Role.OBSERVER, territory=CommuneFactory())
    client.force_login(person)
    client.get("/mon-compte/")
    with django_assert_num_queries(10):
        client.get("/mon-compte/")


def test_closing_ones_account_logs_out_and_erases(client):
    person = actor()
    person.set_password(PASSWORD)
    person.save()
    client.force_login(person)
    refused = client.post("/mon-compte/effacer/", {"understood": "on", "password": "non"})
    assert list(refused.context["form"].errors) == ["password"]
    answer = client.post("/mon-compte/effacer/", {"understood": "on", "password": PASSWORD})
    assert answer["Location"] == "/connexion/"
    person.refresh_from_db()
    assert person.anonymised_at is not None
    assert client.get("/mon-compte/").status_code == 302
