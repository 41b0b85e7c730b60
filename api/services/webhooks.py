"""Telling partners that something changed, as Standard Webhooks says: signed, dated, tried again, never twice at once.

A message says that there is something to read at /api/v1/changes, and nothing else: what changed is read by the key,
with its rights of that moment. While one waits, no other is written: the site that takes it reads everything anyway.
"""

import base64
import secrets
from datetime import UTC, timedelta

import orjson
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from standardwebhooks.webhooks import Webhook as Signer

from actors.enums import KeyState, Verb
from actors.models import ApiKey, User
from actors.rules import Viewer, can
from api.enums import FOLLOWED, DeliveryState, Event, Problem
from api.models import Delivery, Webhook
from api.rules.addresses import is_possible
from api.services.sending import Sent, problem_of_name, send
from api.signals import delivery_due
from catalog.queries.changes import last_place, place_word
from catalog.rules.sealing import seal, unseal

USE = "webhook"
# How long a message that was not taken waits before the next attempt; after the last, it is given up.
WAITS = tuple(timedelta(seconds=s) for s in (5, 60, 5 * 60, 30 * 60, 2 * 3600, 8 * 3600, 24 * 3600))
LOST_AFTER = timedelta(minutes=15)
KEPT = timedelta(days=60)
MAX_WEBHOOKS = 5
OVERLAP = timedelta(days=7)


@transaction.atomic
def add_webhook(*, user: User, key: ApiKey, url: str) -> tuple[Webhook, str]:
    """An address told from now on, and the secret by which its site knows us: shown this once."""
    _require(user, key)
    problems = []
    if key.state != KeyState.IN_FORCE:
        problems.append(_("Only a key in force has an address told of changes."))
    elif Webhook.objects.filter(key=key, ended_at__isnull=True).count() >= MAX_WEBHOOKS:
        problems.append(_("A key has at most %d addresses: end one first.") % MAX_WEBHOOKS)
    elif problem := _problem_of(url):
        problems.append(problem)
    if problems:
        raise ValidationError({"url": problems})
    secret = _new_secret()
    sealed = seal(secret.encode(), use=USE)
    return Webhook.objects.create(key=key, url=url, secret=sealed, place=_word_of_now(key)), secret


@transaction.atomic
def renew_secret(*, user: User, webhook: Webhook) -> str:
    """Another secret; for seven days, messages carry the signatures of both."""
    _require(user, webhook.key)
    secret = _new_secret()
    webhook.former_secret, webhook.former_ends_at = webhook.secret, timezone.now() + OVERLAP
    webhook.secret = seal(secret.encode(), use=USE)
    webhook.save(update_fields=["secret", "former_secret", "former_ends_at"])
    return secret


@transaction.atomic
def end_webhook(*, user: User, webhook: Webhook) -> None:
    _require(user, webhook.key)
    _end(webhook)


@transaction.atomic
def send_test(*, user: User, webhook: Webhook) -> Delivery:
    _require(user, webhook.key)
    return _written(webhook, Event.TEST)


@transaction.atomic
def send_again(*, user: User, delivery: Delivery) -> bool:
    """A message that was given up, from its first attempt. Not while another waits that says the same."""
    _require(user, delivery.webhook.key)
    held = Delivery.objects.select_for_update().select_related("webhook").get(pk=delivery.pk)
    same = held.webhook.deliveries.filter(state=DeliveryState.WAITING, event=held.event)
    if held.state != DeliveryState.DEAD or held.webhook.ended_at or same.exists():
        return False
    held.state, held.attempts, held.due_at, held.done_at = DeliveryState.WAITING, 0, timezone.now(), None
    held.save()
    _announce(held)
    return True


def follow_key(former: ApiKey, following: ApiKey) -> None:
    """A key that is renewed keeps its addresses: what they were told of is the same."""
    Webhook.objects.filter(key=former).update(key=following)


def tell_of_changes() -> int:
    """Write to each address whose key may read something new since it was last written to. How many messages."""
    told = 0
    for pk in Webhook.objects.filter(ended_at__isnull=True).order_by("pk").values_list("pk", flat=True):
        told += _tell(pk)
    return told


@transaction.atomic
def deliver(delivery_id: int) -> None:
    """One attempt. Done already, ended, or being done elsewhere: nothing.

    The row is locked while the other side is spoken to: a message leaves twice only if this machine stops in between,
    with the same identifier, by which its site knows it again.
    """
    waiting = Delivery.objects.select_for_update(skip_locked=True, of=("self",)).select_related("webhook__key")
    held = waiting.filter(pk=delivery_id, state=DeliveryState.WAITING, due_at__lte=timezone.now()).first()
    if held is None:
        return
    if held.webhook.ended_at or held.webhook.key.state != KeyState.IN_FORCE:
        _close(held, DeliveryState.DEAD)
        return
    _note(held, send(held.webhook.url, held.body.encode(), signed_headers(held)))


