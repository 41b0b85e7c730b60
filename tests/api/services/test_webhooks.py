"""Partners are told that something changed: signed, dated, tried again, never of what they may not read."""

import random
import socket
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from standardwebhooks.webhooks import Webhook as Signer

from actors.enums import Noun, Role
from actors.models import ApiKey
from actors.rules.addresses import is_public
from actors.services import outside
from actors.services.key_requests import renew_key
from actors.services.keys import issue_key
from api.enums import DeliveryState, Problem
from api.models import Delivery, Webhook
from api.rules.addresses import is_possible
from api.services import webhooks
from api.services.sending import send
from catalog.enums import Audience
from tests.api.services.receivers import GARBAGE, OK, REDIRECTION, dead_url, receiver
from tests.factories import CommuneFactory, DepartementFactory, ScopeFactory
from tests.factories.catalog import write_entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _near_and_quick(settings, monkeypatch):
    settings.WEBHOOKS_MAY_BE_PRIVATE = True
    monkeypatch.setattr(outside, "PATIENCE_S", 0.4)


@pytest.fixture
def actor():
    return ScopeFactory(role=Role.ACTOR).user


@pytest.fixture
def key(actor):
    place, lasts = DepartementFactory(), timedelta(days=30)
    return issue_key(organisation=actor.organisation, purpose="Carte", territories=[place], lasts=lasts)[0]


@pytest.fixture
def site():
    with receiver() as one:
        yield one


@pytest.fixture
def told(actor, key, site):
    """An address told of changes, and its secret."""
    return webhooks.add_webhook(user=actor, key=key, url=site.url)


def publish(key="k", *, place=None, **content):
    """A site as partners of its département read it."""
    inside = (place or CommuneFactory()).ancestor_ids
    return write_entry(Noun.SITE, audience=Audience.PARTNER, key=key, territory_ids=tuple(inside), **content)


def attempt():
    """One attempt at each message that waits, whenever it was due."""
    Delivery.objects.filter(state=DeliveryState.WAITING).update(due_at=timezone.now())
    for pk in Delivery.objects.filter(state=DeliveryState.WAITING).values_list("pk", flat=True):
        webhooks.deliver(pk)


def test_a_message_is_signed_dated_and_says_nothing_of_what_changed(told, site):
    publish(title="Site à Exempleville")
    assert webhooks.tell_of_changes() == 1
    attempt()
    [(headers, body)] = site.taken
    message = Signer(told[1]).verify(body, headers)
    assert (message["type"], list(message["data"])) == ("changes.available", ["changes"])
    assert message["data"]["changes"].endswith("/api/v1/changes")
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts, delivery.status) == (DeliveryState.DELIVERED, 1, 204)
    assert headers["webhook-id"] == delivery.message_id
    assert told[1] not in str(list(Webhook.objects.values()))


def test_nobody_is_told_of_what_their_key_does_not_read(told):
    publish(place=CommuneFactory(parent=DepartementFactory(code="59", name="Nord")))
    assert webhooks.tell_of_changes() == 0
    publish()
    assert webhooks.tell_of_changes() == 1
    assert webhooks.tell_of_changes() == 0


def test_while_a_message_waits_no_other_is_written(told):
    for number in range(5):
        publish(f"k{number}")
        webhooks.tell_of_changes()
    assert Delivery.objects.count() == 1
    attempt()
    publish("k9")
    assert webhooks.tell_of_changes() == 1


def test_a_revoked_key_is_told_nothing_more(told, key, site):
    publish()
    webhooks.tell_of_changes()
    ApiKey.objects.update(revoked_at=timezone.now())
    attempt()
    publish("other")
    assert webhooks.tell_of_changes() == 0
    assert site.taken == []


def test_a_renewed_key_keeps_its_addresses(told, key, actor, django_capture_on_commit_callbacks):
    following, _text = renew_key(user=actor, key=key, overlap=timedelta(days=1))
    assert [one.pk for one in following.webhooks.all()] == [told[0].pk]
    assert webhooks.tell_of_changes() == 0


def test_a_secret_is_renewed_with_a_time_for_both(told, actor, site):
    following = webhooks.renew_secret(user=actor, webhook=told[0])
    webhooks.send_test(user=actor, webhook=told[0])
    attempt()
    [(headers, body)] = site.taken
    assert all(Signer(secret).verify(body, headers)["type"] == "test.sent" for secret in (told[1], following))
    Webhook.objects.update(former_ends_at=timezone.now())
    webhooks.send_test(user=actor, webhook=told[0])
    attempt()
    headers, _body = site.taken[-1]
    assert len(headers["webhook-signature"].split()) == 1


def test_another_organisation_does_nothing(told):
    stranger = ScopeFactory(role=Role.PILOT).user
    for act in (webhooks.renew_secret, webhooks.end_webhook, webhooks.send_test):
        with pytest.raises(PermissionDenied):
            act(user=stranger, webhook=told[0])


@pytest.mark.parametrize(
    ("behaviour", "problem"),
    [
        ("slow", Problem.TOO_SLOW),
        ("trickling", Problem.TOO_SLOW),
        ("endless", Problem.NOT_HTTP),
        ("hanging up", Problem.UNREACHABLE),
        (GARBAGE, Problem.NOT_HTTP),
        (b"", Problem.NOT_HTTP),
        (b"HTTP/1.1 200000 OK\r\n\r\n", Problem.NOT_HTTP),
        (b"HTTP/1.1 500 Oops\r\n\r\n", Problem.REFUSED),
        (b"HTTP/1.1 100 Continue\r\n\r\n", Problem.REFUSED),
    ],
)
def test_a_bad_receiver_costs_a_few_seconds_and_is_told_again(told, actor, site, behaviour, problem):
    site.behaviour = behaviour
    webhooks.send_test(user=actor, webhook=told[0])
    attempt()
    delivery = Delivery.objects.get()
    hung_up = {Problem.UNREACHABLE, Problem.NOT_HTTP}
    assert delivery.problem == problem or {delivery.problem, problem} == hung_up
    assert (delivery.state, delivery.attempts) == (DeliveryState.WAITING, 1)
    assert timedelta(seconds=4) < delivery.due_at - timezone.now() < timedelta(seconds=7)
    site.behaviour = "good"
    attempt()
    assert Delivery.objects.get().state == DeliveryState.DELIVERED


