"""Each step of a version and who may take it. One département, with people of every role."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import PageLogEntry, WorkflowState

from actions.services import update_action
from actors.enums import Rank, Role
from catalog.models import Entry
from cms.models import ValidationState
from cms.services import (
    approve_version,
    refuse_version,
    remind_validations,
    restore_version,
    save_version,
    submit_version,
    unpublish_page,
    withdraw_version,
)
from knowledge.services import propose_practice
from sites.services import update_site
from tests.factories.actions import ActionPageFactory
from tests.factories.actors import ScopeFactory
from tests.factories.cms import NewsPageFactory
from tests.factories.sites import SitePageFactory
from tests.factories.territories import CommuneFactory, DepartementFactory
from tests.sites.conftest import People

FACTS = {"title": "Un point d'eau", "summary": "Une rampe.", "themes": ["water_hygiene"]}


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


def _the_days_pass(monkeypatch, days):
    moved = timezone.now() + timedelta(days=days)
    monkeypatch.setattr(timezone, "now", lambda: moved)


def propose(people, site, address="3 allée du Moulin"):
    update_site(user=people.actor, site=site, facts={"address": address})
    site.refresh_from_db()
    return ValidationState.objects.waiting().get(page=site.pk)


def test_what_is_validated_is_published_under_the_name_of_who_validated_it(people, site):
    propose(people, site)
    approve_version(user=people.pilot, page=site)
    assert (site.address, site.has_unpublished_changes) == ("3 allée du Moulin", False)
    state = ValidationState.objects.get()
    assert (state.status, state.finished_by, state.workflow_state.status) == ("approved", people.pilot, "approved")
    steps = list(PageLogEntry.objects.filter(page=site.pk).order_by("pk").values_list("action", "user"))
    assert ("wagtail.workflow.start", people.actor.pk) in steps
    assert ("wagtail.workflow.approve", people.pilot.pk) in steps
    assert ("wagtail.publish", people.pilot.pk) in steps


@pytest.mark.parametrize("role", ["actor", "trusted", "partner", "observer", "editor", "stranger", "nobody"])
def test_who_may_not_publish_there_judges_nothing(people, site, role):
    propose(people, site)
    user = getattr(people, role)
    with pytest.raises(PermissionDenied):
        approve_version(user=user, page=site)
    with pytest.raises(PermissionDenied):
        refuse_version(user=user, page=site, reason="Non.")
    assert ValidationState.objects.waiting().count() == 1


def test_a_pilot_who_submitted_as_an_actor_does_not_validate_it(people, site):
    propose(people, site)
    ScopeFactory(user=people.actor, territory=people.departement, role=Role.PILOT)
    people.actor.__dict__.pop("held_scopes", None)
    with pytest.raises(ValidationError) as refused:
        approve_version(user=people.actor, page=site)
    assert refused.value.code == "own"
    assert not site.get_latest_revision_as_object().permissions_for_user(people.actor).can_publish()


def test_a_pilot_publishes_what_they_write_themselves(people, site):
    """ "Declare: T, publishes" is a right of the table, not a validation of one's own."""
    assert save_version(user=people.pilot, version=site)
    assert not ValidationState.objects.exists()


def test_who_is_trusted_records_but_publishes_no_draft(people, site):
    assert save_version(user=people.trusted, version=site)
    unpublish_page(user=people.pilot, page=site)
    assert not save_version(user=people.trusted, version=site.get_latest_revision_as_object())


def test_a_version_that_moves_needs_the_pilot_of_both_places(people, site):
    there = CommuneFactory(code="95001", name="Là-bas", parent=DepartementFactory(code="95", name="Val-d'Oise"))
    ScopeFactory(user=people.actor, territory=there.parent, role=Role.ACTOR)
    elsewhere = ScopeFactory(territory=there.parent, role=Role.PILOT).user
    people.actor.__dict__.pop("held_scopes", None)
    update_site(user=people.actor, site=site, facts={}, commune=there)
    for user in (people.pilot, elsewhere):
        with pytest.raises(PermissionDenied):
            approve_version(user=user, page=site)
        assert not ValidationState.objects.waiting().judged_by(user).exists()
    both = ScopeFactory(territory=people.departement.parent, role=Role.PILOT).user
    assert ValidationState.objects.waiting().asked_of(both).count() == 1
    approve_version(user=both, page=site)
    assert site.commune == there


