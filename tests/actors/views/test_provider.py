"""Logging in with a provider of identity that answers over HTTP: what is believed of it, and what is not."""

import time

import pytest
from django.utils import timezone

from actors.models import Identity, User
from tests.actors.views.conftest import SECRET, code_of, is_in
from tests.actors.views.provider import CLIENT, FORGED, Running
from tests.actors.views.provider import SECRET as CLIENT_SECRET


@pytest.fixture
def provider(settings):
    with Running() as running:
        settings.OIDC_ISSUER = running.issuer
        settings.OIDC_RP_CLIENT_ID, settings.OIDC_RP_CLIENT_SECRET = CLIENT, CLIENT_SECRET
        settings.OIDC_OP_AUTHORIZATION_ENDPOINT = f"{running.issuer}/authorise"
        settings.OIDC_OP_TOKEN_ENDPOINT = f"{running.issuer}/token"
        settings.OIDC_OP_USER_ENDPOINT = f"{running.issuer}/userinfo"
        settings.OIDC_OP_JWKS_ENDPOINT = f"{running.issuer}/keys"
        settings.AUTHENTICATION_BACKENDS = [*settings.AUTHENTICATION_BACKENDS, "actors.views.provider.ProviderBackend"]
        yield running


@pytest.fixture
def opened(member):
    """An account that its owner has logged in to before."""
    User.objects.filter(pk=member.pk).update(last_login=timezone.now())
    return member


@pytest.fixture
def come_back(client, provider):
    """The whole way: to the provider, and back with its code."""

    def go(path: str = "/connexion/fournisseur/"):
        return client.get(provider.authorise(client.get(path)["Location"]))

    return go


def test_it_is_off_without_an_issuer(client, db):
    assert client.get("/connexion/fournisseur/").status_code == 404
    assert client.get("/connexion/fournisseur/retour/?code=a&state=b").status_code == 404
    assert "/connexion/fournisseur/" not in client.get("/connexion/").content.decode()


def test_the_door_shows_it_when_it_is_on(client, db, provider):
    assert "Se connecter avec ProConnect" in client.get("/connexion/?next=/sites/").content.decode()


def test_an_account_is_linked_by_its_verified_email_and_its_owner_told(
    client, opened, come_back, django_capture_on_commit_callbacks, mailoutbox
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = come_back("/connexion/fournisseur/?next=/sites/")
    assert answer["Location"] == "/sites/"
    assert is_in(client)
    assert Identity.objects.get().user == opened
    assert any("lié à l’identité" in mail.body for mail in mailoutbox)


def test_afterwards_the_provider_s_number_counts_and_not_the_email(client, opened, provider, come_back):
    come_back()
    client.post("/deconnexion/")
    provider.person["email"] = "autre-adresse@example.org"
    come_back()
    assert client.session["_auth_user_id"] == str(opened.pk)


def test_an_email_given_to_somebody_else_later_opens_nothing(client, opened, provider, come_back):
    come_back()
    client.post("/deconnexion/")
    provider.person["sub"] = "8"
    assert come_back().status_code == 403
    assert not is_in(client)


def test_someone_unknown_here_gets_no_account_and_is_told_what_to_do(client, provider, come_back, db):
    provider.person["email"] = "inconnue@example.org"
    answer = come_back()
    assert answer.status_code == 403
    assert "ProConnect vous a bien reconnu, mais aucun compte" in answer.content.decode()
    assert not User.objects.filter(email="inconnue@example.org").exists()
    assert not is_in(client)


@pytest.mark.parametrize("verified", [False, None, "true"])
def test_an_email_that_the_provider_did_not_verify_links_nothing(client, opened, provider, come_back, verified):
    provider.person["email_verified"] = verified
    assert come_back().status_code == 403
    assert not Identity.objects.exists()


def test_a_setting_says_that_a_provider_verifies_every_email(client, opened, provider, come_back, settings):
    settings.OIDC_EMAILS_ARE_VERIFIED = True
    del provider.person["email_verified"]
    come_back()
    assert is_in(client)


@pytest.mark.parametrize("account", [{"last_login": None}, {"is_active": False}])
def test_some_accounts_are_never_linked_by_an_email(client, opened, come_back, account):
    User.objects.filter(pk=opened.pk).update(**account)
    assert come_back().status_code == 403
    assert not is_in(client)


def test_an_account_that_was_closed_since_stays_closed(client, opened, come_back):
    come_back()
    client.post("/deconnexion/")
    User.objects.update(is_active=False)
    assert come_back().status_code == 403
    assert not is_in(client)


def test_an_account_closed_meanwhile_is_out_at_once(client, opened, come_back):
    come_back()
    User.objects.update(is_active=False)
    assert client.get("/tableau-de-bord/").status_code == 302


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://ailleurs.example"},
        {"aud": "another-client"},
        {"aud": None},
        {"nonce": "of-another-login"},
        {"nonce": None},
        {"exp": int(time.time()) - 120},
        {"exp": None},
        {"sub": None},
    ],
)
def test_a_token_that_is_not_for_this_login_is_refused(client, opened, provider, come_back, claims):
    provider.id_claims = claims
    assert come_back()["Location"] == "/connexion/"
    assert not is_in(client)
    assert not Identity.objects.exists()


