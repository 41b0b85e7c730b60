"""What is told while the database cannot answer, and what becomes of what somebody had typed."""

import pytest
from django.db import IntegrityError, OperationalError
from django.utils.html import escape

pytestmark = pytest.mark.django_db
FORM = "/demander-un-acces/"
TYPED = {
    "name": "Naïma <b>",
    "message": "\nDeux lignes,\nla seconde.",
    "password": "un-mot-de-passe",
    "csrfmiddlewaretoken": "x",
}


@pytest.fixture
def failing(client, monkeypatch):
    """A client whose every request fails inside, as the database makes it."""

    def fail_with(error):
        def fail(self, request):
            raise error

        monkeypatch.setattr("actors.middleware.EntryGate.__call__", fail)
        client.raise_request_exception = False
        return client

    return fail_with


@pytest.fixture
def away(failing):
    return failing(OperationalError("connection refused: 10.0.0.5"))


def test_a_page_answers_503_and_says_to_wait(away):
    answer = away.get(FORM)
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "30", "no-store")
    assert "momentanément indisponible" in answer.content.decode()
    assert "10.0.0.5" not in answer.content.decode()


def test_what_was_typed_is_ready_to_be_sent_again_but_for_secrets(away):
    page = away.post(FORM, TYPED).content.decode()
    for name in ("name", "message", "csrfmiddlewaretoken"):
        assert f'<textarea name="{name}" hidden>\n{escape(TYPED[name])}</textarea>' in page
    assert "un-mot-de-passe" not in page
    assert "<b>" not in page


def test_a_login_repeats_nothing(away):
    page = away.post("/connexion/", {"login": "naima@example.org"}).content.decode()
    assert "naima" not in page


@pytest.mark.parametrize("address", ["/api/v1/areas", "/tiles/public.json"])
def test_the_api_answers_a_problem(away, address):
    answer = away.get(address)
    assert (answer.status_code, answer["Content-Type"], answer["Retry-After"]) == (
        503,
        "application/problem+json",
        "30",
    )
    assert answer.json() == {
        "type": "/api/#problem-unavailable",
        "title": "Indisponible",
        "status": 503,
        "detail": "Redemandez après les secondes que dit Retry-After.",
    }


def test_a_view_of_the_api_that_meets_it_answers_the_same(client, monkeypatch):
    def fail(*args, **kwargs):
        raise OperationalError

    monkeypatch.setattr("api.views.endpoint.Endpoint.answer", fail)
    client.raise_request_exception = False
    answer = client.get("/api/v1/areas")
    assert (answer.status_code, answer["Retry-After"], answer.json()["title"]) == (503, "30", "Indisponible")


@pytest.mark.parametrize("address", [FORM, "/api/v1/areas"])
def test_another_failure_is_no_absence(failing, address):
    answer = failing(IntegrityError("Key (email)=(naima@example.org)")).get(address)
    assert (answer.status_code, "Retry-After" in answer) == (500, False)
    assert "naima" not in answer.content.decode()


@pytest.mark.parametrize("host", ["mechant.example", "a b", ""])
def test_a_name_of_host_that_is_not_ours_is_refused_before_anything_is_asked(client, django_assert_num_queries, host):
    with django_assert_num_queries(0):
        page = client.get("/carte/", headers={"host": host})
        problem = client.get("/api/v1/areas", headers={"host": host})
    assert page.status_code == 400
    assert "pas celle de la plateforme" in page.content.decode()
    assert (problem.status_code, problem["Content-Type"]) == (400, "application/problem+json")
    assert problem.json()["detail"] == "L’en-tête Host ne nomme aucun hôte de cette plateforme."


def test_a_name_of_host_that_is_not_ours_wakes_nobody_up(client, caplog):
    client.get("/", headers={"host": "mechant.example"})
    assert [(one.name, one.levelname) for one in caplog.records if one.levelname in {"ERROR", "CRITICAL"}] == []
