"""What logs, measures and gathered errors say: enough to find what is wrong, nothing of who asked for what."""

import io
import json
import logging

import pytest
import sentry_sdk
from django.db import IntegrityError
from sentry_sdk.transport import Transport

from catalog.queries import version as versions
from tests.factories import UserFactory
from upkeep.rules.logs import SENTRY_OPTIONS, formatter
from upkeep.services import metrics

SECRET = "4 impasse des Peupliers"


@pytest.fixture
def written():
    """Lines of JSON, as production writes them."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter("json"))
    root, requests = logging.getLogger(), logging.getLogger("requests")
    before = requests.level
    root.addHandler(handler)
    requests.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)
    requests.setLevel(before)


def test_a_request_is_a_line_with_its_route_its_number_and_no_address(client, written, db):
    answer = client.get("/connexion/nouveau-mot-de-passe/Mg/jeton-secret/", {"q": SECRET})
    [line] = [one for one in written() if one["logger"] == "requests"]
    assert (line["method"], line["status"], line["request_id"]) == ("GET", answer.status_code, answer["X-Request-ID"])
    assert line["route"] == "connexion/nouveau-mot-de-passe/<uidb64>/<token>/"
    assert line["ms"] >= line["cpu_ms"] > 0
    assert "jeton-secret" not in str(written())


def test_what_django_says_of_a_wrong_address_does_not_hold_it(client, written, db):
    client.get(f"/rien/{SECRET}/")
    assert [one["event"].split()[0] for one in written() if one["logger"] == "django.request"] == ["404"]
    assert SECRET not in str(written())


def test_who_came_in_and_who_was_refused_what_is_told_by_number(client, written, db):
    user = UserFactory(email="membre@example.org")
    client.post("/connexion/", {"login": "membre@example.org", "password": SECRET})
    client.force_login(user)
    client.get("/api/v1/sites")
    client.get(f"/pratiques/{SECRET}/")
    told = [one for one in written() if one["logger"] == "security"]
    assert [(one["event"], one.get("account"), one.get("status")) for one in told] == [
        ("login refused", None, None),
        ("login", user.pk, None),
        ("refused", user.pk, 403),
        ("refused", user.pk, 404),
    ]
    assert SECRET not in str(told)
    assert "membre" not in str(told)


def test_an_error_is_told_by_its_kinds_and_lines_never_by_its_words(written):
    try:
        try:
            raise IntegrityError(f"Key (address)=({SECRET})")
        except IntegrityError as error:
            raise ValueError(SECRET) from error
    except ValueError:
        logging.getLogger("sites").exception("Not written")
    [line] = written()
    kinds = [one for one in line["error"] if not one.startswith(" ")]
    assert kinds == ["builtins.ValueError", "django.db.utils.IntegrityError"]
    assert any("test_logs.py" in one for one in line["error"])
    assert SECRET not in str(line)


def test_people_read_the_same_in_words():
    record = logging.LogRecord("sites", logging.WARNING, "x.py", 1, "%s waits", ("The worker",), None)
    assert "The worker waits" in formatter("text").format(record)


@pytest.mark.parametrize(("told", "is_taken"), [("abcd-1234", True), ("a b", False), ("x" * 65, False)])
def test_the_number_of_a_proxy_is_taken_when_it_is_one(client, settings, told, is_taken, db):
    settings.BEHIND_PROXY = True
    assert (client.get("/healthz", headers={"X-Request-ID": told})["X-Request-ID"] == told) is is_taken


def test_a_number_from_outside_is_not_taken_without_a_proxy(client, db):
    assert client.get("/healthz", headers={"X-Request-ID": "abcd-1234"})["X-Request-ID"] != "abcd-1234"


def test_measures_are_there_for_who_has_their_word(client, settings, db):
    assert client.get("/metrics").status_code == 404
    settings.METRICS_TOKEN = "mot"
    assert client.get("/metrics", headers={"Authorization": "Bearer autre"}).status_code == 404
    client.get("/healthz")
    said = client.get("/metrics", headers={"Authorization": "Bearer mot"}).content.decode()
    assert 'resorption_requests_total{method="GET",route="healthz",status="200"}' in said
    assert "resorption_tasks_waiting 0.0" in said
    assert "resorption_chores_late" in said


def test_a_method_that_a_client_made_up_counts_as_another(client, db):
    client.generic("PEUPLIERS", "/healthz")
    assert b"PEUPLIERS" not in metrics.written_metrics()


def test_measures_cost_the_same_whatever_waits(client, settings, db, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(versions, "FRESH_S", 0.0)
    monkeypatch.setattr(versions.dataset_version, "_until", 0.0)  # of what the test before has asked
    settings.METRICS_TOKEN = "mot"
    client.get("/metrics", headers={"Authorization": "Bearer mot"})
    with django_assert_num_queries(8):
        client.get("/metrics", headers={"Authorization": "Bearer mot"})


def test_who_gathers_errors_learns_where_and_not_what():
    told = []

    class Kept(Transport):
        def capture_envelope(self, envelope):
            told.extend(item.get_event() for item in envelope.items if item.get_event())

    with sentry_sdk.isolation_scope():
        sentry_sdk.init(dsn="https://key@errors.example/1", transport=Kept, **SENTRY_OPTIONS)
        try:
            sentry_sdk.set_user({"email": "nom@example.org"})
            try:
                raise ValueError(SECRET)
            except ValueError:
                logging.getLogger("sites").exception("of %s", SECRET)
        finally:
            sentry_sdk.init(dsn="")
    [event] = told
    assert event["exception"]["values"][0]["type"] == "ValueError"
    assert event["exception"]["values"][0]["stacktrace"]["frames"]
    assert SECRET not in json.dumps(event)
    assert "example.org" not in json.dumps(event)
