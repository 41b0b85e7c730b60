"""The link, and the charter."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from actors.enums import AccountState, Role
from actors.models import ActivationLink, Charter, OutgoingMail, User
from actors.services.activation import find_link, open_account, renew_link, send_activation
from actors.services.charter import current_charter, publish_charter, sign_charter
from tests.factories import NationFactory, ScopeFactory, UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "une phrase dont on se souvient"


@pytest.fixture
def invited():
    person = UserFactory(activated_at=None, charter_due=True)
    person.set_unusable_password()
    person.save()
    return person


def secret_of(person):
    """As it stands in the last mail."""
    text = OutgoingMail.objects.filter(to=person.email).latest("pk").text
    return re.search(r"/activer/([\w-]+)/", text).group(1)


def link(person):
    send_activation(person=person)
    return secret_of(person)


def expire():
    ActivationLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))


def test_a_link_opens_an_account_once(invited):
    secret = link(invited)
    open_account(secret=secret, password=PASSWORD)
    invited.refresh_from_db()
    assert invited.check_password(PASSWORD)
    assert invited.state == AccountState.ACTIVE
    with pytest.raises(ValidationError):
        open_account(secret=secret, password="une autre phrase assez longue")
    invited.refresh_from_db()
    assert invited.check_password(PASSWORD)


def test_a_link_lasts_seven_days_and_its_secret_is_not_kept(invited):
    secret = link(invited)
    kept = ActivationLink.objects.get()
    assert timedelta(days=7) - (kept.expires_at - timezone.now()) < timedelta(minutes=1)
    assert secret not in kept.digest
    expire()
    with pytest.raises(ValidationError):
        open_account(secret=secret, password=PASSWORD)


def test_a_new_link_replaces_the_one_before(invited):
    first = link(invited)
    link(invited)
    assert find_link(first) is None


def test_a_link_that_is_over_brings_a_new_one_to_its_owner_once(invited):
    first = link(invited)
    assert not renew_link(secret=first)
    expire()
    assert renew_link(secret=first)
    assert not renew_link(secret=first)
    open_account(secret=secret_of(invited), password=PASSWORD)


@pytest.mark.parametrize("password", ["court", "passwordpassword"])
def test_the_password_is_judged_by_the_rules_of_the_platform(invited, password, settings):
    settings.AUTH_PASSWORD_VALIDATORS = [
        {
            "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
            "OPTIONS": {"min_length": 17},
        }
    ]
    secret = link(invited)
    with pytest.raises(ValidationError) as refused:
        open_account(secret=secret, password=password)
    assert list(refused.value.error_dict) == ["password"]
    assert find_link(secret) is not None


def test_the_link_of_a_suspended_account_opens_nothing(invited):
    secret = link(invited)
    User.objects.filter(pk=invited.pk).update(is_active=False)
    assert find_link(secret) is None


def sign(user, **changes):
    return sign_charter(user=user, **{"version": 1, "has_read": True, "commits": True} | changes)


@pytest.mark.parametrize("box", ["has_read", "commits"])
def test_the_charter_is_signed_with_both_boxes(box):
    user = UserFactory(charter_due=True)
    with pytest.raises(ValidationError) as refused:
        sign(user, **{box: False})
    assert list(refused.value.error_dict) == [box]
    user.refresh_from_db()
    assert user.charter_due


def test_a_signature_keeps_its_date_and_version():
    user = UserFactory(charter_due=True)
    signature = sign(user)
    sign(user)
    user.refresh_from_db()
    assert (signature.charter.version, user.charter_due, user.signatures.count()) == (1, False, 1)
    assert timezone.now() - signature.signed_at < timedelta(minutes=1)


def test_a_new_version_is_asked_of_everyone_and_the_old_one_cannot_be_signed():
    national = ScopeFactory(role=Role.NATIONAL, territory=NationFactory()).user
    user = UserFactory(charter_due=True)
    sign(user)
    charter = publish_charter(user=national, text="## Une autre", summary="Tout change.")
    user.refresh_from_db()
    assert (charter.version, user.charter_due, current_charter()) == (2, True, charter)
    with pytest.raises(ValidationError):
        sign(user, version=1)
    sign(user, version=2)
    assert [one.charter.version for one in user.signatures.order_by("pk")] == [1, 2]


def test_who_manages_some_accounts_only_publishes_no_charter():
    with pytest.raises(PermissionDenied):
        publish_charter(user=ScopeFactory().user, text="## Une autre", summary="Tout change.")


def test_the_same_text_is_no_new_version():
    national = ScopeFactory(role=Role.NATIONAL, territory=NationFactory()).user
    with pytest.raises(ValidationError):
        publish_charter(user=national, text=Charter.objects.get().text + "\n", summary="Rien.")
