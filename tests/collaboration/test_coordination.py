"""Who acts on a site, who is asked to, who is told."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from actors.enums import Role
from collaboration.models import Follow, Intervention, InvitationToAct
from collaboration.queries.coordination import actors_of
from collaboration.queries.notifications import notifications_of
from collaboration.services.coordination import act_here, act_no_longer, decline_to_act, invite_to_act
from collaboration.services.telling import tell_of_invitation
from tests.factories import OrganisationFactory, ScopeFactory, UserFactory


def test_an_organisation_says_on_what_it_acts_and_its_member_follows(site, people, again):
    act_here(user=people.actor, page=site, themes=["health", "education", "health"])
    act_here(user=people.actor, page=site, themes=["housing"])
    [held] = Intervention.objects.all()
    assert (held.organisation, held.themes) == (people.actor.organisation, ["housing"])
    assert Follow.objects.get().user == people.actor
    with pytest.raises(ValidationError, match="au moins un thème"):
        act_here(user=people.actor, page=site, themes=[])


@pytest.mark.parametrize("role", ["observer", "stranger", "nobody", "editor"])
def test_nobody_acts_where_they_have_no_right(client, site, people, role):
    person = getattr(people, role)
    with pytest.raises(PermissionDenied):
        act_here(user=person, page=site, themes=["health"])
    client.force_login(person)
    for name in ("act_here", "invite_to_act"):
        assert client.get(reverse(name, args=[site.translation_key])).status_code == 404
    assert actors_of(site, reader=person) is None


def test_an_invitation_is_told_to_those_who_may_act_there_and_waits_for_an_answer(site, people, again):
    colleague = ScopeFactory(role=Role.PARTNER, territory=people.departement).user
    outsider = UserFactory(organisation=colleague.organisation)
    asked = invite_to_act(user=people.actor, page=site, organisation=colleague.organisation, themes=["health"])
    tell_of_invitation(asked.pk)
    assert [line.notification.kind for line in notifications_of(again(colleague)).lines] == ["invitation"]
    assert notifications_of(again(outsider)).lines == []
    assert actors_of(site, reader=again(colleague)).asked == asked
    act_here(user=again(colleague), page=site, themes=["health"])
    asked.refresh_from_db()
    assert asked.is_accepted
    assert actors_of(site, reader=again(people.pilot)).waiting == []


def test_an_invitation_may_be_declined_and_sent_again(site, people):
    to = people.partner.organisation
    invite_to_act(user=people.actor, page=site, organisation=to, themes=["health"])
    invite_to_act(user=people.pilot, page=site, organisation=to, themes=["work"])
    assert InvitationToAct.objects.count() == 1
    decline_to_act(user=people.partner, page=site)
    assert list(InvitationToAct.objects.values_list("is_accepted", flat=True)) == [False]
    invite_to_act(user=people.actor, page=site, organisation=to, themes=["health"])
    assert InvitationToAct.objects.filter(answered_at=None).count() == 1


def test_an_organisation_without_anybody_there_is_neither_offered_nor_told(client, site, people):
    far = [OrganisationFactory(), people.stranger.organisation, people.observer.organisation]
    for organisation in far:
        with pytest.raises(ValidationError, match="Personne de cette structure"):
            invite_to_act(user=people.actor, page=site, organisation=organisation, themes=["health"])
    client.force_login(people.actor)
    shown = client.get(reverse("invite_to_act", args=[site.translation_key])).content.decode()
    assert not any(f">{organisation.name}<" in shown for organisation in far)


def test_an_intervention_is_ended_by_its_organisation_or_by_a_pilot(site, people):
    held = act_here(user=people.actor, page=site, themes=["health"])
    with pytest.raises(PermissionDenied):
        act_no_longer(user=people.partner, page=site, intervention=held)
    act_no_longer(user=people.pilot, page=site, intervention=held)
    held.refresh_from_db()
    assert held.ended_on is not None
    act_here(user=people.actor, page=site, themes=["health"])
    assert Intervention.objects.count() == 2


def test_it_is_said_and_shown_on_the_page(client, site, people):
    client.force_login(people.actor)
    assert "J’interviens ici" in client.get(site.url).content.decode()
    url = reverse("act_here", args=[site.translation_key])
    assert client.post(url, {"themes": []}).status_code == 200
    assert client.post(url, {"themes": ["health"]}).url == f"{site.url}#acteurs"
    client.force_login(people.partner)
    assert (
        f'{people.actor.organisation.name}</span> <span class="fr-hint-text">depuis le'
        in client.get(site.url).content.decode()
    )
    held = Intervention.objects.get()
    end = reverse("act_no_longer", args=[site.translation_key, held.pk])
    assert client.post(end).status_code == 404
    client.force_login(people.actor)
    assert client.post(end).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_who_acts_is_read_in_two_queries(site, people, again, count, django_assert_num_queries):
    for _number in range(count):
        act_here(user=ScopeFactory(role=Role.ACTOR, territory=people.departement).user, page=site, themes=["work"])
    reader = again(people.pilot)
    reader.held_scopes  # noqa: B018 - read once a request
    site.as_thing()
    with django_assert_num_queries(2):
        assert [str(one.organisation) for one in actors_of(site, reader=reader).acting] != []