def deliver_waiting() -> int:
    """Send what a stopped worker left behind, and what no wait puts off so far: a clock was wrong, and has gone back.
    Forget what was done long ago. How many there were.
    """
    now = timezone.now()
    lost = Q(due_at__lt=now - LOST_AFTER) | Q(due_at__gt=now + WAITS[-1] * 1.25)
    found = Delivery.objects.filter(lost, state=DeliveryState.WAITING)
    waiting = list(found.order_by("pk").values_list("pk", flat=True))
    for pk in waiting:
        deliver(pk)
    Delivery.objects.filter(done_at__lt=now - KEPT).delete()
    return len(waiting)


def signed_headers(delivery: Delivery) -> dict[str, str]:
    """By the secret of now, and for a while by the one before."""
    webhook, now = delivery.webhook, timezone.now()
    sealed = [webhook.secret]
    if webhook.former_ends_at and webhook.former_ends_at > now:
        sealed.append(webhook.former_secret)
    signers = [Signer(unseal(one, use=USE).decode()) for one in sealed]
    signatures = [signer.sign(delivery.message_id, now.astimezone(UTC), delivery.body) for signer in signers]
    return {
        "Content-Type": "application/json",
        "User-Agent": "resorption-webhooks/1",
        "webhook-id": delivery.message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signatures),
    }


@transaction.atomic
def _tell(webhook_id: int) -> bool:
    """The place moves with the message: what changes after it is another message."""
    webhooks = Webhook.objects.select_for_update(skip_locked=True, of=("self",)).select_related("key")
    webhook = webhooks.filter(pk=webhook_id).first()
    if webhook is None or webhook.key.state != KeyState.IN_FORCE:
        return False
    if webhook.deliveries.filter(state=DeliveryState.WAITING, event=Event.CHANGES).exists():
        return False
    word = _word_of_now(webhook.key)
    if word == webhook.place:
        return False
    webhook.place = word
    webhook.save(update_fields=["place"])
    _written(webhook, Event.CHANGES)
    return True


def _word_of_now(key: ApiKey) -> str:
    viewer = Viewer(key=key)
    return place_word(last_place(viewer, FOLLOWED), viewer=viewer, nouns=FOLLOWED)


def _written(webhook: Webhook, event: Event) -> Delivery:
    now = timezone.now()
    data = {"changes": f"{settings.WAGTAILADMIN_BASE_URL}/api/v1/changes"}
    body = orjson.dumps({"type": event, "timestamp": now.astimezone(UTC).isoformat(), "data": data}).decode()
    delivery = Delivery.objects.create(
        webhook=webhook, message_id=f"msg_{secrets.token_hex(12)}", event=event, body=body, due_at=now
    )
    _announce(delivery)
    return delivery


def _announce(delivery: Delivery) -> None:
    due_at = delivery.due_at if delivery.attempts else None
    delivery_due.send(sender=Delivery, delivery_id=delivery.pk, due_at=due_at)


def _note(delivery: Delivery, sent: Sent) -> None:
    delivery.status, delivery.problem = sent.status, sent.problem or ""
    waits = delivery.attempts
    delivery.attempts += 1
    if sent.problem is None:
        _close(delivery, DeliveryState.DELIVERED)
    elif sent.problem == Problem.GONE:
        _close(delivery, DeliveryState.DEAD)
        _end(delivery.webhook)
    elif waits >= len(WAITS):
        _close(delivery, DeliveryState.DEAD)
    else:
        # Up to a fifth later, so that a site that comes back is not called by all at once.
        delivery.due_at = timezone.now() + WAITS[waits] * (1 + secrets.randbelow(200) / 1000)
        delivery.save()
        _announce(delivery)


def _close(delivery: Delivery, state: DeliveryState) -> None:
    delivery.state, delivery.done_at = state, timezone.now()
    delivery.save()


def _end(webhook: Webhook) -> None:
    webhook.ended_at = webhook.ended_at or timezone.now()
    webhook.save(update_fields=["ended_at"])


def _problem_of(url: str) -> str:
    """In words; empty for an address that messages may be sent to."""
    if not is_possible(url, allows_private=settings.WEBHOOKS_MAY_BE_PRIVATE):
        return _("Write the address of a page of your site on the public network: https://…, with a name.")
    problem = problem_of_name(url)
    return _("This address cannot be told: %s.") % problem.label if problem else ""


def _new_secret() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


def _require(user: User, key: ApiKey) -> None:
    if not can(user, Verb.UPDATE, key):
        raise PermissionDenied
