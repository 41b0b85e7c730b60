"""Searches that people keep: what they find, as their owner may read it now."""

from typing import Any

from django.db.models import Max
from django.http import QueryDict
from django_tasks_db.models import DBTaskResult

from actors.models import User
from actors.rules import Viewer
from catalog.filters import SearchFilter
from catalog.models import Entry
from catalog.querysets import EntryQuerySet
from collaboration.models import SavedSearch

# Of the address, what is not the question.
NOT_ASKED = ("cursor", "sort")


def asked(query: str) -> str:
    """The question of an address, always written the same way; empty for no question at all."""
    given = QueryDict(query, mutable=True)
    for name in NOT_ASKED:
        given.pop(name, None)
    kept = QueryDict(mutable=True)
    for name in sorted(given):
        kept.setlist(name, [value.strip() for value in given.getlist(name) if value.strip()])
    return kept.urlencode()


def read_search(query: str, *, user: User) -> SearchFilter:
    """As it was typed: no other spelling, and all of its words."""
    return SearchFilter(QueryDict(query), viewer=Viewer(user=user), is_strict=True)


def matches(query: str, *, user: User) -> EntryQuerySet:
    """Pages that it finds. Areas are written again every day: they are no news."""
    found = read_search(query, user=user)
    return Entry.objects.none() if found.errors else found.queryset.filter(page_id__isnull=False)


def last_change() -> int:
    return Entry.objects.aggregate(last=Max("change"))["last"] or 0


def searches_of(user: User) -> list[SavedSearch]:
    return list(SavedSearch.objects.filter(user=user).defer("known"))


def is_matching_due(task_path: str) -> bool:
    """Whether somebody waits to be told, and no task is about to look: one that has begun may have missed something."""
    if not SavedSearch.objects.filter(is_alerted=True).exists():
        return False
    return not DBTaskResult.objects.ready().filter(task_path=task_path).exists()


def saved_as(query: str, *, user: Any) -> tuple[str, SavedSearch | None]:
    """The question of an address, and the search that its reader keeps of it."""
    question = asked(query)
    if not question or not user.is_authenticated:
        return question, None
    return question, SavedSearch.objects.filter(user=user, query=question).defer("known").first()
