"""What editors see of practices once they are published."""

import socket
import ssl
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from actors.enums import Role
from knowledge.models import LinkCheck, PracticePage
from knowledge.rules.links import is_broken
from knowledge.services.links import check_links, status_of
from tests.factories.knowledge import AdoptionFactory, EvaluationFactory, PracticePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def linked():
    target = PracticePageFactory(title="Retirée", live=False)
    return PracticePageFactory(
        source_url="https://example.org/source",
        resources=(
            f'<p><a href="https://example.org/mort?a=1&amp;b=2">a</a> <a href="https://example.org/source">b</a>'
            f'<a linktype="page" id="{target.pk}">c</a></p>'
        ),
    )


def test_links_are_asked_once_and_broken_since_the_first_day(linked):
    EvaluationFactory(practice=PracticePageFactory(), url="https://example.org/source")
    asked = []

    def answer(url):
        asked.append(url)
        return 404 if "mort" in url else 200

    assert check_links(ask=answer) == 2
    assert sorted(asked) == ["https://example.org/mort?a=1&b=2", "https://example.org/source"]
    LinkCheck.objects.filter(is_broken=True).update(broken_since=timezone.localdate() - timedelta(days=9))
    check_links(ask=answer)
    assert LinkCheck.objects.get(url__contains="mort").broken_since == timezone.localdate() - timedelta(days=9)
    assert check_links(ask=lambda url: 200) == 1
    PracticePage.objects.filter(pk=linked.pk).update(resources="", source_url="")
    assert check_links(ask=answer) == 0
    assert not LinkCheck.objects.filter(practice=linked).exists()


def test_the_server_does_not_knock_at_its_own_doors():
    for url in ("http://127.0.0.1/", "http://[::1]:8000/", "http://[2002:7f00:1::]/", "file:///etc/passwd", "https://"):
        assert status_of(url) is None


def test_a_link_is_called_where_it_was_judged_and_so_is_each_redirection(monkeypatch):
    """A name that answers an address of ours the second time gains nothing: it is asked once a hop."""
    names = {"example.org": ["93.184.215.14"], "rebond.example": ["93.184.215.15"], "chez-nous.example": ["127.0.0.1"]}
    called, held, lines = [], [], {"93.184.215.14": "301", "93.184.215.15": "302"}
    leads = {"93.184.215.14": "https://rebond.example/%C3%A9", "93.184.215.15": "http://chez-nous.example:5432/"}
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, port, **_: [(2, 1, 6, "", (one, port)) for one in names[host]]
    )
    monkeypatch.setattr(ssl.SSLContext, "wrap_socket", lambda _self, plain, **_: plain)

    def connect(where, **_):
        called.append(where)
        near, far = socket.socketpair()
        held.append(far)
        far.sendall(f"HTTP/1.1 {lines[where[0]]} x\r\nLocation: {leads[where[0]]}\r\n\r\n".encode())
        return near

    monkeypatch.setattr(socket, "create_connection", connect)
    assert status_of("https://example.org/été?a=é&b=%20#x") is None
    assert called == [("93.184.215.14", 443), ("93.184.215.15", 443)]
    lines["93.184.215.15"] = "404"
    assert status_of("https://example.org/") == 404
    for far in held:
        far.close()


def test_what_is_a_broken_link():
    assert [is_broken(status) for status in (200, 403, 429)] == [False] * 3
    assert [is_broken(status) for status in (404, 410, 503, None)] == [True] * 4


def test_reports_are_for_those_who_publish(client, person, linked):
    check_links(ask=lambda url: 404 if "mort" in url else 200)
    AdoptionFactory(practice=linked)
    client.get(linked.get_url())
    client.get(linked.get_url())
    for role, status in ((Role.ACTOR, 404), (Role.PILOT, 404), (Role.EDITOR, 200), (Role.NATIONAL, 200)):
        client.force_login(person(role))
        for name in ("report_practices_read", "report_broken_links"):
            assert client.get(reverse(name)).status_code == status
    shown = client.get(reverse("report_practices_read")).context["object_list"]
    assert (shown[0].pk, shown[0].read, shown[0].taken_up) == (linked.pk, 2, 1)
    assert "mort" in client.get(reverse("report_broken_links")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_they_cost_the_same(client, person, count, django_assert_num_queries):
    for _number in range(count):
        AdoptionFactory(practice=PracticePageFactory(source_url="https://example.org/mort"))
    check_links(ask=lambda url: 404)
    client.force_login(person(Role.EDITOR))
    for name, cost in (("report_practices_read", 12), ("report_broken_links", 12)):
        client.get(reverse(name))
        with django_assert_num_queries(cost):
            assert len(client.get(reverse(name)).context["object_list"]) == count
