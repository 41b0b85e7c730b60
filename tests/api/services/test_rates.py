"""Requests are counted by key, for all processes together, and refused in the words of HTTP."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from actors.models import ApiKey
from api.models import KeyUsage, RateCount
from api.services import rates

URL = "/api/v1/areas"


@pytest.fixture(params=["database", "cache"])
def store(request, settings):
    settings.API_RATE_STORE = request.param


@pytest.fixture
def clock(monkeypatch):
    """The seconds that it is."""
    now = [1_000_000 * 60]
    monkeypatch.setattr(rates.time, "time", lambda: now[0])
    return now


@pytest.mark.django_db
@pytest.mark.usefixtures("store")
def test_a_key_is_refused_beyond_its_quota_until_the_next_minute(client, bearer, settings, clock):
    settings.API_RATE_KEY = 2
    headers, clock[0] = bearer(), clock[0] + 15
    told = [client.get(URL, headers=headers).headers["RateLimit"] for _ in range(2)]
    refused = client.get(URL, headers=headers)
    assert told == ['"key";r=1;t=45', '"key";r=0;t=45']
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "45")
    assert refused.headers["RateLimit-Policy"] == '"key";q=2;w=60'
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert refused.json()["type"] == "/api/#problem-rate"
    assert client.get(URL, headers=bearer()).status_code == 200
    clock[0] += 45
    assert client.get(URL, headers=headers).status_code == 200
    usage = KeyUsage.objects.get(key=ApiKey.objects.order_by("pk").first())
    assert (usage.requests, usage.refused) == (4, 1)


@pytest.mark.django_db
def test_a_grant_may_say_another_quota(client, bearer):
    headers = bearer()
    ApiKey.objects.update(requests_per_minute=1)
    assert [client.get(URL, headers=headers).status_code for _ in range(2)] == [200, 429]


@pytest.mark.django_db
@pytest.mark.usefixtures("store")
def test_the_public_is_counted_by_address_and_reads_the_same_headers(client, settings):
    settings.API_RATE_PUBLIC = 2
    first, second, third = (client.get(URL, REMOTE_ADDR="192.0.2.1") for _ in range(3))
    assert [first.status_code, second.status_code, third.status_code] == [200, 200, 429]
    assert first.headers.pop("X-Request-ID") != second.headers.pop("X-Request-ID")
    assert dict(first.headers) == dict(second.headers)
    assert first.headers["RateLimit-Policy"] == '"public";q=2;w=60'
    assert client.get(URL, REMOTE_ADDR="192.0.2.2").status_code == 200
    assert client.options(URL, REMOTE_ADDR="192.0.2.1").status_code == 204
    assert "192.0.2.1" not in str(list(RateCount.objects.values()))


@pytest.mark.django_db
def test_a_wrong_secret_does_not_use_the_quota_of_a_key(client, bearer):
    headers = bearer()
    wrong = {"Authorization": headers["Authorization"][:-1] + "!"}
    assert client.get(URL, headers=wrong).status_code == 401
    assert KeyUsage.objects.count() == 0


@pytest.mark.django_db
def test_members_on_our_pages_are_not_counted(client, pilot, settings):
    settings.API_RATE_PUBLIC = 1
    assert [client.get(URL).status_code for _ in range(3)] == [200] * 3


@pytest.mark.django_db
def test_counts_of_before_are_forgotten_as_others_come(settings, clock):
    settings.API_RATE_PUBLIC = 5
    for number in range(3):
        rates.count_address(f"192.0.2.{number}")
    clock[0] += 61 * 60
    rates.count_address("192.0.2.9")
    assert RateCount.objects.count() == 1


def test_processes_count_together(django_db_setup, django_db_blocker, settings):
    settings.API_RATE_PUBLIC = 1_000

    def ask(_):
        counted = [rates.count_address("192.0.2.77").count for _ in range(20)]
        connection.close()
        return counted

    with django_db_blocker.unblock():
        with ThreadPoolExecutor(4) as pool:
            found = [count for counted in pool.map(ask, range(4)) for count in counted]
        RateCount.objects.all().delete()
        connection.close()
    assert sorted(found) == list(range(1, 81))
