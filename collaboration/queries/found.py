"""People and organisations in the search of everything, by the right of the directory."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from actors.enums import Noun, Verb
from actors.models import Organisation
from actors.queries.organisations import opened_organisations
from actors.rules import Viewer, can
from catalog.registry import Hit
from collaboration.queries.directory import Asked, find_organisations, matching_people
from territories.models import Territory
from territories.rules.text import search_key

Found = tuple[int, list[Hit]]
NOTHING: Found = (0, [])


def people_found(viewer: Viewer, words: str, places: list[Territory], limit: int) -> Found:
    """Members alone, to members alone; a place without a word would list everyone."""
    if not _has_words(words) or viewer.key or not can(viewer.user, Verb.READ, Noun.DIRECTORY):
        return NOTHING
    found = matching_people(Asked(words=words, territory=places[0] if places else None))
    count, people = _first(found, limit)
    return count, [Hit(str(one), reverse("card", args=[one.pk]), str(one.organisation or "")) for one in people]


def organisations_found(viewer: Viewer, words: str, places: list[Territory], limit: int) -> Found:
    """Everyone may know which have an account; members find the others too."""
    if not _has_words(words):
        return NOTHING
    if not viewer.key and can(viewer.user, Verb.READ, Noun.DIRECTORY):
        found: QuerySet[Organisation] = find_organisations(Asked(words=words, territory=places[0] if places else None))
    else:
        found = _public(words, places)
    link = organisations_link(viewer, words)
    count, organisations = _first(found, limit)
    return count, [Hit(one.name, link, one.get_kind_display()) for one in organisations]


def _first(found: QuerySet, limit: int) -> tuple[int, list[Any]]:
    """How many there are and the first ones, in one query where there are few."""
    rows = list(found[: limit + 1])
    return len(rows) if len(rows) <= limit else found.count(), rows[:limit]


def people_link(_viewer: Viewer, words: str) -> str:
    return f"{reverse('directory_people')}?{urlencode({'q': words})}"


def organisations_link(viewer: Viewer, words: str) -> str:
    if not viewer.key and can(viewer.user, Verb.READ, Noun.DIRECTORY):
        return f"{reverse('directory_organisations')}?{urlencode({'q': words})}"
    return reverse("organisations")


def _public(words: str, places: list[Territory]) -> QuerySet[Organisation]:
    found = opened_organisations()
    for place in places:
        found = found.filter(territory__ancestor_ids__contains=[place.pk])
    for word in search_key(words).split()[:6]:
        found = found.filter(Q(name__unaccent__icontains=word) | Q(acronym__unaccent__icontains=word))
    return found.order_by("name", "pk")


def _has_words(words: str) -> bool:
    return any(len(word) > 1 for word in search_key(words).split())
