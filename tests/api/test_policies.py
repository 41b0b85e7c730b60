"""Who is believed to be whom."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from actors.models import ApiKey
from tests.factories import ScopeFactory, UserFactory

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


def test_a_key_speaks_for_its_organisation(client, bearer):
    body = client.get("/api/v1/me", headers=bearer()).json()
    assert (body["kind"], body["precision"], body["territories"]) == ("key", "commune", ["FR-departement-93"])


def test_a_session_speaks_for_a_member_and_tells_what_they_may_do(client):
    scope = ScopeFactory(role="observer")
    client.force_login(scope.user)
    body = client.get("/api/v1/me").json()
    assert (body["kind"], body["name"]) == ("member", str(scope.user))
    assert body["abilities"]["site"] == ["read", "read_public", "read_outcomes", "export_aggregated"]
    assert body["abilities"]["news"] == ["read", "read_public"]
    assert body["scopes"] == [{"role": "observer", "territory": "FR-departement-93", "page_id": None}]


def test_a_key_is_heard_before_a_session(client, bearer):
    client.force_login(UserFactory())
    assert client.get("/api/v1/me", headers=bearer()).json()["kind"] == "key"


def test_nobody_is_asked_who_they_are(client):
    response = client.get("/api/v1/me")
    assert (response.status_code, response.headers["WWW-Authenticate"]) == (401, 'Bearer realm="api"')


@pytest.mark.parametrize("path", ["codes", "me", "nothing"])
@pytest.mark.parametrize("header", ["Bearer rsb_0123456789_x", "Bearer", "", "Token rsb", "Basic YTpi", "Bearer é"])
def test_a_bad_key_is_never_served_as_the_public(client, path, header):
    response = client.get(f"/api/v1/{path}", headers={"Authorization": header})
    assert response.status_code == 401
    assert response.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("field", ["revoked_at", "expires_at"])
def test_a_key_that_is_over_is_refused(client, bearer, field):
    headers = bearer()
    ApiKey.objects.update(**{field: timezone.now() - timedelta(seconds=1)})
    assert client.get("/api/v1/codes", headers=headers).status_code == 401


def test_a_session_is_not_heard_from_another_origin(client):
    client.force_login(UserFactory())
    assert client.get("/api/v1/me", headers={"Origin": "https://elsewhere.example"}).status_code == 401
    assert client.get("/api/v1/me", headers={"Origin": "null"}).status_code == 401
    assert client.get("/api/v1/me", headers={"Origin": "http://testserver"}).status_code == 200


def test_another_origin_may_read_without_cookies(client):
    headers = {"Origin": "https://elsewhere.example"}
    response = client.get("/api/v1/codes", headers=headers)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response.headers
    preflight = client.options(
        "/api/v1/codes",
        headers=headers | {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "authorization"},
    )
    assert (preflight.status_code, preflight.headers["Access-Control-Allow-Headers"].count("authorization")) == (200, 1)


def test_a_public_answer_may_be_shared_and_a_private_one_may_not(client, bearer):
    public, keyed = client.get("/api/v1/codes"), client.get("/api/v1/codes", headers=bearer())
    assert public.headers["Cache-Control"] == "public, max-age=3600"
    assert keyed.headers["Cache-Control"] == "private, no-cache"
    assert public.headers["ETag"] != keyed.headers["ETag"]
    assert {name.strip().lower() for name in public.headers["Vary"].split(",")} == {
        "accept",
        "accept-encoding",
        "authorization",
        "origin",
    }
    client.force_login(UserFactory())
    assert "Cookie" in client.get("/api/v1/me").headers["Vary"]


def test_who_already_holds_an_answer_gets_304(client):
    etag = client.get("/api/v1/codes").headers["ETag"]
    response = client.get("/api/v1/codes", headers={"If-None-Match": f'"other", {etag}'})
    assert (response.status_code, response.content, response.headers["ETag"]) == (304, b"", etag)
    assert client.get("/api/v1/codes", headers={"If-None-Match": '"other"'}).status_code == 200


def test_head_and_options_answer(client):
    head = client.head("/api/v1/codes")
    assert (head.status_code, head.content) == (200, b"")
    options = client.options("/api/v1/me")
    assert (options.status_code, options.headers["Allow"]) == (204, "GET, HEAD, OPTIONS")


def test_a_program_that_asks_in_clear_is_told_so_and_not_led_to_https(client, settings, bearer):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_REDIRECT_EXEMPT = exempt_in_production()
    for path in ("/api/v1/me", "/tiles/areas/0/0/0.pbf", "/ogc/"):
        answer = client.get(path, headers=bearer())
        assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json"), path
        assert answer.json().keys() == {"type", "title", "status", "detail"}
        assert answer.json()["type"] == "/api/#problem-forbidden"
    assert client.get("/api/v1/me", headers=bearer(), secure=True).status_code == 200
    answer = client.get("/carte/")
    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/carte/")


def exempt_in_production() -> list[str]:
    """Read, not imported: those settings refuse to be loaded here."""
    code = (ROOT / "config" / "settings" / "production.py").read_text()
    [found] = [
        node.value
        for node in ast.parse(code).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "SECURE_REDIRECT_EXEMPT"
    ]
    return ast.literal_eval(found)
