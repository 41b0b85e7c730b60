"""Closing and reopening, proposed by who may not decide it."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from actors.enums import Rank, Role
from collaboration.models import Notification
from sites.enums import ClosureReason, SiteStatus, Validation
from sites.models import Closure, ClosureProposal, SitePage
from sites.services import (
    ClosureFacts,
    accept_closure,
    accept_reopening,
    close_site,
    propose_closure,
    propose_reopening,
    refuse_proposal,
    withdraw_proposal,
)
from tests.factories.actors import ScopeFactory
from tests.factories.sites import ObservationFactory

TODAY = timezone.localdate()
FACTS = ClosureFacts(closed_on=TODAY, reason=ClosureReason.OTHER)


def propose(people, site, *, user=None, facts=FACTS):
    return propose_closure(user=user or people.actor, site=site, facts=facts, said={"comment": ["Tous partis."]})


@pytest.fixture
def closed(site, people):
    close_site(user=people.national, site=site, facts=FACTS)
    return site


@pytest.mark.parametrize("role", ["actor", "trusted", "partner", "pilot"])
def test_a_proposal_changes_nothing_before_it_is_judged(site, people, role):
    proposal = propose(people, site, user=getattr(people, role))
    site.refresh_from_db()
    assert (site.status, Closure.objects.count()) == (SiteStatus.OPEN, 0)
    assert (proposal.validation, proposal.said) == (Validation.WAITING, {"comment": ["Tous partis."]})


@pytest.mark.parametrize("role", ["observer", "editor", "stranger", "nobody"])
def test_who_has_no_right_there_proposes_nothing(site, people, role):
    with pytest.raises(PermissionDenied):
        propose(people, site, user=getattr(people, role))


def test_what_closing_would_refuse_is_refused_at_once(site, people):
    ObservationFactory(site=site, people=30)
    with pytest.raises(ValidationError):
        propose(people, site, facts=ClosureFacts(closed_on=TODAY, reason="other", people={"housing": 3}))
    assert not ClosureProposal.objects.exists()


def test_a_pilot_closes_as_proposed_and_the_author_is_told(site, people, django_capture_on_commit_callbacks):
    pilot, actor = people.pilot, people.actor
    with django_capture_on_commit_callbacks(execute=True):
        proposal = propose(people, site)
    assert [(one.to, one.subject) for one in mail.outbox] == [
        ([pilot.email], "Une proposition attend votre validation")
    ]
    assert "fermeture proposée" in mail.outbox[0].body
    assert site.title not in mail.outbox[0].body
    assert list(Notification.objects.filter(recipient=pilot).values_list("kind", flat=True)) == ["to_validate"]
    with django_capture_on_commit_callbacks(execute=True):
        accept_closure(user=pilot, proposal=proposal, facts=FACTS)
    site.refresh_from_db()
    proposal.refresh_from_db()
    assert (site.status, proposal.validation, proposal.judged_by) == (SiteStatus.CLOSED, "validated", pilot)
    assert list(Notification.objects.filter(recipient=actor).values_list("kind", "happening")) == [
        ("answer", "sites.close")
    ]
    assert [one.to for one in mail.outbox[1:]] == [[actor.email]]


def test_a_refusal_says_why_and_the_site_stays_open(site, people, django_capture_on_commit_callbacks):
    proposal = propose(people, site)
    with pytest.raises(ValidationError):
        refuse_proposal(user=people.pilot, proposal=proposal, reason=" ")
    with django_capture_on_commit_callbacks(execute=True):
        refuse_proposal(user=people.pilot, proposal=proposal, reason="Deux familles sont encore là.")
    site.refresh_from_db()
    proposal.refresh_from_db()
    assert (site.is_open, proposal.refusal_reason) == (True, "Deux familles sont encore là.")
    told = Notification.objects.get(recipient=people.actor)
    assert (told.kind, told.happening) == ("answer", "sites.refuse_closure")


@pytest.mark.parametrize("role", ["actor", "trusted", "partner", "observer", "stranger", "editor"])
def test_only_a_pilot_judges(site, people, role):
    proposal = propose(people, site, user=ScopeFactory(territory=people.departement, role=Role.ACTOR).user)
    with pytest.raises(PermissionDenied):
        accept_closure(user=getattr(people, role), proposal=proposal, facts=FACTS)
    with pytest.raises(PermissionDenied):
        refuse_proposal(user=getattr(people, role), proposal=proposal, reason="Non.")


def test_nobody_validates_their_own_and_is_not_asked_to(site, people):
    proposal = propose(people, site, user=people.pilot)
    with pytest.raises(ValidationError) as refused:
        accept_closure(user=people.pilot, proposal=proposal, facts=FACTS)
    assert refused.value.code == "own"
    assert not ClosureProposal.objects.judged_by(people.pilot).exists()
    assert proposal.rank == Rank.NATION


def test_a_judge_decides_once(site, people):
    proposal = propose(people, site)
    refuse_proposal(user=people.pilot, proposal=proposal, reason="Non.")
    with pytest.raises(ValidationError) as refused:
        accept_closure(user=people.national, proposal=proposal, facts=FACTS)
    assert refused.value.code == "judged"


def test_two_proposals_do_not_wait_over_each_other(site, people):
    first = propose(people, site)
    with pytest.raises(ValidationError) as refused:
        propose(people, site, user=people.partner)
    assert refused.value.code == "waiting"
    changed = propose_closure(user=people.actor, site=site, facts=FACTS, said={"comment": ["Corrigé."]})
    assert (changed.pk, changed.said) == (first.pk, {"comment": ["Corrigé."]})


def test_its_author_takes_it_back_and_nobody_else(site, people):
    proposal = propose(people, site)
    with pytest.raises(PermissionDenied):
        withdraw_proposal(user=people.pilot, proposal=proposal)
    withdraw_proposal(user=people.actor, proposal=proposal)
    with pytest.raises(ValidationError):
        accept_closure(user=people.pilot, proposal=proposal, facts=FACTS)
    assert propose(people, site).pk != proposal.pk


def test_closing_otherwise_answers_what_was_proposed(site, people):
    proposal = propose(people, site)
    close_site(user=people.pilot, site=site, facts=FACTS)
    proposal.refresh_from_db()
    assert (proposal.validation, proposal.judged_by) == (Validation.VALIDATED, people.pilot)


def test_who_decides_what_they_had_proposed_validated_nothing(site, people):
    proposal = propose(people, site, user=people.pilot)
    close_site(user=people.pilot, site=site, facts=FACTS)
    proposal.refresh_from_db()
    assert proposal.validation == Validation.WITHDRAWN


def test_a_reopening_is_proposed_and_validated(closed, people):
    proposal = propose_reopening(user=people.partner, site=closed, reason="Revenus.", said={"reason": ["Revenus."]})
    accept_reopening(user=people.pilot, proposal=proposal, reason="Revenus.")
    proposal.refresh_from_db()
    assert (SitePage.objects.get().status, proposal.validation) == (SiteStatus.OPEN, Validation.VALIDATED)


def test_an_open_site_is_not_proposed_to_be_reopened_nor_a_closed_one_closed(site, people):
    with pytest.raises(ValidationError):
        propose_reopening(user=people.actor, site=site, reason="Revenus.", said={})
    close_site(user=people.pilot, site=site, facts=FACTS)
    with pytest.raises(ValidationError):
        propose(people, site)
