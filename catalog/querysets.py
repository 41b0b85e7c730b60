"""The chainable words of entries. `visible_to` is the only reader of rights over published things."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from math import asin, cos, degrees, radians, sin
from operator import and_, or_
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Cos, Radians, Sin

from actors.enums import Noun, PrecisionPolicy, Reach, Verb
from actors.rules import Viewer, granted_scopes
from actors.rules.precision import public_precision
from catalog.enums import Audience
from territories.rules.morton import tile_range

EARTH_M = 6_371_009


class Box(NamedTuple):
    """WGS84 degrees, in the order of RFC 7946."""

    west: float
    south: float
    east: float
    north: float


class Circle(NamedTuple):
    """Around a point in WGS84 degrees."""

    lon: float
    lat: float
    radius_m: float

    @property
    def box(self) -> Box:
        """What holds it: where to look for it first. Near a pole or with the antimeridian, all around the Earth."""
        high = degrees(self.radius_m / EARTH_M)
        furthest = abs(self.lat) + high
        if furthest >= 90:
            return Box(-180, max(-90, self.lat - high), 180, min(90, self.lat + high))
        wide = degrees(asin(sin(radians(high)) / cos(radians(self.lat))))
        west, east = self.lon - wide, self.lon + wide
        return Box(
            west + 360 if west < -180 else west, self.lat - high, east - 360 if east > 180 else east, self.lat + high
        )


class EntryQuerySet(models.QuerySet):
    def published(self) -> EntryQuerySet:
        return self.filter(withdrawn_at__isnull=True)

    def as_read(self) -> EntryQuerySet:
        """Without what only the search and the map read."""
        return self.defer("search_vector", "text", "feature")

    def of(self, noun: Noun) -> EntryQuerySet:
        return self.filter(noun=noun)

    def touching(self, territory_ids: Iterable[int]) -> EntryQuerySet:
        """What is in one at least of the territories."""
        return self.filter(territory_ids__overlap=list(territory_ids))

    def within(self, box: Box, *, or_nowhere: bool = False) -> EntryQuerySet:
        """Points of the box, edges included. West of which east lies, the box crosses the antimeridian.

        `or_nowhere`: and what has no place at all.
        """
        east, west = Q(lon__lte=box.east), Q(lon__gte=box.west)
        inside = Q(lat__gte=box.south, lat__lte=box.north) & (west & east if box.west <= box.east else west | east)
        return self.filter(inside | Q(lat__isnull=True) if or_nowhere else inside)

    def in_tile(self, z: int, x: int, y: int) -> EntryQuerySet:
        """Points of a tile of the map: one range of the index. ValueError for a tile that does not exist."""
        first, end = tile_range(z, x, y)
        return self.filter(cell__gte=first, cell__lt=end)

    def near(self, circle: Circle) -> EntryQuerySet:
        """Points at most so far from its centre, on a sphere."""
        across = Sin(Radians(F("lon") - circle.lon) / 2)
        along = Sin(Radians(F("lat") - circle.lat) / 2)
        chord = along * along + Cos(Radians(F("lat"))) * cos(radians(circle.lat)) * across * across
        limit = sin(circle.radius_m / EARTH_M / 2) ** 2
        return self.within(circle.box).annotate(chord=chord).filter(chord__lte=limit)

    def tagged(self, name: str, codes: Iterable[str]) -> EntryQuerySet:
        """What carries one at least of the codes of a facet."""
        return self.filter(tags__overlap=[f"{name}:{code}" for code in codes])

    def visible_to(self, viewer: Viewer, *, noun: Noun | None = None) -> EntryQuerySet:
        """What `viewer` may read, each thing once: the fullest document that they may see of it.

        Naming the noun here rather than by `of` spares the database the conditions of the others.
        """
        return self.published()._read_by(viewer, noun=noun, everyone=_shown_to_everyone(noun))

    def addressed_to(self, viewer: Viewer, *, noun: Noun | None = None) -> EntryQuerySet:
        """The same with the traces of what was withdrawn, for those who hold a replica."""
        return self._read_by(viewer, noun=noun, everyone=_for_everyone(noun))

    def _read_by(self, viewer: Viewer, *, noun: Noun | None, everyone: Q) -> EntryQuerySet:
        fuller = _fuller(viewer)
        if noun:
            entries, reaches = self.of(noun), [(one.where, one.audience) for one in fuller if one.noun == noun]
        else:
            entries, reaches = self, [(Q(noun=one.noun) & one.where, one.audience) for one in fuller]
        readable = reduce(and_, (~where for where, _ in reaches), everyone)
        for where, audience in reaches:
            readable |= where & Q(audience=audience)
        # What pages say is long: whoever gives it asks for it.
        entries = entries.filter(readable).defer("content")
        for one in fuller:
            if one.hides_public and noun in (None, one.noun):
                entries = entries.exclude(self._public_beside(one))
        return entries

    def _public_beside(self, one: Reached) -> Q:
        """Public documents of things that the viewer reads in another: these may tell a wider place, out of reach."""
        fuller = self.model._default_manager.filter(
            one.where, noun=one.noun, audience=one.audience, key=OuterRef("key")
        )
        return Q(Exists(fuller), noun=one.noun, audience=Audience.PUBLIC)


class DepartureQuerySet(models.QuerySet):
    def from_sight_of(self, viewer: Viewer) -> DepartureQuerySet:
        """What left a place in which `viewer` reads more than the public does."""
        return self.filter(reduce(or_, (Q(noun=one.noun) & one.where for one in _fuller(viewer)), NEVER))


def _for_everyone(noun: Noun | None) -> Q:
    """The public's documents; of sites, those of the policy in force: what another one wrote waits to be rebuilt."""
    everyone = Q(audience=Audience.PUBLIC)
    if noun not in (None, Noun.SITE):
        return everyone
    other = Q(noun=Noun.SITE, withdrawn_at__isnull=True)
    policy = public_precision()
    if policy != PrecisionPolicy.AREAS:
        other &= ~Q(tags__contains=[policy_tag(policy)])
    return everyone & ~other


