"""Redis stops while CACHE_URL names it: pages, logins and limits go on, each process by itself."""

import shutil
import subprocess
from contextlib import contextmanager, suppress

import pytest
from django.core.cache import cache, caches
from django.urls import reverse
from redis.exceptions import RedisError

from actors.services.throttling import count
from cms.models import HomePage
from tests.factories.actors import ScopeFactory
from tests.upkeep.faults.stage import free_port, wait
from upkeep.rules import shared_cache

pytestmark = pytest.mark.django_db


@pytest.fixture
def port(settings, monkeypatch):
    """A shared cache is set, and nobody answers there."""
    port = free_port()
    settings.CACHES = {
        name: {
            "BACKEND": "upkeep.rules.shared_cache.SharedCache",
            "LOCATION": f"redis://127.0.0.1:{port}/0",
            "KEY_PREFIX": name,
            "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
        }
        for name in ("default", "live")
    }
    monkeypatch.setitem(shared_cache._away, "until", 0.0)
    yield port
    for one in caches.all():
        one.own.clear()
        one.close()


@contextmanager
def redis(port):
    command = [shutil.which("redis-server"), "--port", str(port), "--save", "", "--bind", "127.0.0.1"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield server
    finally:
        server.kill()
        server.wait()


def test_pages_and_logins_go_on_without_it(client, port):
    person = ScopeFactory(user__email="pilote@example.org").user
    person.set_password("un-mot-de-passe-assez-long")
    person.save()
    assert client.get(HomePage.objects.get().get_url()).status_code == 200
    answer = client.post(reverse("login"), {"login": person.email, "password": "un-mot-de-passe-assez-long"})
    assert answer.status_code == 302
    client.force_login(person)
    assert client.get(reverse("directory_people")).status_code == 200


def test_limits_still_hold_in_each_process(port):
    assert [count("asked", "somebody") for _time in range(3)] == [1, 2, 3]
    assert count("asked", "somebody else") == 1


@pytest.mark.skipif(not shutil.which("redis-server"), reason="no Redis on this machine (apt-get install redis-server)")
def test_it_is_shared_again_when_it_is_back(port, monkeypatch):
    monkeypatch.setattr(shared_cache, "AWAY_S", 0.2)

    def is_shared() -> bool:
        cache.set("said", "to all")
        with suppress(RedisError):
            return cache._cache.get(cache.make_key("said"), None) == "to all"
        return False

    with redis(port):
        wait(is_shared, what="Redis answers")
    cache.set("said", "to oneself")
    assert cache.get("said") == "to oneself"
    with redis(port):
        wait(is_shared, what="Redis is asked again")
