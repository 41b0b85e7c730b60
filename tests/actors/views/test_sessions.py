"""Where someone is logged in, and what they are told when that changes."""

from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from actors.middleware import USED_AT
from tests.actors.views.conftest import PASSWORD, SECRET, code_of, is_in

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"
PHONE = (
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Mobile Safari/537.36"
)


@pytest.fixture
def elsewhere(member):
    client = Client(headers={"User-Agent": PHONE})
    client.post("/connexion/", {"login": "membre@example.org", "password": PASSWORD}, REMOTE_ADDR="198.51.100.7")
    return client


def test_sessions_are_listed_in_words(client, member, elsewhere, sign_in):
    sign_in("membre@example.org", headers={"User-Agent": FIREFOX})
    words = client.get("/mon-compte/securite/connexions/").content.decode()
    assert "Chrome, Android" in words
    assert "198.51.…" in words
    assert "198.51.100.7" not in words


def test_one_session_is_ended(client, member, elsewhere, sign_in):
    sign_in("membre@example.org")
    theirs = UserSession.objects.get(session_key=elsewhere.session.session_key)
    client.post("/mon-compte/securite/connexions/", {"session": theirs.pk})
    assert elsewhere.get("/tableau-de-bord/").status_code == 302
    assert client.get("/tableau-de-bord/").status_code == 200


def test_all_the_others_are_ended(client, member, elsewhere, sign_in):
    sign_in("membre@example.org")
    client.post("/mon-compte/securite/connexions/")
    assert elsewhere.get("/tableau-de-bord/").status_code == 302
    assert client.get("/tableau-de-bord/").status_code == 200


@pytest.mark.parametrize("number", ["0", "9" * 30, "x", "-1"])
def test_nobody_ends_another_s_session(client, pilot, member, elsewhere, settings, sign_in, number):
    settings.SECOND_FACTOR_REQUIRED = False
    sign_in("pilote@example.org")
    theirs = UserSession.objects.get(user=member)
    for posted in (theirs.pk, number):
        client.post("/mon-compte/securite/connexions/", {"session": posted})
    assert elsewhere.get("/tableau-de-bord/").status_code == 200


def test_ended_sessions_are_forgotten_at_night(client, member, elsewhere, sign_in):
    sign_in("membre@example.org")
    elsewhere.session.flush()
    call_command("forget_ended_sessions", stdout=StringIO())
    assert UserSession.objects.get().session_key == client.session.session_key


def test_a_new_browser_is_told_to_the_owner_once(member, django_capture_on_commit_callbacks, mailoutbox):
    first, second = Client(), Client(headers={"User-Agent": PHONE})
    with django_capture_on_commit_callbacks(execute=True):
        for client in (first, second, second):
            client.post("/connexion/", {"login": "membre@example.org", "password": PASSWORD})
            client.post("/deconnexion/")
    # The very first login of an account surprises nobody.
    assert len(mailoutbox) == 1
    assert "Chrome, Android" in mailoutbox[0].body


def test_a_factor_added_or_removed_is_told_to_the_owner(
    client, guarded, sign_in, django_capture_on_commit_callbacks, mailoutbox
):
    sign_in("pilote@example.org")
    client.post("/connexion/second-facteur/", {"code": code_of(SECRET)})
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/mon-compte/securite/application/retirer/")
    assert "application d’authentification a été retirée" in mailoutbox[-1].body
    # And as the rights ask for one, the gate shuts again.
    assert is_in(client)


def test_removing_a_factor_long_after_the_login_asks_again_who_one_is(client, guarded, sign_in):
    sign_in("pilote@example.org")
    client.post("/connexion/second-facteur/", {"code": code_of(SECRET)})
    session = client.session
    session["account_authentication_methods"] = [
        record | {"at": record["at"] - 600} for record in session["account_authentication_methods"]
    ]
    session.save()
    answer = client.get("/mon-compte/securite/application/retirer/")
    assert answer["Location"].startswith("/connexion/confirmer/?next=")
    answer = client.post(
        "/connexion/confirmer/", {"password": PASSWORD, "next": "/mon-compte/securite/application/retirer/"}
    )
    assert client.get(answer["Location"]).status_code == 200


def back_by(client, seconds: int) -> None:
    """As if the last thing that this browser asked for were so long ago."""
    session = client.session
    session[USED_AT] -= seconds
    session.save()


def test_a_browser_that_nobody_uses_is_asked_again_who_is_there(client, member, sign_in, settings):
    sign_in("membre@example.org")
    back_by(client, settings.SESSION_IDLE_SECONDS - 60)
    assert client.get("/tableau-de-bord/").status_code == 200
    # That one counted: half a day begins again.
    back_by(client, settings.SESSION_IDLE_SECONDS - 60)
    assert client.get("/tableau-de-bord/").status_code == 200
    back_by(client, settings.SESSION_IDLE_SECONDS + 60)
    answer = client.get("/tableau-de-bord/")
    assert answer["Location"].startswith("/connexion/?next=")
    assert not is_in(client)
    # Nobody left by themselves: what waits on the device is not erased.
    assert "Clear-Site-Data" not in answer.headers


def test_what_a_page_asks_by_itself_is_no_use(client, member, sign_in, settings, django_assert_num_queries):
    sign_in("membre@example.org")
    back_by(client, settings.SESSION_IDLE_SECONDS - 60)
    used_at = client.session[USED_AT]
    client.get(f"/journal/{uuid4()}/nouveautes/")
    assert client.session[USED_AT] == used_at
    with django_assert_num_queries(0):
        client.get("/en-direct/", {"vue": "no token"})
    client.get("/no/page")
    assert client.session[USED_AT] > used_at


def test_a_session_ends_with_the_day_whatever_it_was_used_for(client, member, sign_in, settings):
    sign_in("membre@example.org")
    assert settings.SESSION_COOKIE_AGE == 12 * 3600
    kept = Session.objects.get(session_key=client.session.session_key)
    assert len(kept.session_key) == 32
    assert timedelta(hours=11) < kept.expire_date - timezone.now() <= timedelta(hours=12)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/tableau-de-bord/").status_code == 302


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(client, member, sign_in):
    client.get("/connexion/")
    sign_in("membre@example.org")
    client.post("/mon-compte/securite/connexions/")  # and something is said on the next page
    assert set(client.cookies) == {"sessionid", "csrftoken", "known_browser", "messages"}
    assert {one["path"] for one in client.cookies.values()} == {"/"}
    assert {(one["httponly"], one["samesite"]) for one in client.cookies.values()} == {(True, "Lax")}


def test_a_form_without_its_token_does_nothing(member):
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/connexion/", {"login": "membre@example.org", "password": PASSWORD})
    assert answer.status_code == 403
    assert not is_in(client)


def test_leaving_is_on_every_page(client, member, sign_in):
    sign_in("membre@example.org")
    for path in ("/", "/carte/", "/tableau-de-bord/", "/mon-compte/securite/", "/sites/"):
        assert 'action="/deconnexion/"' in client.get(path).content.decode(), path


def test_the_cookie_of_known_browsers_is_of_this_host_alone_in_production(client, member, settings):
    settings.SESSION_COOKIE_SECURE = True
    client.post("/connexion/", {"login": "membre@example.org", "password": PASSWORD}, secure=True)
    kept = client.cookies["__Host-known_browser"]
    assert (kept["secure"], kept["path"], kept["domain"]) == (True, "/", "")
