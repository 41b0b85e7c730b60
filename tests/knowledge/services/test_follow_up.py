from datetime import date, timedelta

import pytest
from django.utils import timezone

from actors.enums import Role
from catalog.models import Entry
from collaboration.models import Notification
from collaboration.services.journal import write_in_journal
from knowledge.enums import AdoptionOutcome, AdoptionState
from knowledge.models import Adoption
from knowledge.services import adopt_practice, ask_adoptions, follow_up_adoption, propose_practice
from tests.factories.actors import ScopeFactory
from tests.factories.knowledge import AdoptionFactory

TODAY = timezone.localdate()
COMPLETED = {"state": AdoptionState.COMPLETED, "outcome": AdoptionOutcome.WORKED}


@pytest.fixture
def colleague(people, departement):
    return ScopeFactory(user__organisation=people.actor.organisation, role=Role.ACTOR, territory=departement).user


def told(happening):
    return list(Notification.objects.filter(happening=happening).values_list("recipient_id", flat=True))


def test_asked_twelve_months_after_the_end_and_reminded_once(people, practice, departement, colleague):
    adoption = AdoptionFactory(
        practice=practice, territory=departement, organisation=people.actor.organisation, author=people.actor,
        started_on=TODAY - timedelta(days=600), ended_on=TODAY - timedelta(days=366), **COMPLETED,
    )  # fmt: skip
    now = timezone.now()
    assert (ask_adoptions().asked, ask_adoptions().asked) == (1, 0)
    assert told("knowledge.ask_follow_up") == [people.actor.pk]
    later = now + timedelta(days=31)
    assert (ask_adoptions(now=later).reminded, ask_adoptions(now=later).reminded) == (1, 0)
    follow_up_adoption(
        user=people.actor, adoption=adoption, followed_up_on=TODAY, lasting_outcome=AdoptionOutcome.WORKED
    )
    adoption.refresh_from_db()
    assert ask_adoptions(now=now + timedelta(days=400)).asked == 0


def test_colleagues_are_asked_for_who_has_left(people, practice, departement, colleague):
    AdoptionFactory(
        practice=practice, territory=departement, organisation=colleague.organisation, author=None,
        started_on=TODAY - timedelta(days=400), state=AdoptionState.UNDER_WAY,
    )  # fmt: skip
    assert ask_adoptions().asked == 1
    assert sorted(told("knowledge.ask_end")) == sorted([people.actor.pk, colleague.pk])


def test_what_is_recent_or_forgotten_or_abandoned_is_asked_of_nobody(people, practice, departement):
    for changes in (
        {"ended_on": TODAY - timedelta(days=300), **COMPLETED},
        {"ended_on": TODAY - timedelta(days=1200), **COMPLETED},
        {"ended_on": TODAY - timedelta(days=400), "state": AdoptionState.ABANDONED},
        {"started_on": TODAY - timedelta(days=100), "state": AdoptionState.UNDER_WAY},
    ):
        AdoptionFactory(practice=practice, territory=departement, **{"started_on": date(2020, 1, 1), **changes})
    assert ask_adoptions().asked == 0
    assert not Adoption.objects.exclude(asked_at=None).exists()


def test_the_author_hears_of_it(people, departement, django_capture_on_commit_callbacks):
    said = {"title": "De l'eau en dix jours", "summary": "Une rampe.", "themes": ["water_hygiene"]}
    practice = propose_practice(user=people.partner, facts=said)
    practice.save_revision().publish()
    practice.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        adopt_practice(user=people.actor, practice=practice, territory=departement, started_on=TODAY)
    with django_capture_on_commit_callbacks(execute=True):
        write_in_journal(user=people.actor, page=practice, text="Qui paie le compteur ?")
    assert told("knowledge.adopt") == [people.partner.pk]
    assert told("collaboration.write_in_journal") == [people.partner.pk]
    assert Entry.objects.get(page_id=practice.pk, noun="practice").data["evidence"]["cases"] == 1