def test_a_right_to_record_in_one_place_does_not_publish_in_another(people, site):
    there = CommuneFactory(code="95001", name="Là-bas", parent=DepartementFactory(code="95", name="Val-d'Oise"))
    ScopeFactory(user=people.trusted, territory=there.parent, role=Role.ACTOR)
    update_site(user=people.trusted, site=site, facts={}, commune=there)
    site.refresh_from_db()
    assert site.commune != there
    assert ValidationState.objects.waiting().count() == 1


def test_a_refusal_says_why_and_what_is_published_goes_on(people, site):
    propose(people, site)
    with pytest.raises(ValidationError):
        refuse_version(user=people.pilot, page=site, reason="  ")
    refuse_version(user=people.pilot, page=site, reason="Mauvaise adresse.")
    site.refresh_from_db()
    assert (site.live, site.address) == (True, "12 chemin de la Source")
    assert ValidationState.objects.get().comment == "Mauvaise adresse."
    assert site.current_workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES


def test_what_was_refused_is_corrected_and_submitted_again_as_the_same_submission(people, site):
    propose(people, site)
    refuse_version(user=people.pilot, page=site, reason="Mauvaise adresse.")
    propose(people, site, "5 allée du Moulin")
    approve_version(user=people.pilot, page=site)
    assert site.address == "5 allée du Moulin"
    assert WorkflowState.objects.count() == 1


def test_what_is_read_is_what_is_published(people, site):
    read = propose(people, site)
    propose(people, site, "13 rue changée entre-temps")
    with pytest.raises(ValidationError) as refused:
        approve_version(user=people.pilot, page=site, revision_id=read.revision_id)
    assert refused.value.code == "stale"
    now = ValidationState.objects.waiting().get()
    approve_version(user=people.pilot, page=site, revision_id=now.revision_id)
    assert site.address == "13 rue changée entre-temps"


def test_two_judges_do_not_judge_twice(people, site):
    propose(people, site)
    approve_version(user=people.pilot, page=site)
    with pytest.raises(ValidationError) as refused:
        refuse_version(user=people.national, page=site, reason="Non.")
    assert refused.value.code == "judged"


def test_its_author_takes_it_back_and_nobody_else_of_their_rank(people, site):
    propose(people, site)
    with pytest.raises(PermissionDenied):
        withdraw_version(user=people.partner, page=site)
    withdraw_version(user=people.actor, page=site)
    assert not ValidationState.objects.waiting().exists()
    with pytest.raises(ValidationError):
        approve_version(user=people.pilot, page=site)


def test_a_practice_is_never_published_by_who_proposed_it_editors_included(people):
    practice = propose_practice(user=people.editor, facts=FACTS)
    assert not practice.live
    assert not practice.permissions_for_user(people.editor).can_publish()
    assert not practice.get_parent().specific.permissions_for_user(people.editor).can_publish_subpage()
    with pytest.raises(ValidationError) as refused:
        approve_version(user=people.editor, page=practice)
    assert refused.value.code == "own"
    withdraw_version(user=people.editor, page=practice)
    assert not save_version(user=people.editor, version=practice)
    approve_version(user=people.national, page=practice)
    assert practice.live


def test_a_pilot_proposes_the_page_of_their_territory_and_an_editor_validates_it(people, site):
    section = site.get_parent().specific
    section.intro = "Ce que fait la préfecture."
    assert not save_version(user=people.pilot, version=section)
    with pytest.raises(PermissionDenied):
        approve_version(user=people.pilot, page=section)
    approve_version(user=people.editor, page=section)
    assert section.intro == "Ce que fait la préfecture."


