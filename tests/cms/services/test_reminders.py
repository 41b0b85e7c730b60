"""What waits beside versions (observations, proposed closures) is asked, reminded of and passed on as they are."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from actors.enums import Rank, Role
from cms.services import remind_validations
from collaboration.models import Notification
from sites.models import ClosureProposal, Observation
from sites.services import ClosureFacts, propose_closure, record_observation, refuse_observation, validate_observation
from tests.factories.actors import ScopeFactory
from tests.factories.sites import SitePageFactory
from tests.factories.territories import CommuneFactory
from tests.sites.conftest import People

TODAY = timezone.localdate()


@pytest.fixture
def people(db):
    return People(CommuneFactory().parent)


@pytest.fixture
def site(people):
    return SitePageFactory(commune=people.departement.children.get())


def observe(people, site):
    return record_observation(user=people.actor, site=site, observed_on=TODAY, values={"people": 12})


def propose(people, site):
    facts = ClosureFacts(closed_on=TODAY, reason="other")
    return propose_closure(user=people.actor, site=site, facts=facts, said={})


@pytest.fixture(params=[observe, propose], ids=["observation", "closure"])
def waiting(request, people, site):
    assert people.pilot
    return request.param(people, site)


def told(row, days, capture):
    mail.outbox.clear()
    with capture(execute=True):
        remind_validations(now=row.asked_at + timedelta(days=days))
    return sorted((one.to[0], one.subject) for one in mail.outbox)


def test_the_nearest_pilot_is_told_that_it_waits(people, site, django_capture_on_commit_callbacks):
    pilot, national = people.pilot, people.national
    with django_capture_on_commit_callbacks(execute=True):
        seen = observe(people, site)
    assert [(one.to, one.subject) for one in mail.outbox] == [
        ([pilot.email], "Une proposition attend votre validation")
    ]
    assert "actualisation" in mail.outbox[0].body
    assert site.title not in mail.outbox[0].body
    assert seen.rank == Rank.DEPARTEMENT
    assert Notification.objects.get(recipient=pilot).kind == "to_validate"
    assert Observation.objects.judged_by(pilot, asked_only=True).get() == seen
    assert not Observation.objects.judged_by(national, asked_only=True).exists()
    assert Observation.objects.judged_by(national).get() == seen


def test_followers_are_not_told_of_what_does_not_count_yet(people, site, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        observe(people, site)
    assert not Notification.objects.filter(kind="change").exists()


def test_after_a_week_those_asked_are_reminded_once_a_week(people, waiting, django_capture_on_commit_callbacks):
    pilot = people.pilot
    reminder = [(pilot.email, "Votre validation est attendue depuis plus d’une semaine")]
    found = [told(waiting, days, django_capture_on_commit_callbacks) for days in (6, 8, 9, 14)]
    assert found == [[], reminder, [], []]


def test_after_fifteen_days_it_goes_to_the_region_then_to_the_nation(
    people, waiting, django_capture_on_commit_callbacks
):
    national = people.national
    region = ScopeFactory(territory=people.departement.parent, role=Role.PILOT).user
    passed_on = "Une validation vous est transmise"
    assert told(waiting, 16, django_capture_on_commit_callbacks) == [(region.email, passed_on)]
    rows = type(waiting).objects
    assert rows.judged_by(region, asked_only=True).exists()
    assert rows.judged_by(people.pilot, asked_only=True).exists()
    assert not rows.judged_by(national, asked_only=True).exists()
    assert (national.email, passed_on) in told(waiting, 32, django_capture_on_commit_callbacks)
    assert rows.judged_by(national, asked_only=True).exists()


def test_what_is_judged_is_reminded_of_no_more(people, site, django_capture_on_commit_callbacks):
    validated, refused = observe(people, site), observe(people, site)
    validate_observation(user=people.pilot, observation=validated)
    refuse_observation(user=people.pilot, observation=refused, reason="Non.")
    assert told(validated, 16, django_capture_on_commit_callbacks) == []


def test_where_there_is_no_pilot_it_goes_up(people, site):
    national = people.national
    assert observe(people, site).rank == Rank.NATION
    assert Observation.objects.judged_by(national, asked_only=True).exists()


def test_one_mail_says_how_many_wait(people, site, django_capture_on_commit_callbacks):
    assert people.pilot
    observe(people, site)
    propose(people, site)
    told(ClosureProposal.objects.get(), 8, django_capture_on_commit_callbacks)
    (message,) = mail.outbox
    assert "2 propositions attendent." in message.body
