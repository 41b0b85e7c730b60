"""The end of accounts."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import ModelLogEntry

from actors.enums import AccountState, Role
from actors.models import ActivationLink, OutgoingMail, User
from actors.services.lifecycle import (
    anonymise_account,
    forget_me,
    reactivate_account,
    suspend_account,
    tend_unused_accounts,
)
from actors.signals import person_forgotten
from tests.factories import CommuneFactory, DepartementFactory, ScopeFactory, UserFactory
from tests.factories.access import AccessRequestFactory
from tests.factories.sites import ObservationFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def ago(days):
    return NOW - timedelta(days=days)


def unused(days, **fields):
    return UserFactory(activated_at=ago(days), date_joined=ago(days), **fields)


def tend(days=0):
    return tend_unused_accounts(now=NOW + timedelta(days=days))


def subjects(person):
    return list(OutgoingMail.objects.filter(to=person.email).order_by("pk").values_list("subject", flat=True))


def test_an_account_that_nobody_uses_is_warned_twice_suspended_then_made_anonymous():
    person = unused(0)
    told = []
    for day in range(0, 400, 1):
        done = tend(day)
        told += [(day, what) for what, number in done.items() if number]
        assert tend(day) == {"warned": 0, "suspended": 0, "anonymised": 0}
    assert told == [(153, "warned"), (176, "warned"), (183, "suspended"), (366, "anonymised")]
    person.refresh_from_db()
    assert person.state == AccountState.ANONYMOUS


def test_logging_in_begins_the_count_again():
    person = unused(200)
    tend()
    User.objects.filter(pk=person.pk).update(last_login=NOW)
    assert tend(100) == {"warned": 0, "suspended": 0, "anonymised": 0}
    assert tend(153)["warned"] == 1


def test_who_logged_in_lately_is_left_alone():
    unused(500, last_login=ago(10))
    assert tend() == {"warned": 0, "suspended": 0, "anonymised": 0}


def test_mails_say_when_and_how_to_come_back():
    person = unused(153)
    tend()
    tend(23)
    tend(30)
    assert subjects(person) == ["Votre compte va être suspendu"] * 2 + ["Votre compte est suspendu"]


def test_an_invitation_that_nobody_answered_keeps_no_name():
    person = UserFactory(activated_at=None, date_joined=ago(61))
    ActivationLink.objects.create(user=person, digest="0" * 64, expires_at=ago(54))
    assert tend()["anonymised"] == 1
    person.refresh_from_db()
    assert person.email.endswith(".invalid")


def test_the_daily_command_says_what_it_did(capsys):
    unused(153)
    call_command("tend_accounts")
    assert capsys.readouterr().out == "1 warned, 0 suspended, 0 anonymised.\n"


@pytest.fixture
def pilot():
    return ScopeFactory().user


@pytest.fixture
def actor(pilot):
    return ScopeFactory(role=Role.ACTOR, territory=CommuneFactory()).user


def test_a_pilot_suspends_and_opens_again_in_their_territory(pilot, actor):
    suspend_account(user=pilot, person=actor, reason="A quitté la structure.")
    actor.refresh_from_db()
    assert (actor.is_active, actor.suspended_by, actor.suspension_reason) == (False, pilot, "A quitté la structure.")
    with pytest.raises(ValidationError):
        suspend_account(user=pilot, person=actor, reason="Encore.")
    reactivate_account(user=pilot, person=actor)
    actor.refresh_from_db()
    assert (actor.state, actor.suspended_at, actor.suspension_reason) == (AccountState.ACTIVE, None, "")
    assert subjects(actor) == ["Votre compte est suspendu", "Votre compte est rouvert"]


def test_an_account_opened_again_is_not_suspended_at_once(pilot, actor):
    User.objects.filter(pk=actor.pk).update(activated_at=ago(400))
    actor.refresh_from_db()
    suspend_account(user=pilot, person=actor, reason="Absence.")
    reactivate_account(user=pilot, person=actor)
    assert tend() == {"warned": 0, "suspended": 0, "anonymised": 0}


def test_nobody_suspends_outside_their_territory_nor_themselves(actor, pilot):
    stranger = ScopeFactory(territory=DepartementFactory(code="75", name="Paris")).user
    for user, person in ((stranger, actor), (pilot, pilot), (actor, pilot)):
        with pytest.raises(PermissionDenied):
            suspend_account(user=user, person=person, reason="Non.")


def test_suspending_closes_what_is_open(client, pilot, actor):
    client.force_login(actor)
    assert client.get("/mon-compte/").status_code == 200
    suspend_account(user=pilot, person=actor, reason="A quitté la structure.")
    assert client.get("/mon-compte/").status_code == 302


def test_forgetting_takes_the_person_and_leaves_what_they_wrote(actor):
    observation = ObservationFactory(author=actor)
    actor.set_password("une phrase dont on se souvient")
    actor.save()
    email, organisation = actor.email, actor.organisation
    AccessRequestFactory(email=email)
    ModelLogEntry.objects.log_action(actor, "actors.invite")
    heard = []
    person_forgotten.connect(lambda user_id, **_: heard.append(user_id), weak=False, dispatch_uid="test")
    try:
        forget_me(user=actor, password="une phrase dont on se souvient")
    finally:
        person_forgotten.disconnect(dispatch_uid="test")
    actor.refresh_from_db()
    observation.refresh_from_db()
    assert (actor.first_name, actor.last_name, actor.position, actor.is_active) == ("", "", "", False)
    assert (observation.author, observation.author.organisation, str(actor)) == (
        actor,
        organisation,
        "Un ancien membre",
    )
    assert not actor.has_usable_password()
    assert not actor.scopes.in_force().exists()
    assert heard == [actor.pk]
    labels = ModelLogEntry.objects.filter(object_id=str(actor.pk)).values_list("label", flat=True)
    assert set(labels) == {f"account {actor.pk}"}


def test_forgetting_asks_for_the_password():
    person = UserFactory()
    person.set_password("une phrase dont on se souvient")
    person.save()
    with pytest.raises(ValidationError):
        forget_me(user=person, password="une autre")
    person.refresh_from_db()
    assert person.anonymised_at is None


def test_nothing_of_the_person_stays_in_the_table_of_accounts():
    person = UserFactory(first_name="Zénobie", last_name="Introuvable", email="zenobie@example.org", position="Juge")
    anonymise_account(person=person)
    row = " ".join(str(value) for value in User.objects.filter(pk=person.pk).values().get().values())
    assert not any(word in row for word in ("Zénobie", "Introuvable", "zenobie", "Juge"))