def test_a_date_is_set_by_who_validates_and_kept(people, site, monkeypatch):
    version = site.get_latest_revision_as_object()
    version.address, version.go_live_at = "Plus tard", timezone.now() + timedelta(days=3)
    version.save_revision(user=people.actor)
    submit_version(user=people.actor, page=site)
    approve_version(user=people.pilot, page=site)
    assert site.address == "12 chemin de la Source"
    _the_days_pass(monkeypatch, 4)
    call_command("publish_scheduled")
    site.refresh_from_db()
    assert site.address == "Plus tard"


def test_an_end_of_publication_withdraws_the_page_from_the_catalogue(people, monkeypatch):
    news = NewsPageFactory()
    news.expire_at = timezone.now() + timedelta(days=1)
    save_version(user=people.editor, version=news)
    assert Entry.objects.published().filter(page_id=news.pk).exists()
    _the_days_pass(monkeypatch, 2)
    call_command("publish_scheduled")
    news.refresh_from_db()
    assert (news.live, news.expired) == (False, True)
    assert not Entry.objects.published().filter(page_id=news.pk).exists()


def test_what_is_taken_away_is_kept_and_comes_back(people, site):
    propose(people, site)  # taking away does not wait for what is being judged
    for role in ("actor", "trusted", "partner", "editor"):
        with pytest.raises(PermissionDenied):
            unpublish_page(user=getattr(people, role), page=site)
    unpublish_page(user=people.pilot, page=site)
    assert not Entry.objects.published().filter(page_id=site.pk).exists()
    approve_version(user=people.pilot, page=site)
    assert (site.live, site.address) == (True, "3 allée du Moulin")
    assert Entry.objects.published().filter(page_id=site.pk).exists()


def test_any_version_is_brought_back_and_judged_like_another(people, site):
    first = site.latest_revision
    update_site(user=people.pilot, site=site, facts={"address": "Ailleurs"})
    with pytest.raises(PermissionDenied):
        restore_version(user=people.observer, page=site, revision=first)
    assert not restore_version(user=people.actor, page=site, revision=first)
    approve_version(user=people.pilot, page=site)
    assert site.address == "12 chemin de la Source"
    update_site(user=people.pilot, site=site, facts={"address": "Ailleurs encore"})
    assert restore_version(user=people.pilot, page=site, revision=first)
    site.refresh_from_db()
    assert site.address == "12 chemin de la Source"
    assert PageLogEntry.objects.filter(page=site.pk, action="wagtail.revert").count() == 2


def test_a_version_of_another_page_is_not_brought_back(people, site, commune):
    other = SitePageFactory(commune=commune)
    with pytest.raises(ValidationError):
        restore_version(user=people.pilot, page=site, revision=other.save_revision())


def test_an_action_changes_when_its_pilot_has_validated_it(people):
    action = ActionPageFactory(territory=people.departement, operator=people.actor.organisation)
    update_action(user=people.actor, action=action, facts={"objectives": "Autre chose."})
    assert ValidationState.objects.waiting().asked_of(people.pilot).count() == 1
    approve_version(user=people.pilot, page=action)
    assert action.objectives == "Autre chose."


# Of whom validation is asked


def test_validation_is_asked_of_the_nearest_who_may_give_it(people, site):
    region = ScopeFactory(territory=people.departement.parent, role=Role.PILOT).user
    pilot, national = people.pilot, people.national
    assert propose(people, site).rank == Rank.DEPARTEMENT
    asked = {user.pk: ValidationState.objects.waiting().asked_of(user).count() for user in (pilot, region, national)}
    assert asked == {pilot.pk: 1, region.pk: 0, national.pk: 0}
    assert ValidationState.objects.waiting().judged_by(national).count() == 1


