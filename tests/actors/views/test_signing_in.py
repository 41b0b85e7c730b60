"""The one door: what opens it, what does not, and what it tells to whom."""

import base64
import re

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import hashers
from django.urls import NoReverseMatch, reverse

from actors.rules.second_factor import needs_second_factor
from tests.actors.views.conftest import PASSWORD, SECRET, code_of, is_in
from tests.factories import ScopeFactory, UserFactory


def said(answer) -> str:
    """The alert of a page."""
    return re.search(r'role="alert"[^>]*><p>(.*?)</p>', answer.content.decode())[1]


def test_a_password_opens_what_asks_for_no_more(client, member, sign_in):
    answer = sign_in("membre@example.org")
    assert (answer.status_code, answer["Location"]) == (302, "/tableau-de-bord/")
    assert client.get("/tableau-de-bord/").status_code == 200


def test_capitals_of_an_email_do_not_matter(client, member, sign_in):
    sign_in(" Membre@Example.ORG ")
    assert is_in(client)


@pytest.mark.parametrize("email", ["membre@example.org", "inconnue@example.org", "fermee@example.org"])
def test_a_wrong_password_an_unknown_email_and_a_closed_account_get_the_same_words(client, member, sign_in, email):
    closed = UserFactory(email="fermee@example.org", is_active=False)
    closed.set_password(PASSWORD)
    closed.save()
    answer = sign_in(email, PASSWORD if email.startswith("fermee") else "ce-n-est-pas-celui-la")
    assert answer.status_code == 200
    assert said(answer).startswith("Cette adresse et ce mot de passe ne vont pas ensemble.")
    assert not is_in(client)


class Counted(hashers.PBKDF2PasswordHasher):
    """Counts how often a password is hashed: what an answer's time is made of."""

    algorithm, iterations, runs = "counted", 1, 0

    def encode(self, password, salt, iterations=None):
        type(self).runs += 1
        return super().encode(password, salt, iterations)


@pytest.mark.parametrize("email", ["membre@example.org", "inconnue@example.org", "invitee@example.org"])
def test_a_password_is_hashed_once_whoever_is_named(settings, member, sign_in, email):
    settings.PASSWORD_HASHERS = [f"{__name__}.Counted"]
    member.set_password(PASSWORD)
    member.save()
    UserFactory(email="invitee@example.org", password=hashers.make_password(None))
    Counted.runs = 0
    sign_in(email, "ce-n-est-pas-celui-la")
    assert Counted.runs == 1


@pytest.mark.parametrize(
    ("next_page", "lands_on"),
    [
        ("/sites/", "/sites/"),
        ("https://ailleurs.example/", "/tableau-de-bord/"),
        ("//ailleurs.example/", "/tableau-de-bord/"),
        ("/\\ailleurs.example", "/tableau-de-bord/"),
        ("javascript:alert(1)", "/tableau-de-bord/"),
        ("http://testserver.ailleurs.example/", "/tableau-de-bord/"),
    ],
)
def test_the_door_leads_to_pages_of_ours_only(member, sign_in, settings, next_page, lands_on):
    settings.ALLOWED_HOSTS = ["*"]
    assert sign_in("membre@example.org", next=next_page)["Location"] == lands_on


def test_a_session_that_was_planted_is_not_the_one_that_opens(client, member, sign_in):
    client.get("/connexion/")
    session = client.session
    session["planted"] = "yes"
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted
    sign_in("membre@example.org")
    assert is_in(client)
    assert client.session.session_key != planted


# Every other door that Django, Wagtail or allauth would have.


@pytest.mark.parametrize(
    "path", ["/admin/login/", "/_util/login/", "/admin/password_reset/", "/admin/password_reset/confirm/Mg/x-y/"]
)
def test_wagtails_own_doors_lead_to_ours(client, guarded, path):
    for answer in (
        client.get(path),
        client.post(path, {"username": "pilote@example.org", "password": PASSWORD, "email": "pilote@example.org"}),
    ):
        assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/connexion/")
    assert not is_in(client)


