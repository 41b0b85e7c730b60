"""Where an account is held, as rights see it."""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, Q
from wagtail.models import Page, get_page_models

from actors.enums import Noun
from actors.models import Scope
from actors.rules import Thing
from territories.enums import Level
from territories.models import Territory


def place_of(on: Territory | Page) -> Thing:
    """What a right over accounts is asked on: a territory and all that holds it, or one site where it is.

    An EPCI is inside whatever all its communes are inside of: a département that holds it whole, never one of two.
    """
    if isinstance(on, Territory):
        return Thing(noun=Noun.ACCOUNT, territory_ids=frozenset(on.ancestor_ids) | _around_communes(on))
    thing: Thing = on.specific.as_thing()
    return Thing(noun=Noun.ACCOUNT, territory_ids=thing.territory_ids, page_id=on.pk)


def place_of_scope(scope: Scope) -> Thing:
    on = scope.territory or scope.page
    assert on is not None  # noqa: S101 - a constraint says so, for the type checker
    return place_of(on)


def held_inside(territory_ids: Collection[int]) -> Q:
    """The condition on scopes that says the same as `place_of`, for lists."""
    ids = sorted(territory_ids)
    places = Q(territory__ancestor_ids__overlap=ids) | Q(territory__in=_epcis_inside(ids))
    for model in get_page_models():
        lookup = getattr(model, "place_lookup", "")
        if lookup:
            places |= Q(page__in=model._default_manager.filter(**{f"{lookup}__overlap": ids}).values("pk"))
    return places


def _around_communes(territory: Territory) -> frozenset[int]:
    if territory.level != Level.EPCI:
        return frozenset()
    lines = [
        frozenset(line)
        for line in _communes().filter(ancestor_ids__contains=[territory.pk]).values_list("ancestor_ids", flat=True)
    ]
    return frozenset.intersection(*lines) if lines else frozenset()


def _epcis_inside(ids: list[int]) -> Any:
    """The EPCIs on which scopes are held, and of which no commune is outside."""
    held = Territory.objects.filter(level=Level.EPCI, pk__in=Scope.objects.values("territory"))
    communes = _communes().filter(ancestor_ids__contains=[OuterRef("pk")])
    return held.filter(Exists(communes)).exclude(Exists(communes.exclude(ancestor_ids__overlap=ids))).values("pk")


def _communes() -> Any:
    return Territory.objects.current().at(Level.COMMUNE)