@pytest.mark.parametrize(("has_region", "rank"), [(True, Rank.REGION), (False, Rank.NATION)])
def test_where_there_is_no_pilot_it_goes_up(people, site, has_region, rank):
    national = people.national
    region = ScopeFactory(territory=people.departement.parent, role=Role.PILOT).user if has_region else None
    assert propose(people, site).rank == rank
    assert ValidationState.objects.waiting().asked_of(region or national).count() == 1


def test_a_pilot_whose_scope_has_ended_is_not_asked(people, site):
    ScopeFactory(territory=people.departement, role=Role.PILOT, ends_at=timezone.now() - timedelta(days=1))
    assert propose(people, site).rank == Rank.NATION


def test_the_only_pilot_is_not_asked_of_what_they_submitted(people, site):
    section = site.get_parent().specific
    save_version(user=people.pilot, version=section)
    assert not ValidationState.objects.waiting().asked_of(people.pilot).exists()


# Who hears of it


def said(outbox):
    return sorted((message.to[0], message.subject) for message in outbox)


def test_each_step_is_told_to_those_concerned(people, site, django_capture_on_commit_callbacks):
    pilot, actor = people.pilot, people.actor
    with django_capture_on_commit_callbacks(execute=True):
        propose(people, site)
    assert said(mail.outbox) == [(pilot.email, "Une proposition attend votre validation")]
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        refuse_version(user=pilot, page=site, reason="Mauvaise adresse.")
    assert said(mail.outbox) == [(actor.email, "Votre proposition n’a pas été validée")]
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        propose(people, site, "5 allée du Moulin")
        approve_version(user=pilot, page=site)
    assert (actor.email, "Votre proposition est validée") in said(mail.outbox)
    for message in mail.outbox:
        whole = message.subject + message.body + str(message.alternatives)
        assert site.title not in whole
        assert "Moulin" not in whole
        assert site.commune.name not in whole


# What waits for long


def wait(state, days):
    return state.started_at + timedelta(days=days)


def test_after_a_week_those_asked_are_reminded_once_a_week(people, site, django_capture_on_commit_callbacks):
    pilot = people.pilot
    state = propose(people, site)
    for days, told in ((6, 0), (8, 1), (9, 0), (14, 0)):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            remind_validations(now=wait(state, days))
        assert len(mail.outbox) == told, days
    state.refresh_from_db()
    assert state.rank == Rank.DEPARTEMENT
    assert pilot.email


def test_after_fifteen_days_the_level_above_is_asked_and_then_the_next(
    people, site, django_capture_on_commit_callbacks
):
    pilot, national = people.pilot, people.national
    region = ScopeFactory(territory=people.departement.parent, role=Role.PILOT).user
    state = propose(people, site)
    assert not ValidationState.objects.waiting().asked_of(region).exists()
    with django_capture_on_commit_callbacks(execute=True):
        remind_validations(now=wait(state, 16))
    assert said(mail.outbox) == [(region.email, "Une validation vous est transmise")]
    assert ValidationState.objects.waiting().asked_of(region).exists()
    assert ValidationState.objects.waiting().asked_of(pilot).exists()
    remind_validations(now=wait(state, 17))
    assert not ValidationState.objects.waiting().asked_of(national).exists()
    remind_validations(now=wait(state, 32))
    assert ValidationState.objects.waiting().asked_of(national).exists()


def test_one_mail_says_how_many_wait(people, commune, django_capture_on_commit_callbacks):
    pilot = people.pilot
    for _ in range(3):
        state = propose(people, SitePageFactory(commune=commune))
    with django_capture_on_commit_callbacks(execute=True):
        remind_validations(now=wait(state, 8))
    (message,) = mail.outbox
    assert message.to == [pilot.email]
    assert "3 propositions attendent." in message.body


def test_the_command_says_how_many_were_told(people, site, capsys):
    propose(people, site)
    call_command("remind_validations")
    assert capsys.readouterr().out == "0 people told, 0 validations passed on\n"
