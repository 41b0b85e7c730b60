"""Practices and accounts as they are exported."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet

from actors.enums import Verb
from actors.models import User
from actors.queries.accounts import list_accounts
from cms.querysets import reached
from knowledge.models import PracticePage
from knowledge.queries.evidence import PREFETCH
from steering.queries.exported import CHUNK
from steering.registry import Asked


def practices(asked: Asked) -> QuerySet[PracticePage]:
    found: Any = PracticePage.objects.live().filter(pk__in=asked.found.queryset.values("page_id"))
    return reached(found, asked.user, Verb.EXPORT)


def practice_rows(asked: Asked) -> Iterator[Any]:
    endorsements: Any = PracticePage._meta.get_field("endorsements").related_model
    in_force = Prefetch("endorsements", endorsements.objects.in_force(), to_attr="given")
    whole = practices(asked).select_related("organisation").prefetch_related(*PREFETCH, in_force)
    yield from whole.order_by("title", "pk").iterator(chunk_size=CHUNK)


def accounts(asked: Asked) -> QuerySet[User]:
    """The very list of accounts, with the scopes that its reader sees."""
    return list_accounts(asked.user, asked.found)


def account_rows(asked: Asked) -> Iterator[User]:
    yield from accounts(asked).iterator(chunk_size=CHUNK)
