"""Asking for access, and deciding."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.utils import timezone

from actors.enums import AccountState, OrganisationKind, RequestState, Role
from actors.models import AccessRequest, ActivationLink, Organisation, OutgoingMail, User
from actors.queries.pilots import waiting_requests
from actors.services.access import (
    accept_request,
    ask_for_access,
    ensure_organisation,
    refuse_request,
    remind_deciders,
    take_request,
    tidy_requests,
)
from actors.services.invitations import Identity, WantedScope, invite, invite_again
from tests.factories import (
    CommuneFactory,
    DepartementFactory,
    NationFactory,
    OrganisationFactory,
    RegionFactory,
    ScopeFactory,
    UserFactory,
)
from tests.factories.access import AccessRequestFactory

pytestmark = pytest.mark.django_db
FACTS = {
    "email": "Demande@Example.org",
    "first_name": "Dominique",
    "last_name": "Nouvelle",
    "position": "Médiatrice",
    "organisation_name": "Association nouvelle",
    "organisation_kind": OrganisationKind.ASSOCIATION,
    "reason": "Pour accompagner les familles.",
}


def mails():
    return dict(OutgoingMail.objects.order_by("pk").values_list("to", "subject"))


def ask(**changes):
    return ask_for_access(**FACTS | {"territory": CommuneFactory()} | changes)


def test_a_request_reaches_the_pilots_of_the_territory_and_its_author_is_told(django_capture_on_commit_callbacks):
    pilot = ScopeFactory().user
    elsewhere = ScopeFactory(territory=DepartementFactory(code="75", name="Paris")).user
    with django_capture_on_commit_callbacks(execute=True):
        request = ask()
        assert OutgoingMail.objects.count() == 0
    request.refresh_from_db()
    assert request.state == RequestState.WAITING
    assert list(waiting_requests(pilot)) == [request]
    assert list(waiting_requests(elsewhere)) == []


def test_mails_say_what_was_asked_and_their_subjects_name_nobody():
    pilot = ScopeFactory().user
    request = ask()
    take_request(request.pk)
    assert mails() == {
        "demande@example.org": "Votre demande a bien été reçue",
        pilot.email: "Une demande d’accès vous attend",
    }
    sent = OutgoingMail.objects.get(to=pilot.email)
    assert f"/comptes/demandes/{request.pk}/" in sent.text
    assert "Association nouvelle" in sent.html


def test_without_a_pilot_a_request_goes_up_to_the_region_then_to_the_nation():
    national = ScopeFactory(role=Role.NATIONAL, territory=NationFactory()).user
    take_request(ask().pk)
    assert national.email in mails()
    region = ScopeFactory(territory=RegionFactory()).user
    OutgoingMail.objects.all().delete()
    take_request(ask(email="autre@example.org").pk)
    assert region.email in mails()
    assert national.email not in mails()


def test_who_has_an_account_is_told_by_mail_and_nobody_else_is():
    known = UserFactory(email="demande@example.org")
    ScopeFactory()
    take_request(ask().pk)
    assert mails() == {known.email: "Vous avez déjà un compte"}
    assert not AccessRequest.objects.exists()


def test_who_waits_already_waits_once():
    ScopeFactory()
    take_request(ask().pk)
    OutgoingMail.objects.all().delete()
    take_request(ask().pk)
    assert mails() == {}
    assert AccessRequest.objects.count() == 1


def test_accepting_opens_an_account_with_a_scope_and_sends_the_link():
    pilot, request, organisation = ScopeFactory().user, AccessRequestFactory(), OrganisationFactory()
    wanted = WantedScope(role=Role.ACTOR, on=request.territory)
    person = accept_request(user=pilot, request=request, organisation=organisation, wanted=wanted)
    request.refresh_from_db()
    assert (person.state, person.organisation, person.invited_by) == (AccountState.INVITED, organisation, pilot)
    assert not person.has_usable_password()
    assert person.charter_due
    assert person.scopes.get().given_by == pilot
    assert (request.state, request.decided_by) == (RequestState.ACCEPTED, pilot)
    assert ActivationLink.objects.get().user == person
    assert mails() == {person.email: "Votre compte est prêt\u00a0: choisissez votre mot de passe"}


def test_a_request_is_decided_once():
    pilot, request = ScopeFactory().user, AccessRequestFactory()
    refuse_request(user=pilot, request=request, reason="Adresse personnelle.")
    with pytest.raises(ValidationError):
        refuse_request(user=pilot, request=request, reason="Encore.")
    assert len(mails()) == 1


def test_a_refusal_has_a_reason_which_is_sent():
    pilot, request = ScopeFactory().user, AccessRequestFactory()
    with pytest.raises(ValidationError):
        refuse_request(user=pilot, request=request, reason="  ")
    refuse_request(user=pilot, request=request, reason="Adresse personnelle.")
    assert "Adresse personnelle." in OutgoingMail.objects.get(to=request.email).text
    assert not User.objects.filter(email=request.email).exists()


def test_nobody_decides_outside_their_territory_nor_gives_more_than_they_have():
    request = AccessRequestFactory()
    stranger = ScopeFactory(territory=DepartementFactory(code="75", name="Paris")).user
    pilot = ScopeFactory(territory=request.territory).user
    wanted = WantedScope(role=Role.ACTOR, on=request.territory)
    with pytest.raises(PermissionDenied):
        refuse_request(user=stranger, request=request, reason="Non.")
    with pytest.raises(PermissionDenied):
        accept_request(user=stranger, request=request, organisation=OrganisationFactory(), wanted=wanted)
    wider = WantedScope(role=Role.ACTOR, on=request.territory.parent)
    with pytest.raises(PermissionDenied):
        accept_request(user=pilot, request=request, organisation=OrganisationFactory(), wanted=wider)
    assert not User.objects.filter(email=request.email).exists()


def test_reminders_go_after_three_and_ten_days_once_each():
    pilot, request = ScopeFactory().user, AccessRequestFactory()
    counts = []
    for days in (2, 3, 3, 9, 10, 11, 30):
        OutgoingMail.objects.all().delete()
        counts.append((days, remind_deciders(now=request.asked_at + timedelta(days=days)), len(mails())))
    assert counts == [(2, 0, 0), (3, 1, 1), (3, 0, 0), (9, 0, 0), (10, 1, 1), (11, 0, 0), (30, 0, 0)]
    assert pilot.email not in mails()


def test_a_request_decided_is_reminded_of_no_more_and_is_erased_after_ninety_days():
    pilot, request = ScopeFactory().user, AccessRequestFactory()
    refuse_request(user=pilot, request=request, reason="Non.")
    request.refresh_from_db()
    assert remind_deciders(now=request.asked_at + timedelta(days=20)) == 0
    assert tidy_requests(now=request.decided_at + timedelta(days=89)) == 0
    assert tidy_requests(now=request.decided_at + timedelta(days=90)) == 1


def test_the_daily_command_takes_what_a_lost_task_left(capsys):
    ScopeFactory()
    request = ask()
    AccessRequest.objects.update(asked_at=timezone.now() - timedelta(hours=2))
    call_command("remind_access_requests")
    request.refresh_from_db()
    assert request.state == RequestState.WAITING


def test_inviting_someone_who_has_an_account_gives_the_scope_and_changes_nothing_else():
    pilot = ScopeFactory().user
    known = UserFactory(email="connue@example.org", first_name="Alice")
    identity = Identity("CONNUE@example.org", "Autre", "Nom", "", OrganisationFactory())
    person = invite(user=pilot, identity=identity, wanted=WantedScope(role=Role.ACTOR, on=CommuneFactory()))
    known.refresh_from_db()
    assert (person, known.first_name) == (known, "Alice")
    assert mails() == {known.email: "Un nouveau périmètre vous est confié"}


def test_an_invitation_is_sent_again_until_the_account_is_open():
    pilot = ScopeFactory().user
    identity = Identity("invitee@example.org", "Alice", "Aubry", "", OrganisationFactory())
    person = invite(user=pilot, identity=identity, wanted=WantedScope(role=Role.ACTOR, on=CommuneFactory()))
    first = ActivationLink.objects.get().digest
    invite_again(user=pilot, person=person)
    assert ActivationLink.objects.get().digest != first
    person.activated_at = timezone.now()
    person.save()
    with pytest.raises(ValidationError):
        invite_again(user=pilot, person=person)


def test_an_organisation_is_found_whatever_its_capitals_and_a_new_one_has_a_kind():
    known = OrganisationFactory(name="Les Passerelles", acronym="LP")
    place = DepartementFactory()
    assert ensure_organisation(name=" les passerelles ", kind="", territory=place) == known
    assert ensure_organisation(name="lp", kind="", territory=place) == known
    with pytest.raises(ValidationError) as refused:
        ensure_organisation(name="Inconnue", kind="", territory=place)
    assert list(refused.value.error_dict) == ["organisation_kind"]
    assert ensure_organisation(name="Inconnue", kind="association", territory=place).territory == place
    assert Organisation.objects.filter(name="Inconnue").count() == 1