def test_the_editor_sends_to_our_door(client, db):
    assert client.get("/admin/")["Location"] == "/connexion/?next=/admin/"


@pytest.mark.parametrize(
    "path",
    [
        "/connexion/signup/",
        "/accounts/signup/",
        "/accounts/login/",
        "/signup/",
        "/inscription/",
        "/_allauth/browser/v1/auth/login/",
        "/_allauth/app/v1/config/",
        "/login/",
        "/api-auth/login/",
    ],
)
def test_no_other_door_stands_open(client, member, path):
    for answer in (client.get(path), client.post(path, {"login": "membre@example.org", "password": PASSWORD})):
        assert answer.status_code == 404
    assert not is_in(client)


@pytest.mark.parametrize(
    "name", ["account_signup", "account_email", "account_set_password", "account_request_login_code", "mfa_trust"]
)
def test_of_allauth_only_what_is_named_is_open(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_leaving_is_by_a_form_only(client, member, sign_in):
    sign_in("membre@example.org")
    assert client.get("/deconnexion/").status_code == 405
    assert is_in(client)
    assert client.post("/deconnexion/")["Location"] == "/"
    assert not is_in(client)


# The second factor.


@pytest.mark.parametrize(
    ("role", "options", "must"),
    [
        ("pilot", {}, True),
        ("national", {}, True),
        ("partner", {"sees_restricted": True}, True),
        ("partner", {}, False),
        ("actor", {"is_trusted": True}, False),
        ("observer", {}, False),
        ("editor", {}, False),
    ],
)
def test_who_must_show_a_second_factor_follows_from_the_rights(db, role, options, must):
    assert needs_second_factor(ScopeFactory(role=role, **options).user) is must


def test_a_password_alone_does_not_open_an_account_with_a_second_factor(client, guarded, sign_in):
    assert sign_in("pilote@example.org")["Location"] == "/connexion/second-facteur/"
    assert not is_in(client)
    assert client.get("/tableau-de-bord/")["Location"].startswith("/connexion/")
    assert client.get("/admin/")["Location"].startswith("/connexion/")
    assert client.get("/api/v1/sites").status_code == 401


def test_the_code_opens_it_and_opens_it_once(client, guarded, sign_in):
    code = code_of(SECRET)
    sign_in("pilote@example.org", next="/sites/")
    assert client.post("/connexion/second-facteur/", {"code": code})["Location"] == "/sites/"
    assert client.get("/tableau-de-bord/").status_code == 200
    client.post("/deconnexion/")
    sign_in("pilote@example.org")
    answer = client.post("/connexion/second-facteur/", {"code": code})
    assert "a déjà servi" in answer.content.decode()
    assert not is_in(client)


def test_codes_cannot_be_guessed_one_after_the_other(client, guarded, sign_in):
    sign_in("pilote@example.org")
    for _ in range(5):
        client.post("/connexion/second-facteur/", {"code": "000000"})
    answer = client.post("/connexion/second-facteur/", {"code": code_of(SECRET)})
    assert "Trop d’essais" in answer.content.decode()
    assert not is_in(client)


def test_the_second_factor_is_not_reached_without_the_password(client, guarded):
    for answer in (
        client.get("/connexion/second-facteur/"),
        client.post("/connexion/second-facteur/", {"code": code_of(SECRET)}),
    ):
        assert answer["Location"] == "/connexion/"
    assert not is_in(client)


def test_one_account_s_password_and_another_s_code_open_neither(client, guarded, sign_in):
    other = UserFactory(email="autre@example.org")
    other.set_password(PASSWORD)
    other.save()
    from allauth.mfa.totp.internal.auth import TOTP

    TOTP.activate(other, SECRET[::-1].replace("8", "A"))
    sign_in("autre@example.org")
    client.post("/connexion/second-facteur/", {"code": code_of(SECRET)})
    assert not is_in(client)


def test_secrets_are_kept_encrypted(guarded):
    kept = Authenticator.objects.get(user=guarded)
    assert SECRET not in str(kept.data)
    assert kept.wrap().validate_code(code_of(SECRET))


# The gate, for those who have none yet.


def test_without_one_nothing_opens_but_the_way_to_it(client, pilot, sign_in):
    sign_in("pilote@example.org")
    for path in (
        "/tableau-de-bord/",
        "/admin/",
        "/sites/",
        "/mon-compte/securite/",
        "/mon-compte/securite/connexions/",
        "/",
    ):
        assert client.get(path)["Location"].startswith("/mon-compte/securite/second-facteur/?next="), path
    assert client.get("/api/v1/sites").status_code == 403
    for path in (
        "/mon-compte/securite/second-facteur/",
        "/mon-compte/securite/application/",
        "/mon-compte/securite/cles/ajouter/",
    ):
        assert client.get(path).status_code == 200, path


def test_adding_one_opens_the_rest_and_shows_the_recovery_codes_once(client, pilot, sign_in):
    sign_in("pilote@example.org")
    page = client.get("/mon-compte/securite/application/").content.decode()
    secret = re.search(r'<code class="secret">(\w+)</code>', page)[1]
    answer = client.post("/mon-compte/securite/application/", {"code": code_of(secret)})
    assert answer["Location"] == "/mon-compte/securite/codes/"
    codes = re.findall(r"<li><code>(\d{8})</code></li>", client.get("/mon-compte/securite/codes/").content.decode())
    assert len(codes) == 10
    again = client.get("/mon-compte/securite/codes/").content.decode()
    assert [code for code in codes if code in again] == []
    assert client.get("/tableau-de-bord/").status_code == 200


def test_each_secret_of_an_application_is_drawn_anew(client, pilot, sign_in):
    sign_in("pilote@example.org")
    drawn = set()
    for _ in range(3):
        page = client.get("/mon-compte/securite/application/").content.decode()
        drawn.add(re.search(r'<code class="secret">(\w+)</code>', page)[1])
        session = client.session
        session.pop("mfa.totp.secret", None)
        session.save()
    assert {len(base64.b32decode(secret)) * 8 for secret in drawn} == {160}
    assert len(drawn) == 3


def test_a_wrong_code_is_a_line_of_the_log(client, guarded, sign_in, caplog):
    sign_in("pilote@example.org")
    client.post("/connexion/second-facteur/", {"code": "000000"})
    [told] = [one for one in caplog.records if one.name == "security"]
    assert (told.message, told.account) == ("second factor refused", guarded.pk)


def test_a_session_from_before_the_factor_must_show_it(client, guarded):
    """Someone else who was logged in with the password alone does not stay in, and cannot add a factor of theirs."""
    client.force_login(guarded, second_factor=False)
    assert client.get("/sites/")["Location"].startswith("/mon-compte/securite/second-facteur/")
    asked = client.get("/mon-compte/securite/second-facteur/?next=/sites/")
    assert asked["Location"] == "/connexion/confirmer/code/?next=%2Fsites%2F"
    for path in ("/mon-compte/securite/application/", "/mon-compte/securite/cles/ajouter/"):
        assert client.get(path)["Location"].startswith("/mon-compte/securite/second-facteur/"), path
    answer = client.post("/connexion/confirmer/code/", {"code": code_of(SECRET), "next": "/sites/"})
    assert answer["Location"] == "/sites/"
    assert client.get("/tableau-de-bord/").status_code == 200


def test_the_gate_leads_to_pages_of_ours_only(client, guarded):
    client.force_login(guarded)
    answer = client.get("/mon-compte/securite/second-facteur/?next=https://ailleurs.example/")
    assert answer["Location"] == "/tableau-de-bord/"


def test_a_setting_of_demonstrations_leaves_the_password_alone(client, pilot, sign_in, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    sign_in("pilote@example.org")
    assert client.get("/tableau-de-bord/").status_code == 200


def test_the_setting_is_on_but_in_demonstrations(settings):
    assert settings.SECOND_FACTOR_REQUIRED is True
