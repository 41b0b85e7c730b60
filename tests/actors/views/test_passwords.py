"""Forgotten and changed passwords: links that work once, and answers that tell nothing."""

import re
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actors.models import OutgoingMail, User
from tests.actors.views.conftest import PASSWORD, is_in
from tests.factories import ScopeFactory, UserFactory

NEW = "un-heron-dort-sur-le-canal-gris"


@pytest.fixture
def link(client, member, django_capture_on_commit_callbacks, mailoutbox) -> str:
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/connexion/mot-de-passe-oublie/", {"email": "Membre@example.org"})
    return re.search(r"http://localhost:8000(\S+)", mailoutbox[0].body)[1]


def choose(client, link: str, password: str = NEW):
    form = client.get(link)
    return client.post(form["Location"], {"new_password1": password, "new_password2": password})


def test_a_link_changes_the_password_once(client, member, link):
    assert choose(client, link)["Location"] == "/connexion/nouveau-mot-de-passe/"
    member.refresh_from_db()
    assert member.check_password(NEW)
    again = client.get(link)
    assert again.status_code == 200
    assert "Ce lien ne fonctionne plus" in again.content.decode()


def test_a_link_is_shown_without_its_secret(client, link):
    """So that it leaks to nobody by the address of the page."""
    assert client.get(link)["Location"].endswith("/set-password/")


def test_a_link_ends(client, link, settings):
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "Ce lien ne fonctionne plus" in client.get(link).content.decode()


def test_a_link_does_not_log_in(client, link):
    choose(client, link)
    assert not is_in(client)


def test_a_link_does_not_walk_round_the_second_factor(
    client, guarded, sign_in, django_capture_on_commit_callbacks, mailoutbox
):
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/connexion/mot-de-passe-oublie/", {"email": "pilote@example.org"})
    choose(client, re.search(r"http://localhost:8000(\S+)", mailoutbox[0].body)[1])
    assert sign_in("pilote@example.org", NEW)["Location"] == "/connexion/second-facteur/"
    assert not is_in(client)


def test_a_link_ends_the_wait_of_the_account(client, member, sign_in, link):
    for _ in range(5):
        sign_in("membre@example.org", "ce-n-est-pas-celui-la")
    choose(client, link)
    sign_in("membre@example.org", NEW)
    assert is_in(client)


def test_the_subject_of_a_link_names_nobody(link, mailoutbox):
    assert mailoutbox[0].subject == "Choisir un nouveau mot de passe"


@pytest.mark.parametrize(
    "email", ["membre@example.org", "inconnue@example.org", "fermee@example.org", "invitee@example.org"]
)
def test_the_answer_and_the_work_are_the_same_whoever_is_named(client, member, email):
    UserFactory(email="fermee@example.org", is_active=False)
    UserFactory(email="invitee@example.org", password=make_password(None))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.post("/connexion/mot-de-passe-oublie/", {"email": email})
    written = [query["sql"] for query in queries if 'INSERT INTO "actors_outgoingmail"' in query["sql"]]
    assert (answer.status_code, answer["Location"]) == (302, "/connexion/mot-de-passe-oublie/envoye/")
    assert len(written) == 1
    assert OutgoingMail.objects.count() == (1 if email.startswith("membre") else 0)


def test_one_account_is_not_flooded_with_links(client, member):
    answers = [
        client.post("/connexion/mot-de-passe-oublie/", {"email": "membre@example.org"}).status_code for _ in range(6)
    ]
    assert answers == [302] * 5 + [429]


def test_a_change_puts_everyone_else_out_and_tells_the_owner(
    client, member, sign_in, django_capture_on_commit_callbacks, mailoutbox
):
    elsewhere = Client()
    elsewhere.post("/connexion/", {"login": "membre@example.org", "password": PASSWORD})
    sign_in("membre@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(
            "/mon-compte/securite/mot-de-passe/",
            {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW},
        )
    assert answer["Location"] == "/mon-compte/securite/"
    assert client.get("/tableau-de-bord/").status_code == 200
    assert elsewhere.get("/tableau-de-bord/").status_code == 302
    assert [session.session_key for session in UserSession.objects.all()] == [client.session.session_key]
    assert (mailoutbox[-1].to, mailoutbox[-1].subject) == (["membre@example.org"], "Sécurité de votre compte")
    assert "Votre mot de passe a été changé." in mailoutbox[-1].body


def test_a_weak_password_is_refused_on_its_field(client, member, sign_in):
    sign_in("membre@example.org")
    answer = client.post(
        "/mon-compte/securite/mot-de-passe/",
        {
            "old_password": PASSWORD,
            "new_password1": "Bidonville-2026-Resorption",
            "new_password2": "Bidonville-2026-Resorption",
        },
    )
    assert "Ajoutez-y des mots à vous." in answer.content.decode()
    member.refresh_from_db()
    assert member.check_password(PASSWORD)


def test_the_editor_changes_no_password_and_no_email(client, db):
    client.force_login(ScopeFactory(role="national").user)
    page = client.get("/admin/account/").content.decode()
    assert 'type="password"' not in page
    assert 'name="name_email-email"' not in page


def test_fields_are_masked_and_leave_pasting_and_managers_alone(client, member, sign_in, link):
    shown = [client.get("/connexion/"), client.get(link, follow=True)]
    sign_in("membre@example.org")
    shown.append(client.get("/mon-compte/securite/mot-de-passe/"))
    fields = [re.findall(r"<input[^>]*password[^>]*>", answer.content.decode()) for answer in shown]
    assert [len(found) for found in fields] == [1, 2, 3]
    for field in [one for found in fields for one in found]:
        assert 'type="password"' in field
        assert re.search(r'autocomplete="(current|new)-password"', field), field
        assert not re.search(r"maxlength|onpaste|readonly", field), field


def test_a_sentence_of_two_hundred_signs_is_taken_whole(client, member, sign_in, link):
    sentence = "Le vent du nord emporte les cerfs-volants ; " * 5
    choose(client, link, sentence)
    sign_in("membre@example.org", sentence[:100])
    assert not is_in(client)
    sign_in("membre@example.org", sentence)
    assert is_in(client)


def test_a_password_does_not_grow_old(client, member, sign_in):
    long_ago = timezone.now() - timedelta(days=4000)
    User.objects.update(date_joined=long_ago, activated_at=long_ago, last_login=timezone.now() - timedelta(days=1))
    sign_in("membre@example.org")
    assert client.get("/tableau-de-bord/").status_code == 200


def test_no_account_is_there_before_somebody_makes_one(db):
    assert not User.objects.exists()
