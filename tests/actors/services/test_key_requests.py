"""A key is asked for by its organisation, granted by somebody else, shown once, renewed with a time for both."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from wagtail.models import ModelLogEntry

from actors.enums import KeyState, Precision, Role
from actors.models import ApiKey
from actors.services.key_requests import ask_for_key, end_key, grant_key, refuse_key, renew_key, show_key
from actors.services.keys import find_key
from tests.factories import DepartementFactory, NationFactory, ScopeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor():
    return ScopeFactory(role=Role.ACTOR).user


@pytest.fixture
def national():
    return ScopeFactory(role=Role.NATIONAL, territory=NationFactory(), user__activated_at=timezone.now()).user


@pytest.fixture
def ask(actor):
    def asked(**given):
        usual = {
            "user": actor,
            "purpose": "Carte de la ville",
            "contact": "Technique@Ville.example",
            "territories": [DepartementFactory()],
            "precision": Precision.COMMUNE,
            "expires_at": timezone.now() + timedelta(days=365),
        }
        return ask_for_key(**(usual | given))

    return asked


@pytest.fixture
def granted(ask, national):
    return grant_key(user=national, key=ask(), agreed_on=date(2026, 1, 5), precision=Precision.COMMUNE)


def test_what_is_asked_waits_opens_nothing_and_is_told_to_the_national_team(
    ask, actor, national, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        key = ask()
    assert (key.state, key.organisation, key.contact) == (KeyState.ASKED, actor.organisation, "technique@ville.example")
    assert key.held_scopes == []
    assert [sent.to for sent in mail.outbox] == [[national.email]]


def test_who_grants_says_the_agreement_and_never_reads_the_key(ask, national, django_capture_on_commit_callbacks):
    key = ask(precision=Precision.EXACT)
    with django_capture_on_commit_callbacks(execute=True):
        key = grant_key(
            user=national,
            key=key,
            agreed_on=date(2026, 1, 5),
            precision=Precision.COMMUNE,
            requests_per_minute=10,
        )
    assert (key.state, key.precision, key.digest) == (KeyState.GRANTED, Precision.COMMUNE, None)
    assert key.held_scopes == []
    assert sorted(sent.to[0] for sent in mail.outbox) == sorted([key.contact, key.requested_by.email])
    with pytest.raises(ValidationError):
        grant_key(user=national, key=key, agreed_on=date(2026, 1, 5), precision=Precision.EXACT)


def test_an_agreement_of_tomorrow_is_none(ask, national):
    with pytest.raises(ValidationError) as refusal:
        grant_key(
            user=national,
            key=ask(),
            agreed_on=timezone.localdate() + timedelta(days=1),
            precision=Precision.COMMUNE,
        )
    assert "agreed_on" in refusal.value.message_dict


def test_nobody_grants_what_they_asked_for(ask, national):
    key = ask(user=national)
    with pytest.raises(ValidationError):
        grant_key(user=national, key=key, agreed_on=date(2026, 1, 5), precision=Precision.COMMUNE)


def test_a_pilot_grants_nothing_and_another_organisation_does_nothing(ask, granted):
    pilot = ScopeFactory(role=Role.PILOT).user
    with pytest.raises(PermissionDenied):
        grant_key(user=pilot, key=ask(), agreed_on=date(2026, 1, 5), precision=Precision.COMMUNE)
    for act in (show_key, end_key):
        with pytest.raises(PermissionDenied):
            act(user=pilot, key=granted)
    with pytest.raises(PermissionDenied):
        ask(user=ScopeFactory(role=Role.OBSERVER).user)


def test_a_key_is_shown_once_and_opens_from_then_on(granted, actor):
    text = show_key(user=actor, key=granted)
    assert find_key(text) == granted
    with pytest.raises(ValidationError):
        show_key(user=actor, key=granted)
    assert text not in str(list(ApiKey.objects.values())) + str(list(ModelLogEntry.objects.values()))


def test_a_renewed_key_opens_beside_the_former_one_then_alone(granted, actor):
    former_text = show_key(user=actor, key=granted)
    following, text = renew_key(user=actor, key=granted, overlap=timedelta(days=7))
    assert find_key(former_text) == granted
    assert find_key(text) == following
    assert (following.agreed_on, following.expires_at) == (granted.agreed_on, granted.expires_at)
    assert list(following.territories.all()) == list(granted.territories.all())
    granted.refresh_from_db()
    assert timedelta(days=6) < granted.expires_at - timezone.now() < timedelta(days=8)
    ApiKey.objects.filter(pk=granted.pk).update(expires_at=timezone.now())
    assert find_key(former_text) is None
    assert find_key(text) == following
    with pytest.raises(ValidationError):
        renew_key(user=actor, key=granted, overlap=timedelta(days=7))


def test_a_key_is_renewed_once_and_not_for_long(granted, actor):
    show_key(user=actor, key=granted)
    with pytest.raises(ValidationError):
        renew_key(user=actor, key=granted, overlap=timedelta(days=31))
    renew_key(user=actor, key=granted, overlap=timedelta())
    with pytest.raises(ValidationError):
        renew_key(user=actor, key=granted, overlap=timedelta())


def test_a_revoked_key_ends_at_once(granted, actor):
    text = show_key(user=actor, key=granted)
    assert end_key(user=actor, key=granted).state == KeyState.REVOKED
    assert find_key(text) is None


def test_a_refusal_says_why(ask, national, django_capture_on_commit_callbacks):
    key = ask()
    with pytest.raises(ValidationError):
        refuse_key(user=national, key=key, reason=" ")
    with django_capture_on_commit_callbacks(execute=True):
        assert refuse_key(user=national, key=key, reason="Trop large.").state == KeyState.REFUSED
    assert "Trop large." in mail.outbox[0].body


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"territories": []}, "places"),
        ({"expires_at": timezone.now() - timedelta(days=1)}, "ends_on"),
        ({"expires_at": timezone.now() + timedelta(days=800)}, "ends_on"),
    ],
)
def test_what_cannot_be_is_refused_on_its_field(ask, given, field):
    with pytest.raises(ValidationError) as refusal:
        ask(**given)
    assert list(refusal.value.message_dict) == [field]
