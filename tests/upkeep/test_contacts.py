"""Whom to tell of a fault: RFC 9116."""

from datetime import datetime

import pytest
from django.utils import timezone

ADDRESS = "/.well-known/security.txt"


@pytest.mark.django_db
def test_security_txt_says_whom_to_tell_and_until_when(client, settings):
    settings.SECURITY_CONTACTS = ["securite@example.org", "https://example.org/signaler"]
    settings.SECURITY_CONTACTS_UNTIL, settings.SECURITY_POLICY_URL = "2999-01-01", "https://example.org/politique"
    answer = client.get(ADDRESS)
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    said = dict(line.split(": ", 1) for line in answer.content.decode().splitlines()[1:])
    assert answer.content.decode().splitlines()[0] == "Contact: mailto:securite@example.org"
    assert said["Contact"] == "https://example.org/signaler"
    assert datetime.fromisoformat(said["Expires"]) > timezone.now()
    assert said["Preferred-Languages"] == "fr, en"
    assert said["Canonical"] == settings.WAGTAILADMIN_BASE_URL + ADDRESS
    assert said["Policy"] == "https://example.org/politique"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("contacts", "until"),
    [([], "2999-01-01"), (["a@example.org"], ""), (["a@example.org"], "2020-01-01"), (["a@example.org"], "2026-02-31")],
)
def test_there_is_none_without_a_contact_that_is_in_force(client, settings, contacts, until):
    settings.SECURITY_CONTACTS, settings.SECURITY_CONTACTS_UNTIL = contacts, until
    assert client.get(ADDRESS).status_code == 404
