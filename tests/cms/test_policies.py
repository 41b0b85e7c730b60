"""Who sees, edits and publishes what in Wagtail's editor. Two départements; the person is at home in one."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page
from wagtail.permissions import policy_registry

from actors.enums import Role
from tests.factories.actions import ActionPageFactory
from tests.factories.actors import ScopeFactory, UserFactory
from tests.factories.cms import NewsPageFactory
from tests.factories.knowledge import PracticePageFactory
from tests.factories.sites import SitePageFactory
from tests.factories.territories import CommuneFactory, DepartementFactory


class World:
    def __init__(self):
        self.here, self.there = DepartementFactory(), DepartementFactory(code="59", name="Nord")
        communes = [CommuneFactory(parent=place) for place in (self.here, self.there)]
        self.commune = communes[0]
        self.site_here, self.site_there = (SitePageFactory(commune=commune) for commune in communes)
        self.action_here, self.action_there = (ActionPageFactory(territory=p) for p in (self.here, self.there))
        self.news, self.practice = NewsPageFactory(), PracticePageFactory()

    def person(self, role, territory=None, **kwargs):
        place = territory or (self.here.parent.parent if role in {Role.EDITOR, Role.NATIONAL} else self.here)
        return ScopeFactory(role=role, territory=place, **kwargs).user

    @property
    def pages(self):
        names = ("site_here", "site_there", "action_here", "action_there", "news", "practice")
        return {name: getattr(self, name) for name in names}


@pytest.fixture
def world(db):
    return World()


def policy():
    return policy_registry.get_by_type(Page)


def able(user, pages, ask):
    return {name for name, page in pages.items() if getattr(page.permissions_for_user(user), ask)()}


def listed(user, pages, action):
    found = set(policy().instances_user_has_permission_for(user, action).values_list("pk", flat=True))
    return {name for name, page in pages.items() if page.pk in found}


EVERYTHING = {"site_here", "site_there", "action_here", "action_there", "news", "practice"}
CASES = [
    (Role.PILOT, {"site_here", "action_here"}, {"site_here", "action_here"}),
    (Role.ACTOR, {"site_here"}, set()),
    (Role.PARTNER, {"site_here"}, set()),
    (Role.OBSERVER, set(), set()),
    (Role.EDITOR, {"news", "practice"}, {"news", "practice"}),
    (Role.NATIONAL, EVERYTHING, EVERYTHING),
]


@pytest.mark.parametrize(("role", "edits", "publishes"), CASES)
def test_each_edits_and_publishes_what_the_table_says(world, role, edits, publishes):
    user = world.person(role)
    assert able(user, world.pages, "can_edit") == listed(user, world.pages, "change") == edits
    assert listed(user, world.pages, "publish") == publishes
    # Who is trusted to record publishes changes of sites that are published already.
    recorded = {"site_here"} if role == Role.PARTNER else set()
    assert able(user, world.pages, "can_publish") == publishes | recorded
    assert able(user, world.pages, "can_unpublish") == publishes


def test_an_actor_edits_the_actions_of_their_organisation_without_publishing(world):
    user = world.person(Role.ACTOR)
    own = {"own": ActionPageFactory(territory=world.here, operator=user.organisation)}
    assert able(user, own, "can_edit") == listed(user, own, "change") == {"own"}
    assert able(user, own, "can_publish") == set()


def test_what_was_published_is_deleted_by_those_who_edit_everywhere_only(world):
    assert able(world.person(Role.PILOT), world.pages, "can_delete") == set()
    assert able(world.person(Role.EDITOR), world.pages, "can_delete") == {"news", "practice"}


def test_a_scope_on_a_commune_reaches_that_commune(world):
    user = world.person(Role.PILOT, world.commune)
    assert listed(user, world.pages, "change") == {"site_here"}
    other = world.person(Role.PILOT, CommuneFactory(parent=world.here))
    assert listed(other, world.pages, "change") == set()


@pytest.mark.parametrize("role", [Role.PILOT, Role.ACTOR, Role.EDITOR, Role.NATIONAL])
def test_the_explorer_shows_what_is_theirs_and_the_way_to_it(client, world, role):
    user = world.person(role)
    explorable = set(policy().explorable_instances(user).values_list("pk", flat=True))
    edits = {role: edits for role, edits, _ in CASES}[role]
    assert {name for name, page in world.pages.items() if page.pk in explorable} == edits
    client.force_login(user)
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    section = world.site_here.get_parent()
    answer = client.get(reverse("wagtailadmin_explore", args=[section.pk]))
    assert (world.site_here.title in answer.content.decode()) == ("site_here" in edits)


@pytest.mark.parametrize("role", [Role.PILOT, Role.ACTOR, Role.EDITOR])
def test_the_pages_of_others_are_closed(client, world, role):
    client.force_login(world.person(role))
    page = world.site_there
    for name in ("edit", "history", "delete", "copy", "move", "unpublish"):
        answer = client.get(reverse(f"wagtailadmin_pages:{name}", args=[page.pk]))
        assert answer.status_code == 404, name
        assert page.title not in answer.content.decode()


@pytest.mark.parametrize("role", [Role.PILOT, Role.ACTOR, Role.EDITOR])
def test_search_choosers_and_dashboard_do_not_tell_of_others(client, world, role):
    client.force_login(world.person(role))
    title = world.site_there.title
    for url in (
        reverse("wagtailadmin_pages:search") + f"?q={title}",
        reverse("wagtailadmin_choose_page") + "?page_type=wagtailcore.page",
        reverse("wagtailadmin_choose_page_search") + f"?q={title}&page_type=wagtailcore.page",
        reverse("wagtailadmin_home"),
    ):
        answer = client.get(url, follow=True)
        shown = answer.content.decode().replace(f"<em>{title}</em>", "")
        assert f"/pages/{world.site_there.pk}/" not in shown, url
        assert f">{title}<" not in shown, url


@pytest.mark.parametrize(("role", "counts"), [(Role.PILOT, False), (Role.ACTOR, False), (Role.NATIONAL, True)])
def test_the_dashboard_counts_pages_for_those_alone_who_see_them_all(client, world, role, counts):
    client.force_login(world.person(role))
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert bool(re.search(r"\d+\s+Pages", page)) is counts


def test_a_page_is_begun_only_where_and_as_the_table_says(client, world):
    def begin(user, kind, parent):
        client.force_login(user)
        app, model = kind.split(".")
        return client.get(reverse("wagtailadmin_pages:add", args=[app, model, parent.pk])).status_code == 200

    here, there = world.site_here.get_parent(), world.site_there.get_parent()
    pilot, partner, editor = (world.person(role) for role in (Role.PILOT, Role.PARTNER, Role.EDITOR))
    assert begin(pilot, "actions.actionpage", here)
    assert not begin(pilot, "actions.actionpage", there)
    assert not begin(partner, "actions.actionpage", here)
    assert not begin(editor, "sites.sitepage", here)
    assert begin(editor, "cms.newspage", world.news.get_parent())
    assert not begin(pilot, "cms.newspage", world.news.get_parent())
    assert begin(partner, "knowledge.practicepage", world.practice.get_parent())


def test_the_editor_opens_by_scopes_alone(world):
    assert world.person(Role.PILOT).has_perm("wagtailadmin.access_admin")
    assert not world.person(Role.OBSERVER).has_perm("wagtailadmin.access_admin")
    assert not UserFactory().has_perm("wagtailadmin.access_admin")


def test_those_who_hear_of_a_page_are_those_who_may_publish_it(world):
    pilot, national = world.person(Role.PILOT), world.person(Role.NATIONAL)
    world.person(Role.ACTOR)
    heard = policy().users_with_permission_for_instance("publish", world.site_here, include_superusers=False)
    assert set(heard) == {pilot, national}


@pytest.mark.parametrize("name", ["explorer", "dashboard"])
def test_the_editor_costs_the_same_with_a_hundred_scopes_as_with_one(client, world, name):
    section = world.site_here.get_parent()
    url = reverse("wagtailadmin_explore", args=[section.pk]) if name == "explorer" else reverse("wagtailadmin_home")

    def cost(user):
        client.force_login(user)
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    one, many = world.person(Role.PILOT), world.person(Role.PILOT)
    for number in range(99):
        ScopeFactory(user=many, territory=DepartementFactory(code=f"Z{number}", name=f"Lieu {number}"))
    assert cost(many) == cost(one)


def test_the_form_of_an_action_does_not_tell_of_other_territories(client, world):
    client.force_login(world.person(Role.PILOT))
    shown = client.get(reverse("wagtailadmin_pages:edit", args=[world.action_here.pk])).content.decode()
    assert world.site_here.title in shown
    assert world.site_there.title not in shown
    assert ">Nord<" not in shown
