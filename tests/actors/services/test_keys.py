"""A key is shown once, kept as a hash, and good for nothing once expired or revoked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from actors.models import ApiKey
from actors.services.keys import find_key, issue_key, revoke_key
from tests.factories import DepartementFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued():
    return issue_key(
        organisation=OrganisationFactory(),
        purpose="Carte d'une ville",
        territories=[DepartementFactory()],
        lasts=timedelta(days=30),
    )


def test_a_key_finds_its_row_and_its_territories(issued, django_assert_num_queries):
    key, text = issued
    with django_assert_num_queries(2):
        found = find_key(text)
        assert [territory.code for territory in found.territories.all()] == ["93"]
    assert found == key


def test_nothing_that_is_kept_contains_the_secret(issued):
    _, text = issued
    secret = text.split("_", 2)[2]
    row = ApiKey.objects.values().get()
    assert len(secret) == 43
    assert not any(secret in str(value) for value in row.values())


@pytest.mark.parametrize(
    "spoil", [lambda t: t[:-1], lambda t: t + "x", lambda t: "", lambda t: "rsb_", lambda t: "rsb__"]
)
def test_a_text_that_is_not_quite_the_key_finds_nothing(issued, spoil):
    assert find_key(spoil(issued[1])) is None


@pytest.mark.parametrize("text", ["rsb_\x00_x", "abc_def_ghi", "rsb_0123456789_\xe9", "é", "_", "__"])
def test_any_text_may_be_tried(text):
    assert find_key(text) is None


def test_a_revoked_key_is_refused_and_keeps_its_first_date(issued):
    key, text = issued
    first = revoke_key(key).revoked_at
    assert find_key(text) is None
    assert revoke_key(key).revoked_at == first


def test_an_expired_key_is_refused(issued):
    key, text = issued
    key.expires_at = timezone.now()
    key.save()
    assert find_key(text) is None


def test_the_keys_of_an_organisation_that_is_no_longer_active_are_refused(issued):
    key, text = issued
    key.organisation.is_active = False
    key.organisation.save()
    assert find_key(text) is None
