"""Failed attempts: a wait that says how long it is, and that no stranger can impose on a colleague."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.utils import timezone

from tests.actors.views.conftest import PASSWORD, is_in

WRONG = "ce-n-est-pas-celui-la"


@pytest.fixture
def locked(member, sign_in):
    """The fifth answer to a wrong password."""
    for _ in range(4):
        assert sign_in("membre@example.org", WRONG).status_code == 200
    return sign_in("membre@example.org", WRONG)


def test_after_five_attempts_the_page_says_how_long_to_wait_and_what_to_do(locked):
    words = locked.content.decode()
    until = timezone.localtime(AccessAttempt.objects.get().attempt_time + timedelta(minutes=15))
    assert locked.status_code == 429
    assert f"jusqu’à {until:%H:%M}" in words
    assert 'href="/connexion/mot-de-passe-oublie/"' in words


def test_then_the_right_password_waits_too(client, locked, sign_in):
    assert sign_in("membre@example.org").status_code == 429
    assert not is_in(client)


def test_trying_meanwhile_does_not_make_it_longer(locked, sign_in):
    begun = AccessAttempt.objects.get().attempt_time
    sign_in("membre@example.org", WRONG)
    assert AccessAttempt.objects.get().attempt_time == begun


def test_the_wait_ends(client, locked, sign_in):
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    sign_in("membre@example.org")
    assert is_in(client)


def test_a_stranger_elsewhere_does_not_lock_a_colleague_out(client, locked):
    answer = client.post(
        "/connexion/", {"login": "membre@example.org", "password": PASSWORD}, REMOTE_ADDR="198.51.100.7"
    )
    assert answer.status_code == 302
    assert is_in(client)


def test_colleagues_of_one_office_do_not_lock_each_other_out(client, locked, pilot, sign_in):
    assert sign_in("pilote@example.org").status_code == 302


def test_an_unknown_email_waits_like_a_known_one(locked, sign_in):
    for _ in range(4):
        assert sign_in("inconnue@example.org", WRONG).status_code == 200
    answer = sign_in("inconnue@example.org", WRONG)
    assert (answer.status_code, len(answer.content)) == (429, len(locked.content))


def test_what_is_kept_of_a_failure_names_nobody(locked):
    kept = AccessAttempt.objects.values().get()
    assert "membre" not in str(kept)
    assert WRONG not in str(kept)
    assert PASSWORD not in str(kept)


def test_what_a_client_says_of_its_address_is_believed_from_our_proxy_only(client, member, settings):
    for number in range(5):
        client.post(
            "/connexion/",
            {"login": "membre@example.org", "password": WRONG},
            headers={"X-Forwarded-For": f"192.0.2.{number}"},
        )
    assert AccessAttempt.objects.get().ip_address == "127.0.0.1"
    settings.BEHIND_PROXY = True
    client.post(
        "/connexion/",
        {"login": "membre@example.org", "password": WRONG},
        headers={"X-Forwarded-For": "203.0.113.9, 192.0.2.77"},
    )
    assert AccessAttempt.objects.order_by("pk").last().ip_address == "192.0.2.77"


def test_one_address_cannot_try_account_after_account(client, db, sign_in):
    answers = [sign_in(f"personne{number}@example.org", WRONG).status_code for number in range(31)]
    assert answers == [200] * 30 + [429]
