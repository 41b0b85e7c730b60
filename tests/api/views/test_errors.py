"""Whatever goes wrong, the answer is a problem of RFC 9457 that a program can read."""

import pytest

from api.v1.codes import views as codes

pytestmark = pytest.mark.django_db


def problem(response):
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Cache-Control"] == "no-store"
    body = response.json()
    assert set(body) - {"errors"} == {"type", "title", "status", "detail"}
    assert body["status"] == response.status_code
    return body


@pytest.mark.parametrize("path", ["", "nothing", "codes/", "areas/%00", "areas.xml", "../v1", "é"])
def test_an_address_that_does_not_exist_is_a_problem(client, path):
    body = problem(client.get(f"/api/v1/{path}"))
    assert (body["status"], body["type"]) == (404, "/api/#problem-not-found")


@pytest.mark.parametrize("path", ["v2/areas", "nothing", "v1", "openapi.json"])
def test_so_is_an_address_beside_the_versions(client, path):
    assert problem(client.get(f"/api/{path}", headers={"Origin": "https://elsewhere.example"}))["status"] == 404
    assert problem(client.post(f"/api/{path}"))["status"] == 405


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("path", ["codes", "me", "nothing"])
def test_writing_is_a_problem_that_says_how_to_read(client, method, path):
    response = getattr(client, method)(f"/api/v1/{path}")
    assert problem(response)["status"] == 405
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_an_unknown_parameter_is_named(client):
    body = problem(client.get("/api/v1/codes?statut=open&b=1"))
    assert body["status"] == 400
    assert [(error["parameter"], error["code"]) for error in body["errors"]] == [
        ("b", "unknown"),
        ("statut", "unknown"),
    ]


def test_a_text_that_no_text_may_hold_is_refused(client):
    assert problem(client.get("/api/v1/codes?q=%00"))["errors"][0]["parameter"] == "q"


def test_a_format_that_is_not_there_is_a_problem(client):
    assert problem(client.get("/api/v1/codes", headers={"Accept": "text/csv"}))["status"] == 406


def test_a_body_too_large_is_a_problem(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    response = client.post("/api/v1/codes", "x" * 11, content_type="text/plain")
    assert problem(response)["status"] == 413


def test_too_many_parameters_are_a_problem(client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
    assert problem(client.get("/api/v1/codes?a=1&b=2&c=3&d=4"))["status"] == 400


def test_a_failure_of_ours_tells_nothing_of_itself(client, monkeypatch, caplog):
    def fail():
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr(codes, "codes", fail)
    client.raise_request_exception = False
    response = client.get("/api/v1/codes")
    assert problem(response)["status"] == 500
    assert b"secret" not in response.content
    assert "the secret of the house" in caplog.text


@pytest.mark.parametrize(("language", "title"), [("fr", "Introuvable"), ("en", "Not found"), ("de", "Introuvable")])
def test_problems_speak_the_language_of_the_reader(client, language, title):
    response = client.get("/api/v1/nothing", headers={"Accept-Language": language})
    assert problem(response)["title"] == title
    assert "Accept-Language" in response.headers["Vary"]
