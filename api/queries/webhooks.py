"""Addresses told of changes, and messages to them, as those who may handle the key find them."""

from typing import Any

from django.db.models import QuerySet

from actors.models import ApiKey
from actors.queries.keys import keys_of
from api.models import Delivery, Webhook

SHOWN = 10


def webhooks_of(key: ApiKey) -> list[Webhook]:
    """Those that are still told. One query."""
    return list(Webhook.objects.filter(key=key, ended_at__isnull=True).order_by("pk"))


def latest_deliveries(key: ApiKey) -> list[Delivery]:
    return list(Delivery.objects.filter(webhook__key=key).select_related("webhook")[:SHOWN])


def find_webhook(user: Any, pk: int) -> Webhook | None:
    """None for one that is missing, has ended, or is of a key that `user` does not see."""
    found = Webhook.objects.filter(pk=pk, ended_at__isnull=True, key__in=_keys(user))
    return found.select_related("key").first()


def find_delivery(user: Any, pk: int) -> Delivery | None:
    return Delivery.objects.filter(pk=pk, webhook__key__in=_keys(user)).select_related("webhook__key").first()


def deliveries() -> QuerySet[Delivery]:
    """All of them, for the report of the national team."""
    return Delivery.objects.select_related("webhook__key__organisation").order_by("-created_at", "-pk")


def _keys(user: Any) -> QuerySet[Any, Any]:
    return keys_of(user).order_by().values("pk")
