"""The workflow as Wagtail's editor takes it: the same rights, the same locks, two people warned."""

import pytest
from django.urls import reverse
from wagtail.admin.models import EditingSession
from wagtail.models import TaskState
from wagtail.test.utils.form_data import nested_form_data

from actors.enums import Role
from cms.models import ValidationState
from cms.services import approve_version, save_version
from sites.services import update_site
from tests.factories.actors import ScopeFactory
from tests.factories.knowledge import PracticePageFactory
from tests.factories.sites import SitePageFactory
from tests.factories.territories import CommuneFactory, DepartementFactory
from tests.sites.conftest import People


@pytest.fixture
def commune(db):
    return CommuneFactory()


@pytest.fixture
def people(commune):
    return People(commune.parent)


@pytest.fixture
def site(commune):
    site = SitePageFactory(commune=commune)
    site.save_revision().publish()
    site.refresh_from_db()
    return site


def fill(site, **changes):
    comments = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    said = {
        "title": site.title,
        "commune": site.commune_id,
        "address": site.address,
        "access_details": "",
        "point": f"SRID=4326;POINT({site.lon} {site.lat})",
        "kind_of_place": site.kind_of_place,
        "owner_kind": site.owner_kind,
        "owner_name": site.owner_name,
        "installed_precision": "day",
        "reinstallation": site.reinstallation,
        "slug": site.slug,
        "comments": comments,
    }
    return nested_form_data(said | changes)


def edit(client, user, site, **changes):
    client.force_login(user)
    return client.post(reverse("wagtailadmin_pages:edit", args=[site.pk]), fill(site, **changes))


def judge_in_editor(client, user, state, name, **data):
    client.force_login(user)
    url = reverse("wagtailadmin_pages:workflow_action", args=[state.page_id, name, state.pk])
    return client.post(url, data)


def test_a_draft_submitted_in_the_editor_enters_the_queue_and_is_judged_from_either_door(client, people, site):
    edit(client, people.actor, site, **{"address": "3 allée du Moulin", "action-submit": "1"})
    state = ValidationState.objects.waiting().get()
    assert state.workflow_state.requested_by == people.actor
    assert judge_in_editor(client, people.actor, state, "approve").status_code in {302, 403}
    state.refresh_from_db()
    assert state.status == TaskState.STATUS_IN_PROGRESS
    judge_in_editor(client, people.pilot, state, "approve")
    site.refresh_from_db()
    assert site.address == "3 allée du Moulin"


def test_a_proposer_who_asks_the_editor_to_publish_only_keeps_a_draft(client, people, site):
    edit(client, people.actor, site, **{"address": "3 allée du Moulin", "action-publish": "1"})
    site.refresh_from_db()
    assert (site.address, site.has_unpublished_changes) == ("12 chemin de la Source", True)


def test_a_refusal_in_the_editor_needs_a_reason(client, people, site):
    update_site(user=people.actor, site=site, facts={"address": "3 allée du Moulin"})
    state = ValidationState.objects.waiting().get()
    judge_in_editor(client, people.pilot, state, "reject", comment=" ")
    state.refresh_from_db()
    assert state.status == TaskState.STATUS_IN_PROGRESS
    judge_in_editor(client, people.pilot, state, "reject", comment="Mauvaise adresse.")
    state.refresh_from_db()
    assert (state.status, state.comment) == (TaskState.STATUS_REJECTED, "Mauvaise adresse.")


def test_what_waits_is_locked_for_everybody_and_says_where_it_is_judged(client, people, site):
    update_site(user=people.actor, site=site, facts={"address": "3 allée du Moulin"})
    for user in (people.pilot, people.actor, people.national):
        edit(client, user, site, **{"address": "Par-dessus", "action-publish": "1"})
        assert site.revisions.filter(content__address="Par-dessus").count() == 0
    client.force_login(people.pilot)
    shown = client.get(reverse("wagtailadmin_pages:edit", args=[site.pk])).content.decode()
    assert reverse("validation_queue") in shown


def test_a_version_that_leaves_for_a_place_without_the_right_is_submitted(client, people, site):
    there = CommuneFactory(code="95001", name="Là-bas", parent=DepartementFactory(code="95", name="Val-d'Oise"))
    ScopeFactory(user=people.pilot, territory=there.parent, role=Role.ACTOR)
    people.pilot.__dict__.pop("held_scopes", None)
    edit(client, people.pilot, site, **{"commune": there.pk, "action-publish": "1"})
    site.refresh_from_db()
    assert site.commune != there
    assert ValidationState.objects.waiting().get().origin_ids != []


def test_an_editor_does_not_publish_their_own_practice(client, people):
    practice = PracticePageFactory(owner=people.editor, live=False)
    practice.save_revision(user=people.editor)
    client.force_login(people.editor)
    shown = client.get(reverse("wagtailadmin_pages:edit", args=[practice.pk])).content.decode()
    assert 'name="action-publish"' not in shown
    created = client.get(
        reverse("wagtailadmin_pages:add", args=["knowledge", "practicepage", practice.get_parent().pk])
    ).content.decode()
    assert 'name="action-publish"' not in created
    assert 'name="action-submit"' in created
    save_version(user=people.editor, version=practice)
    approve_version(user=people.national, page=practice)
    assert practice.live


def test_two_people_on_one_page_are_told_of_each_other(client, people, site):
    other = ScopeFactory(territory=people.departement, role=Role.PILOT).user
    edit_url = reverse("wagtailadmin_pages:edit", args=[site.pk])
    for user in (people.pilot, other):
        client.force_login(user)
        assert client.get(edit_url).status_code == 200
    session = EditingSession.objects.get(user=other)
    ping = reverse("wagtailadmin_editing_sessions:ping", args=["wagtailcore", "page", site.pk, session.pk])
    told = client.post(ping, {"is_editing": "1", "revision_id": site.latest_revision_id})
    assert [one["user"] for one in told.json()["other_sessions"]] == [people.pilot.get_full_name()]
    client.force_login(people.stranger)
    assert client.post(ping).status_code == 404