def test_a_redirection_is_not_followed(told, actor, site):
    with receiver() as inside:
        site.behaviour = REDIRECTION % inside.server.getsockname()[1]
        webhooks.send_test(user=actor, webhook=told[0])
        attempt()
        assert inside.taken == []
    assert Delivery.objects.get().status == 302


def test_who_says_gone_is_not_called_again(told, actor, site):
    site.behaviour = b"HTTP/1.1 410 Gone\r\n\r\n"
    webhooks.send_test(user=actor, webhook=told[0])
    attempt()
    assert Delivery.objects.get().state == DeliveryState.DEAD
    assert Webhook.objects.get().ended_at


def test_who_stays_dead_is_given_up_and_may_be_told_again(told, actor, key, site):
    Webhook.objects.update(url=dead_url())
    publish()
    webhooks.tell_of_changes()
    waits = []
    for _ in range(len(webhooks.WAITS)):
        attempt()
        waits.append(Delivery.objects.get().due_at - timezone.now())
    assert waits == sorted(waits)
    attempt()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts) == (DeliveryState.DEAD, len(webhooks.WAITS) + 1)
    Webhook.objects.update(url=site.url)
    assert webhooks.send_again(user=actor, delivery=delivery)
    assert not webhooks.send_again(user=actor, delivery=delivery)
    attempt()
    assert Delivery.objects.get().state == DeliveryState.DELIVERED
    assert site.taken[0][0]["webhook-id"] == delivery.message_id


def test_chaos_loses_nothing(told, site):
    """Sixty publications to a site that is dead, slow or lying by turns: the last of them is told."""
    chance = random.Random(7)
    moods = ["good", "hanging up", GARBAGE, b"HTTP/1.1 503 Later\r\n\r\n", OK]
    for number in range(60):
        publish(f"k{number % 9}", title=f"Titre {number}")
        webhooks.tell_of_changes()
        site.behaviour = "slow" if number in (20, 40) else chance.choice(moods)
        if chance.random() < 0.6:
            attempt()
    site.behaviour = "good"
    attempt()
    webhooks.tell_of_changes()
    attempt()
    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.DELIVERED}
    assert webhooks.tell_of_changes() == 0
    assert {headers["webhook-id"] for headers, _body in site.taken} == set(
        Delivery.objects.values_list("message_id", flat=True)
    )


PRIVATE = [
    "127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1",
    "2002:a00:1::", "2001:db8::1", "ff02::1", "nonsense",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_of_no_public_network_is_refused_after_the_dns(settings, monkeypatch, address):
    """Nothing is connected to: a socket would fail the test, as all of them are shut but to this machine."""
    settings.WEBHOOKS_MAY_BE_PRIVATE = False
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in ("93.184.215.14", address)]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    assert not is_public(address)
    assert send("https://partenaire.example/", b"{}", {}).problem == Problem.PRIVATE


def test_the_address_that_was_judged_is_the_one_that_is_called(settings, monkeypatch):
    """A name that says something else the second time it is asked is asked once."""
    settings.WEBHOOKS_MAY_BE_PRIVATE = False
    asked, called = [], []
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda *where, **_: asked.append(where) or [(2, 1, 6, "", ("93.184.215.14", 443))]
    )

    def connect(where, **_):
        called.append(where)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    assert send("https://partenaire.example/", b"{}", {}).problem == Problem.UNREACHABLE
    assert (len(asked), called) == (1, [("93.184.215.14", 443)])


@pytest.mark.parametrize(
    "url",
    [
        "http://partenaire.example/", "https://127.0.0.1/", "https://2130706433/", "https://[::1]/", "https://localhost/",
        "https://a:b@partenaire.example/", "https://partenaire.example:22/", "https://partenaire.example:x/", "ftp://a.example/",
        "https:///", "https://partenaire.example/#a", "https://é.example/", "https://serveur.local/", "https://0x7f.1/",
        "https://partenaire.example/\x01", "https://partenaire.example/\x7f",
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_is_refused_on_its_field(settings, actor, key, url):
    settings.WEBHOOKS_MAY_BE_PRIVATE = False
    assert not is_possible(url)
    with pytest.raises(ValidationError) as refusal:
        webhooks.add_webhook(user=actor, key=key, url=url)
    assert list(refusal.value.message_dict) == ["url"]


def test_a_question_right_after_the_port_is_part_of_no_port(settings, monkeypatch, actor, key):
    settings.WEBHOOKS_MAY_BE_PRIVATE = False
    asked = []
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda *where, **_: asked.append(where) or [(2, 1, 6, "", ("93.184.215.14", 443))]
    )
    url = "https://partenaire.example:443?x=1"
    assert webhooks.add_webhook(user=actor, key=key, url=url)[0].url == url
    assert asked == [("partenaire.example", 443)]


def test_a_key_has_five_addresses_at_most(actor, key, site):
    for _ in range(5):
        webhooks.add_webhook(user=actor, key=key, url=site.url)
    with pytest.raises(ValidationError):
        webhooks.add_webhook(user=actor, key=key, url=site.url)