@pytest.mark.parametrize("claims", [{"sub": "8"}, {"iss": "https://ailleurs.example"}, {"aud": "another-client"}])
def test_userinfo_of_somebody_or_for_somebody_else_is_refused(client, opened, provider, come_back, claims):
    provider.user_claims = claims
    come_back()
    assert not is_in(client)


@pytest.mark.parametrize("name", ["key", "user_key"])
def test_a_forged_signature_is_refused(client, opened, provider, come_back, name):
    setattr(provider, name, FORGED)
    come_back()
    assert not is_in(client)


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_another_algorithm_than_the_agreed_one_is_refused(client, opened, provider, come_back, algorithm):
    provider.algorithm = algorithm
    come_back()
    assert not is_in(client)


def test_an_answer_serves_once(client, opened, provider):
    back = provider.authorise(client.get("/connexion/fournisseur/")["Location"])
    client.get(back)
    client.post("/deconnexion/")
    assert client.get(back)["Location"] == "/connexion/"
    assert not is_in(client)


def test_an_answer_to_somebody_else_s_browser_is_refused(client, opened, provider):
    """A link with the attacker's own code would log the victim in as the attacker."""
    from django.test import Client

    theirs = provider.authorise(Client().get("/connexion/fournisseur/")["Location"])
    client.get("/connexion/fournisseur/")
    assert client.get(theirs)["Location"] == "/connexion/"
    assert not is_in(client)


def test_the_return_leads_to_pages_of_ours_only(opened, come_back):
    assert come_back("/connexion/fournisseur/?next=https://ailleurs.example/")["Location"] == "/tableau-de-bord/"


def test_the_second_factor_is_asked_for_after_a_first_link(client, guarded, provider, come_back, settings):
    User.objects.filter(pk=guarded.pk).update(last_login=timezone.now())
    provider.person["email"] = "pilote@example.org"
    provider.id_claims = {"acr": "two-factors"}
    settings.OIDC_SECOND_FACTOR_ACR = ["two-factors"]
    assert come_back()["Location"] == "/connexion/second-facteur/"
    assert not is_in(client)
    client.post("/connexion/second-facteur/", {"code": code_of(SECRET)})
    assert client.get("/tableau-de-bord/").status_code == 200
    client.post("/deconnexion/")
    # Linked, and the provider asked for two factors itself: that is enough.
    assert come_back()["Location"] == "/tableau-de-bord/"
    assert client.get("/tableau-de-bord/").status_code == 200
    client.post("/deconnexion/")
    provider.id_claims = {"acr": "password"}
    assert come_back()["Location"] == "/connexion/second-facteur/"


def test_the_gate_holds_for_those_who_come_by_the_provider(client, pilot, provider, come_back):
    User.objects.filter(pk=pilot.pk).update(last_login=timezone.now())
    provider.person["email"] = "pilote@example.org"
    come_back()
    assert client.get("/tableau-de-bord/")["Location"].startswith("/mon-compte/securite/second-facteur/")


def test_a_provider_that_does_not_answer_is_said_to(client, opened, provider, settings):
    back = provider.authorise(client.get("/connexion/fournisseur/")["Location"])
    settings.OIDC_OP_TOKEN_ENDPOINT = "http://127.0.0.1:9/"
    answer = client.get(back, follow=True)
    assert "ProConnect n’a pas confirmé qui vous êtes." in answer.content.decode()


def test_refusals_of_the_provider_do_not_lock_an_office_out(client, opened, provider, come_back, sign_in):
    provider.person["email"] = "inconnue@example.org"
    for _ in range(6):
        assert come_back().status_code == 403
    sign_in("membre@example.org")
    assert is_in(client)


def test_tokens_of_the_provider_stay_with_the_server_and_are_not_kept(client, opened, come_back):
    come_back()
    assert is_in(client)
    kept = str(dict(client.session)) + str([one.value for one in client.cookies.values()])
    assert not {"oidc_access_token", "oidc_id_token", "oidc_refresh_token"} & set(client.session.keys())
    assert "eyJ" not in kept  # no signed token begins otherwise
