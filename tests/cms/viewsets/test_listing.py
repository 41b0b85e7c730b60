"""Lists of sites, actions, practices and news in the editor: in scope, in order, at the same cost."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.menu import admin_menu

from actors.enums import Role
from sites.enums import SiteStatus
from tests.factories.actions import ActionPageFactory
from tests.factories.actors import OrganisationFactory, ScopeFactory
from tests.factories.cms import NewsPageFactory
from tests.factories.knowledge import PracticePageFactory
from tests.factories.sites import ObservationFactory, SitePageFactory
from tests.factories.territories import CommuneFactory, DepartementFactory, EpciFactory, NationFactory

pytestmark = pytest.mark.django_db
LISTS = {"editor_sites", "editor_actions", "editor_practices", "editor_news"}
SEEN = {
    Role.ACTOR: {"editor_sites", "editor_actions", "editor_practices"},
    Role.PARTNER: {"editor_sites", "editor_practices"},
    Role.PILOT: {"editor_sites", "editor_actions", "editor_practices"},
    Role.EDITOR: {"editor_practices", "editor_news"},
    Role.NATIONAL: LISTS,
}


def person(role, **scope):
    place = {"territory": NationFactory()} if role in {Role.EDITOR, Role.NATIONAL} else {}
    return ScopeFactory(role=role, **(place | scope)).user


def address(name):
    return reverse(f"{name}:index")


def titles(client, name, **query):
    answer = client.get(address(name), query)
    assert answer.status_code == 200, answer
    return [page.title for page in answer.context["object_list"]]


@pytest.mark.parametrize("role", SEEN)
def test_each_role_has_the_lists_of_what_it_may_change(client, rf, role):
    user = person(role)
    client.force_login(user)
    opened = {name for name in LISTS if client.get(address(name)).status_code == 200}
    request = rf.get("/admin/")
    request.user = user
    shown = {item.url for item in admin_menu.menu_items_for_request(request)} & {address(name) for name in LISTS}
    assert opened == SEEN[role]
    assert shown == {address(name) for name in opened}


def test_lists_keep_to_the_scope(client):
    there = DepartementFactory(code="59", name="Nord")
    SitePageFactory(title="Ici")
    SitePageFactory(title="Là-bas", commune=CommuneFactory(parent=there))
    ActionPageFactory(title="Action d'ici")
    ActionPageFactory(title="Action de là-bas", territory=there)
    client.force_login(person(Role.PILOT))
    assert titles(client, "editor_sites") == ["Ici"]
    assert titles(client, "editor_actions") == ["Action d'ici"]
    client.force_login(person(Role.NATIONAL))
    assert titles(client, "editor_sites") == ["Ici", "Là-bas"]


def test_an_actor_finds_the_actions_of_their_organisation_alone(client):
    user = person(Role.ACTOR)
    ActionPageFactory(title="La leur", operator=user.organisation)
    ActionPageFactory(title="D'une autre", operator=OrganisationFactory())
    client.force_login(user)
    assert titles(client, "editor_actions") == ["La leur"]


def test_an_epci_across_two_departements_offers_both_to_filter_by(client):
    epci, other = EpciFactory(), DepartementFactory(code="77", name="Seine-et-Marne")
    for place in (DepartementFactory(), other):
        commune = CommuneFactory(parent=place, epci=epci)
        SitePageFactory(title=f"Site de {place.name}", commune=commune)
    client.force_login(person(Role.PILOT, territory=epci))
    offered = client.get(address("editor_sites")).context["filters"].form.fields["territory"].queryset
    assert [place.name for place in offered] == ["Seine-et-Marne", "Seine-Saint-Denis"]
    assert titles(client, "editor_sites", territory=other.pk) == ["Site de Seine-et-Marne"]


def test_the_list_of_sites_says_who_lives_there_and_since_when_we_know(client):
    known, unknown = SitePageFactory(title="Connu"), SitePageFactory(title="Inconnu")
    ObservationFactory(site=known, observed_on=date(2026, 3, 4), people=1240)
    ObservationFactory(site=known, observed_on=date(2025, 3, 4), people=7)
    ObservationFactory(site=unknown, observed_on=date(2026, 3, 5), people=None)
    SitePageFactory(title="Jamais vu")
    client.force_login(person(Role.PILOT))
    shown = " ".join(client.get(address("editor_sites")).content.decode().split())
    assert "1 240" in shown
    assert "4 mars 2026" in shown
    assert "jamais actualisé" in shown
    assert known.commune.name in shown


def test_sites_are_filtered_by_status_age_and_publication(client):
    today = timezone.localdate()
    fresh, old = SitePageFactory(title="Frais"), SitePageFactory(title="Ancien")
    ObservationFactory(site=fresh, observed_on=today - timedelta(days=5))
    ObservationFactory(site=old, observed_on=today - timedelta(days=91))
    SitePageFactory(title="Jamais vu")
    SitePageFactory(title="Fermé", status=SiteStatus.CLOSED)
    SitePageFactory(title="Brouillon", live=False)
    client.force_login(person(Role.PILOT))
    assert titles(client, "editor_sites", news="stale") == ["Ancien", "Brouillon", "Jamais vu"]
    assert titles(client, "editor_sites", status="closed") == ["Fermé"]
    assert titles(client, "editor_sites", publication="never") == ["Brouillon"]
    assert titles(client, "editor_sites", q="ferme") == ["Fermé"]


@pytest.mark.parametrize("name", sorted(LISTS))
def test_every_column_that_offers_an_order_has_one(client, name):
    client.force_login(person(Role.NATIONAL))
    factories = (SitePageFactory, ActionPageFactory, PracticePageFactory, NewsPageFactory)
    for factory in factories:
        factory()
        factory()
    columns = client.get(address(name)).context["table"].columns.values()
    keys = [column.sort_key for column in columns if column.sort_key]
    assert len(keys) >= 4
    for key in keys:
        one, other = titles(client, name, ordering=key), titles(client, name, ordering=f"-{key}")
        assert len(one) == len(other) == 2
        assert titles(client, name, ordering=key, q="a") is not None


def test_practices_past_their_review_date_are_found(client):
    PracticePageFactory(title="À relire", review_on=timezone.localdate() - timedelta(days=1))
    PracticePageFactory(title="Pas encore", review_on=timezone.localdate() + timedelta(days=1))
    client.force_login(person(Role.EDITOR))
    assert titles(client, "editor_practices", review="past") == ["À relire"]


def test_no_list_names_people_to_filter_by(client):
    client.force_login(person(Role.PILOT))
    for name in SEEN[Role.PILOT]:
        fields = set(client.get(address(name)).context["filters"].form.fields)
        assert fields & {"owner", "edited_by", "site", "user"} == set()


COSTS = {"editor_sites": 17, "editor_actions": 17, "editor_practices": 16, "editor_news": 17}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", sorted(LISTS))
def test_a_list_costs_the_same_with_one_page_and_with_three(client, django_assert_num_queries, name, count):
    factory = {
        "editor_sites": SitePageFactory,
        "editor_actions": ActionPageFactory,
        "editor_practices": PracticePageFactory,
        "editor_news": NewsPageFactory,
    }[name]
    for _ in range(count):
        factory()
    client.force_login(person(Role.NATIONAL))
    client.get(address(name))
    with django_assert_num_queries(COSTS[name]):
        client.get(address(name))
