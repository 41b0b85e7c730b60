"""Which of Wagtail's own views each role finds open by its address, whatever the menu shows."""

from contextlib import suppress

import pytest
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse
from wagtail.admin.menu import admin_menu, reports_menu, settings_menu

from actors.enums import Role
from tests.factories.actors import ScopeFactory, UserFactory
from tests.factories.territories import NationFactory

pytestmark = pytest.mark.django_db
PLATFORM_REPORTS = {
    "wagtailadmin_reports:aging_pages",
    "wagtailadmin_reports:locked_pages",
    "wagtailadmin_reports:page_types_usage",
    "wagtailadmin_reports:workflow",
    "wagtailadmin_reports:workflow_tasks",
}
SETTINGS = {
    "wagtailadmin_collections:",
    "wagtailadmin_workflows:",
    "wagtailredirects:",
    "wagtailsettings:",
    "wagtailusers_groups:",
    "wagtailusers_users:",
}


@pytest.fixture
def person():
    def of(role):
        place = {"territory": NationFactory()} if role in {Role.EDITOR, Role.NATIONAL} else {}
        return ScopeFactory(role=role, **place).user

    return of


def addresses():
    """Name -> address of every view below /admin/ that takes no argument."""

    def walk(patterns, namespace=""):
        for pattern in patterns:
            inner = getattr(pattern, "namespace", None)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, f"{namespace}{inner}:" if inner else namespace)
            elif pattern.name and not pattern.pattern.converters:
                yield f"{namespace}{pattern.name}"

    for name in walk(get_resolver().url_patterns):
        with suppress(NoReverseMatch):
            url = reverse(name)
            if url.startswith("/admin/"):
                yield name, url


def answers(client, user, wanted):
    client.force_login(user)
    return {name: client.get(url).status_code for name, url in addresses() if wanted(name)}


def is_platform_report(name):
    return name.removesuffix("_results") in PLATFORM_REPORTS


def is_setting(name):
    return any(name.startswith(prefix) for prefix in SETTINGS)


@pytest.mark.parametrize("role", [Role.ACTOR, Role.PARTNER, Role.PILOT, Role.EDITOR])
def test_reports_of_the_whole_platform_are_closed_by_their_address(client, person, role):
    found = answers(client, person(role), is_platform_report)
    assert len(found) == 10
    assert set(found.values()) == {404}


def test_reports_of_the_whole_platform_are_open_to_who_sees_it_all(client, person):
    assert set(answers(client, person(Role.NATIONAL), is_platform_report).values()) == {200}


@pytest.mark.parametrize("role", [Role.ACTOR, Role.PARTNER, Role.PILOT, Role.EDITOR, Role.NATIONAL])
def test_accounts_groups_and_settings_are_not_reached_from_the_editor(client, person, role):
    found = answers(client, person(role), is_setting)
    assert len(found) > 15
    assert {name for name, status in found.items() if status == 200} == set()


def test_not_even_the_national_team_makes_accounts_groups_or_workflows_here(client, person):
    closed = ("wagtailusers", "wagtailadmin_workflows")
    found = answers(client, person(Role.NATIONAL), lambda name: name.startswith(closed))
    assert set(found.values()) == {404}


def test_a_password_is_not_reset_by_another_door(client):
    found = {name: client.get(url) for name, url in addresses() if "password_reset" in name}
    assert {(answer.status_code, answer.url.split("?")[0]) for answer in found.values()} == {(302, "/connexion/")}
    assert len(found) == 3


def test_those_without_the_editor_are_led_to_the_one_login(client, person):
    client.force_login(person(Role.OBSERVER))
    for name, url in addresses():
        if is_platform_report(name):
            assert client.get(url)["Location"].startswith("/connexion/"), name


MENUS = {
    Role.ACTOR: {"site-history", "rights"},
    Role.PILOT: {"site-history", "rights"},
    Role.EDITOR: {"site-history", "rights"},
    Role.NATIONAL: {"site-history", "rights", "aging-pages", "locked-pages", "page-types-usage", "workflows"},
}


@pytest.mark.parametrize("role", MENUS)
def test_the_menu_leads_only_to_open_doors(rf, person, role, settings):
    request = rf.get("/admin/")
    request.user = person(role)
    shown = {item.name for item in reports_menu.menu_items_for_request(request)}
    ours = {name for name in shown if name.startswith("report_")}  # tests/steering/viewsets/test_reports.py
    assert shown - ours - {"workflow-tasks"} == MENUS[role]
    assert settings_menu.menu_items_for_request(request) == []
    assert "help" not in {item.name for item in admin_menu.menu_items_for_request(request)}


def test_the_change_history_tells_of_pages_in_scope_only(client, person):
    from wagtail.log_actions import log

    from tests.factories.sites import SitePageFactory
    from tests.factories.territories import CommuneFactory, DepartementFactory

    here = SitePageFactory(title="Les Peupliers")
    there = SitePageFactory(title="La Roseraie", commune=CommuneFactory(parent=DepartementFactory(code="59")))
    stranger = UserFactory(first_name="Dominique", last_name="Lointain")
    log(here, "wagtail.edit", user=UserFactory(last_name="Voisin"))
    log(there, "wagtail.edit", user=stranger)
    client.force_login(person(Role.PILOT))
    shown = client.get(reverse("wagtailadmin_reports:site_history")).content.decode()
    assert "Les Peupliers" in shown
    assert "La Roseraie" not in shown
    assert "Lointain" not in shown
    assert stranger.email not in shown


def test_the_settings_of_the_editor_leave_mail_password_and_name_to_the_account(client, person):
    client.force_login(person(Role.PILOT))
    shown = client.get(reverse("wagtailadmin_account")).content.decode()
    for name in ("name_email-email", "name_email-first_name", "password-old_password", "avatar-avatar"):
        assert name not in shown
    assert "theme-theme" in shown
    assert f'href="{reverse("account")}"' in shown
    sent = client.post(reverse("wagtailadmin_account"), {"name_email-email": "autre@example.org"})
    assert sent.status_code in {200, 302}
    assert not person(Role.PILOT).__class__.objects.filter(email="autre@example.org").exists()


def test_the_explorer_names_nobody_to_filter_by(client, person):
    client.force_login(person(Role.PILOT))
    answer = client.get(reverse("wagtailadmin_explore_root"), follow=True)
    assert answer.status_code == 200
    assert set(answer.context["filters"].form.fields) == {
        "content_type",
        "has_child_pages",
        "latest_revision_created_at",
    }