def _shown_to_everyone(noun: Noun | None) -> Q:
    """The same of what is published. Said to be nothing where it is: the database would go through all sites."""
    return NEVER if noun == Noun.SITE and public_precision() == PrecisionPolicy.AREAS else _for_everyone(noun)


def policy_tag(policy: PrecisionPolicy) -> str:
    """What a public document of a site carries: the policy that it was written by."""
    return f"precision:{policy.value}"


NEVER = Q(pk__in=[])
ALWAYS = ~NEVER


def _reached(user: Any, verb: Verb, noun: Noun) -> Q:
    """The entries that the scopes of `user` reach for `verb`, whatever their audience."""
    territory_ids, page_ids = set(), set()
    for scope, grant in granted_scopes(user, verb, noun):
        if grant.reach == Reach.EVERYWHERE:
            return ALWAYS
        if scope.territory_id:
            territory_ids.add(scope.territory_id)
        elif scope.page_id:
            page_ids.add(scope.page_id)
    reached = NEVER
    if territory_ids:
        reached |= Q(territory_ids__overlap=sorted(territory_ids))
    if page_ids:
        reached |= Q(page_id__in=sorted(page_ids))
    return reached


@dataclass(frozen=True)
class Reached:
    """Things, whatever their audience, that someone reads in the document of one audience rather than the public's."""

    noun: Noun
    where: Q
    audience: Audience

    @property
    def hides_public(self) -> bool:
        return self.noun == Noun.ACTION and self.where != ALWAYS


def sight_of(viewer: Viewer) -> str:
    """All that decides which documents `viewer` reads, in words: two who read the same have the same."""
    return repr([(one.noun.value, one.where, one.audience.value) for one in _fuller(viewer)])


def _fuller(viewer: Viewer) -> list[Reached]:
    """What `viewer` reads more of than the public does."""
    who = viewer.who
    exact, coarse = _reached(who, Verb.READ_EXACT, Noun.SITE), _reached(who, Verb.READ, Noun.SITE)
    if public_precision() == PrecisionPolicy.EXACT:
        # Nobody reads less than everyone does.
        coarse = exact
    found = [
        Reached(Noun.ACTION, _reached(who, Verb.READ, Noun.ACTION), Audience.MEMBER),
        Reached(Noun.SITE, exact, Audience.MEMBER if viewer.key is None else Audience.PARTNER_EXACT),
        Reached(Noun.SITE, NEVER if coarse == exact else coarse & ~exact, Audience.PARTNER),
    ]
    return [one for one in found if one.where != NEVER]
